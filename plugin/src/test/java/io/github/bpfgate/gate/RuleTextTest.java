package io.github.bpfgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTextTest {

    private static Rule parse(String metric, String maxIncrease, String max, String min, String floor, String level)
            throws RuleException {
        return new RuleText(MetricName.of(metric).orElseThrow(), Optional.ofNullable(maxIncrease),
                Optional.ofNullable(max), Optional.ofNullable(min), Optional.ofNullable(floor),
                Optional.ofNullable(level)).toRule();
    }

    @Test
    void a_rule_is_read_with_or_without_units_and_blanks() throws RuleException {
        assertThat(parse("latency", " 2.5 % ", " 120 ns", null, "0.5ns", " warn ")).isEqualTo(new Rule(MetricName.LATENCY,
                OptionalDouble.of(0.025), OptionalDouble.of(120), OptionalDouble.empty(), 0.5, Rule.Level.WARN));
        assertThat(parse("latency", "5%", null, null, null, null)).isEqualTo(Rules.standard().get(0));
        assertThat(parse("latency", null, "99.5", null, null, "error"))
                .isEqualTo(Rule.max(MetricName.LATENCY, 99.5, Rule.Level.ERROR));
        assertThat(parse("verified-insns", null, "900000 insns", null, null, "warn")).isEqualTo(Rules.standard().get(2));
        assertThat(parse("instructions", "1.1%", "120insns", null, "3 insns", null)).isEqualTo(new Rule(
                MetricName.INSTRUCTIONS, OptionalDouble.of(0.011), OptionalDouble.of(120), OptionalDouble.empty(), 3,
                Rule.Level.ERROR));
        assertThat(parse("stack-bytes", null, "256 bytes", null, null, null).max()).hasValue(256);
        assertThat(parse("helper-calls", null, "2calls", null, null, null).max()).hasValue(2);
    }

    @Test
    void a_coverage_is_a_percentage_or_a_share() throws RuleException {
        Rule rule = Rule.min(MetricName.COVERAGE, 0.8, Rule.Level.ERROR);

        assertThat(parse("coverage", null, null, "80%", null, null)).isEqualTo(rule);
        assertThat(parse("coverage", null, null, " 0.8 ", null, null)).isEqualTo(rule);
        assertThat(parse("coverage", null, null, "100 %", null, null).min()).hasValue(1);
    }

    @Test
    void of_what_is_exact_nothing_at_all_is_a_limit_too() throws RuleException {
        Rule none = parse("helper-calls", "0%", "0", null, "0", null);

        assertThat(none.maxIncrease()).hasValue(0);
        assertThat(none.max()).hasValue(0);
        assertThat(none.floor()).isZero();
    }

    @Test
    void a_percentage_is_what_was_written_to_the_last_digit() throws RuleException {
        for (String percent : new String[] {"1.1", "2.3", "0.57", "29", "7", "0.1"}) {
            assertThat(parse("insns", percent + "%", null, null, null, null).maxIncrease().getAsDouble())
                    .isEqualTo(new BigDecimal(percent).movePointLeft(2).doubleValue());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            latency | | | | | | The rule on latency has no limit: give <maxIncrease>5%</maxIncrease> or <max>100</max>.
            insns | | | | | | The rule on insns has no limit: give <maxIncrease>5%</maxIncrease> or <max>100</max>.
            coverage | | | | | | The rule on coverage has no limit: give <min>80%</min>.
            latency | 5 | | | | | <maxIncrease> is "5", which is no percentage: write it as 5%.
            latency | 0.05 | | | | | <maxIncrease> is "0.05", which is no percentage: write it as 5%.
            latency | five% | | | | | <maxIncrease> is "five%", which is no number.
            latency | % | | | | | <maxIncrease> is "%", which is no number.
            latency | 0% | | | | | <maxIncrease> is "0%": it must be more than 0.
            latency | -5% | | | | | <maxIncrease> is "-5%": it must be more than 0.
            insns | -5% | | | | | <maxIncrease> is "-5%": it must be at least 0.
            latency | NaN% | | | | | <maxIncrease> is "NaN%", which is no number.
            latency | Infinity% | | | | | <maxIncrease> is "Infinity%", which is no number.
            latency | 1e999% | | | | | <maxIncrease> is "1e999%", which is too large.
            latency | | 120us | | | | <max> is "120us", which is no number.
            latency | | 5% | | | | <max> is "5%", which is no number.
            insns | | 900,000 | | | | <max> is "900,000", which is no number.
            stack-bytes | | 120ns | | | | <max> is "120ns", which is no number.
            latency | | 0 | | | | <max> is "0": it must be more than 0.
            insns | | -1 | | | | <max> is "-1": it must be at least 0.
            latency | 5% | | | -1 | | <floor> is "-1": it must be more than 0.
            latency | 5% | | | x | | <floor> is "x", which is no number.
            latency | 5% | | | | fatal | <level> is "fatal": it is error or warn.
            coverage | | | 80 | | | <min> is "80", which is more than all there is: write it as 80% or 0.8.
            coverage | | | 0% | | | <min> is "0%": it must be more than 0.
            coverage | | | most | | | <min> is "most", which is no number.
            coverage | 5% | | | | | Of coverage more is better, so a rule on it has neither <maxIncrease> nor <max>: give <min>80%</min>.
            coverage | | 0.9 | 0.5 | | | Of coverage more is better, so a rule on it has neither <maxIncrease> nor <max>: give <min>80%</min>.
            latency | | | 5 | | | Of latency less is better, so a rule on it has no <min>: give <maxIncrease>5%</maxIncrease> or <max>100</max>.
            states | | 9 | 5 | | | Of states less is better, so a rule on it has no <min>: give <maxIncrease>5%</maxIncrease> or <max>100</max>.
            """)
    void what_is_no_rule_is_told_in_a_sentence(String metric, String maxIncrease, String max, String min, String floor,
            String level, String sentence) {
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> parse(metric, maxIncrease, max, min, floor, level)).withMessage(sentence);
    }
}
