package io.github.bpfgate.gate;

import static io.github.bpfgate.gate.HandMadeResults.absolute;
import static io.github.bpfgate.gate.HandMadeResults.relative;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.stats.Limit;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final Rule COVERED = Rule.min(MetricName.COVERAGE, 0.5, Rule.Level.WARN);

    @Test
    void where_nobody_wrote_rules_time_fails_and_exact_metrics_warn() {
        assertThat(new Rules(Rules.standard(), Map.of()).of("any")).containsExactly(
                Rule.increase(MetricName.LATENCY, 0.05, Rule.Level.ERROR),
                Rule.increase(MetricName.INSTRUCTIONS, 0.05, Rule.Level.WARN),
                Rule.max(MetricName.VERIFIED_INSNS, 900_000, Rule.Level.WARN), COVERED);
        assertThat(Rules.standard(relative("20%", "warn"))).hasSize(3).startsWith(relative("20%", "warn"))
                .doesNotContain(relative("5%", "error"));
    }

    @Test
    void the_warning_of_a_low_coverage_outlives_all_rules_but_one_on_coverage() {
        Rule own = Rule.min(MetricName.COVERAGE, 0.2, Rule.Level.ERROR);
        Rules rules = new Rules(List.of(relative("8%", "error")), Map.of("own", List.of(own),
                "other", List.of(absolute("120", "error"))));

        assertThat(rules.of("any")).containsExactly(relative("8%", "error"), COVERED);
        assertThat(rules.of("other")).containsExactly(absolute("120", "error"), COVERED);
        assertThat(rules.of("own")).containsExactly(own);
    }

    @Test
    void of_what_is_exact_the_smallest_increase_counts() {
        assertThat(Rules.standard()).extracting(Rule::floor).containsExactly(1.0, 0.0, 0.0);
    }

    @Test
    void sampling_goes_on_until_every_rule_can_be_told() {
        Rules rules = new Rules(List.of(relative("8%", "error"), relative("3%", "2", "warn"), absolute("50", "error")),
                Map.of("own", List.of(relative("1%", "error"))));

        assertThat(rules.commonSamplingLimits()).containsExactly(new Limit.Increase(0.08, 1), new Limit.Increase(0.03, 2),
                new Limit.Maximum(50));
        assertThat(rules.samplingLimits("any")).isEqualTo(rules.commonSamplingLimits());
        assertThat(rules.samplingLimits("own")).containsExactly(new Limit.Increase(0.01, 1));
    }

    @Test
    void sampling_is_for_time_alone() {
        Rules rules = new Rules(List.of(new Rule(MetricName.INSTRUCTIONS, OptionalDouble.of(0.01), OptionalDouble.of(9),
                OptionalDouble.empty(), 0, Rule.Level.ERROR), absolute("50", "error")), Map.of());

        assertThat(rules.commonSamplingLimits()).containsExactly(new Limit.Maximum(50));
    }
}
