package io.github.bpfgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.stats.Limit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {

    private static Rule parse(String metric, String maxIncrease, String max, String floor, String level)
            throws RuleException {
        return Rule.parse(metric, Optional.ofNullable(maxIncrease), Optional.ofNullable(max),
                Optional.ofNullable(floor), Optional.ofNullable(level));
    }

    @Test
    void a_rule_is_read_with_or_without_units_and_blanks() throws RuleException {
        assertThat(parse("latency", " 2.5 % ", " 120 ns", "0.5ns", " warn ")).isEqualTo(new Rule("latency",
                OptionalDouble.of(0.025), OptionalDouble.of(120), 0.5, Rule.Level.WARN));
        assertThat(parse("latency", "5%", null, null, null)).isEqualTo(Rule.standard());
        assertThat(parse("latency", null, "99.5", null, "error")).isEqualTo(new Rule("latency",
                OptionalDouble.empty(), OptionalDouble.of(99.5), 1, Rule.Level.ERROR));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            | 5% | | | | A rule has no <metric>. The metric there is: latency.
            ' ' | 5% | | | | A rule has no <metric>. The metric there is: latency.
            speed | 5% | | | | A rule is on the metric "speed", which is not known. The metric there is: latency.
            latency | | | | | The rule on latency has no limit: give <maxIncrease>5%</maxIncrease> or <max>100</max>.
            latency | 5 | | | | <maxIncrease> is "5", which is no percentage: write it as 5%.
            latency | 0.05 | | | | <maxIncrease> is "0.05", which is no percentage: write it as 5%.
            latency | five% | | | | <maxIncrease> is "five%", which is no number.
            latency | % | | | | <maxIncrease> is "%", which is no number.
            latency | 0% | | | | <maxIncrease> is "0%": it must be more than 0.
            latency | -5% | | | | <maxIncrease> is "-5%": it must be more than 0.
            latency | NaN% | | | | <maxIncrease> is "NaN%": it must be more than 0.
            latency | Infinity% | | | | <maxIncrease> is "Infinity%": it must be more than 0.
            latency | | 120us | | | <max> is "120us", which is no number.
            latency | | 0 | | | <max> is "0": it must be more than 0.
            latency | 5% | | -1 | | <floor> is "-1": it must be more than 0.
            latency | 5% | | x | | <floor> is "x", which is no number.
            latency | 5% | | | fatal | <level> is "fatal": it is error or warn.
            """)
    void what_is_no_rule_is_told_in_a_sentence(String metric, String maxIncrease, String max, String floor,
            String level, String sentence) {
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> parse(metric, maxIncrease, max, floor, level)).withMessage(sentence);
    }

    @Test
    void sampling_goes_on_until_every_rule_can_be_told() throws RuleException {
        Rules rules = new Rules(List.of(parse("latency", "8%", null, null, "error"),
                parse("latency", "3%", null, "2", "warn"), parse("latency", null, "50", null, "error")),
                Map.of("own", List.of(parse("latency", "1%", null, null, null))));

        assertThat(rules.commonSamplingLimits()).containsExactly(new Limit.Increase(0.08, 1), new Limit.Increase(0.03, 2),
                new Limit.Maximum(50));
        assertThat(rules.samplingLimits("any")).isEqualTo(rules.commonSamplingLimits());
        assertThat(rules.samplingLimits("own")).containsExactly(new Limit.Increase(0.01, 1));
    }

    @Test
    void sampling_for_a_maximum_alone_stops_when_that_is_told() throws RuleException {
        Rules rules = new Rules(List.of(parse("latency", null, "50", null, null)), Map.of());

        assertThat(rules.commonSamplingLimits()).containsExactly(new Limit.Maximum(50));
    }
}
