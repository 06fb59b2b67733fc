package io.github.bpfgate.gate;

import static io.github.bpfgate.gate.HandMadeResults.judged;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.Policies.Action;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateOutcomeTest {

    private static final Policies LENIENT = new Policies(false, Action.WARN, Action.WARN, Action.WARN);

    private static final String STORED = "Store the baseline with mvn bpfgate:update-baseline, and commit it.";
    private static final String ACCEPTED_FOR_GOOD = "Meant for good? Accept it with mvn bpfgate:update-baseline, and"
            + " commit the new baseline.";

    private static GateOutcome outcome(Policies policies, BenchmarkResult... results) {
        return GateOutcome.of(HandMadeResults.of(results), policies);
    }

    private static BenchmarkResult[] oneOfEach() {
        List<BenchmarkResult> results = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            results.add(judged(verdict.name(), verdict, Rule.Level.ERROR));
        }
        return results.toArray(BenchmarkResult[]::new);
    }

    private static Set<Verdict> failing(Policies policies) {
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        outcome(policies, oneOfEach()).failures().forEach(r -> verdicts.add(r.verdict()));
        return verdicts;
    }

    @Test
    void each_policy_fails_its_own_verdicts_and_no_other() {
        assertThat(failing(LENIENT)).isEmpty();
        assertThat(failing(new Policies(true, Action.WARN, Action.WARN, Action.WARN)))
                .containsExactly(Verdict.REGRESSED);
        assertThat(failing(new Policies(false, Action.FAIL, Action.WARN, Action.WARN)))
                .containsExactlyInAnyOrder(Verdict.NO_BASELINE, Verdict.NOT_COMPARABLE);
        assertThat(failing(new Policies(false, Action.WARN, Action.FAIL, Action.WARN)))
                .containsExactly(Verdict.INCONCLUSIVE);
        assertThat(failing(new Policies(false, Action.WARN, Action.WARN, Action.FAIL)))
                .containsExactly(Verdict.UNSUPPORTED);
        assertThat(failing(new Policies(true, Action.FAIL, Action.FAIL, Action.FAIL)))
                .containsExactlyInAnyOrder(Verdict.REGRESSED, Verdict.INCONCLUSIVE, Verdict.NO_BASELINE,
                        Verdict.NOT_COMPARABLE, Verdict.UNSUPPORTED);
    }

    @Test
    void what_does_not_fail_is_warned_of_unless_all_is_well() {
        GateOutcome outcome = outcome(LENIENT, oneOfEach());

        assertThat(outcome.passes()).isTrue();
        assertThat(outcome.warnings()).extracting(BenchmarkResult::verdict).containsExactly(Verdict.REGRESSED,
                Verdict.INCONCLUSIVE, Verdict.NO_BASELINE, Verdict.NOT_COMPARABLE, Verdict.UNSUPPORTED);
        assertThat(outcome.improved()).extracting(BenchmarkResult::verdict).containsExactly(Verdict.IMPROVED);
    }

    @Test
    void a_regression_of_a_warning_rule_never_fails() {
        GateOutcome outcome = outcome(new Policies(true, Action.FAIL, Action.FAIL, Action.FAIL),
                judged("x", Verdict.REGRESSED, Rule.Level.WARN));

        assertThat(outcome.passes()).isTrue();
        assertThat(outcome.warnings()).hasSize(1);
    }

    @Test
    void an_open_or_unsettled_warning_rule_fails_nothing_either() {
        Policies strict = new Policies(true, Action.FAIL, Action.FAIL, Action.FAIL);

        assertThat(outcome(strict, judged("x", Verdict.INCONCLUSIVE, Rule.Level.WARN)).passes()).isTrue();
        assertThat(outcome(strict, judged("x", Verdict.INCONCLUSIVE, Rule.Level.ERROR)).passes()).isFalse();
    }

    @Test
    void what_is_open_in_one_limit_hides_no_missing_baseline() {
        double[] latency = HandMadeResults.around(100, 30, 20);
        BenchmarkResult open = new Judge(HandMadeResults.rules(HandMadeResults.relative("5%", "error"),
                HandMadeResults.absolute("100", "error"))).judge(HandMadeResults.of(HandMadeResults.alone("a",
                BenchmarkResult.Reference.NOTHING, latency, new double[0]))).benchmarks().get(0);
        assertThat(open.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(open.lacksBaseline()).isTrue();

        GateOutcome outcome = outcome(new Policies(true, Action.FAIL, Action.WARN, Action.WARN), open);

        assertThat(outcome.passes()).isFalse();
        assertThat(outcome.cures()).containsExactly(STORED);
        assertThat(outcome(LENIENT, open).warnings()).hasSize(1);
    }

    @Test
    void a_broken_warning_beside_it_takes_no_failure_its_cure() {
        BenchmarkResult result = new Judge(new Rules(Rules.standard(), Map.of())).judge(HandMadeResults.of(
                HandMadeResults.with(HandMadeResults.alone("a", BenchmarkResult.Reference.NOTHING,
                HandMadeResults.around(100, 1, 20)), Map.of(MetricName.COVERAGE, Exact.of(MetricName.COVERAGE, 0.1)),
                null))).benchmarks().get(0);

        assertThat(outcome(new Policies(true, Action.FAIL, Action.WARN, Action.WARN), result).cures())
                .containsExactly(STORED);
    }

    @Test
    void what_passes_needs_no_cure() {
        assertThat(outcome(LENIENT, oneOfEach()).cures()).isEmpty();
    }

    private static BenchmarkResult grown(String name) {
        double[] blocks = HandMadeResults.around(10, 1, 10);
        return judgedBy(HandMadeResults.relative("5%", "error"), HandMadeResults.confirmed(name, 100, blocks, blocks));
    }

    private static BenchmarkResult judgedBy(Rule rule, BenchmarkResult measured) {
        return new Judge(HandMadeResults.rules(rule)).judge(HandMadeResults.of(measured)).benchmarks().get(0);
    }

    @Test
    void what_is_above_its_maximum_is_not_mended_by_another_baseline() {
        double[] latency = HandMadeResults.around(120, 1, 20);
        BenchmarkResult above = judgedBy(HandMadeResults.absolute("110", "error"),
                HandMadeResults.alone("a", BenchmarkResult.Reference.NOTHING, latency, latency));
        Policies strict = new Policies(true, Action.FAIL, Action.FAIL, Action.FAIL);

        assertThat(outcome(strict, above).cures())
                .containsExactly("What is above its <max> has to come down, or the limit up.");
        assertThat(outcome(strict, above, grown("b")).cures()).containsExactly(ACCEPTED_FOR_GOOD,
                "What is above its <max> has to come down, or the limit up.");
    }

    private static BenchmarkResult counted(Rule rule, Map<MetricName, Exact> exact) {
        return judgedBy(rule, HandMadeResults.counted("a", BenchmarkResult.Reference.OBJECT, exact));
    }

    @Test
    void what_executes_more_is_accepted_with_another_baseline() {
        Policies strict = new Policies(true, Action.FAIL, Action.FAIL, Action.FAIL);
        Rule rule = HandMadeResults.rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error");

        assertThat(outcome(strict, counted(rule, HandMadeResults.instructions(55, 16))).cures())
                .containsExactly(ACCEPTED_FOR_GOOD);
    }

    @Test
    void what_covers_too_little_needs_another_input() {
        Policies strict = new Policies(true, Action.FAIL, Action.FAIL, Action.FAIL);
        Rule rule = HandMadeResults.rule(MetricName.COVERAGE, null, null, "80%", null, "error");

        assertThat(outcome(strict, counted(rule, Map.of(MetricName.COVERAGE, Exact.of(MetricName.COVERAGE, 0.3))))
                .cures()).containsExactly("What is below its <min> needs an input that reaches more, or a lower limit.");
    }

    @Test
    void counts_that_leave_it_open_are_not_mended_by_time() {
        Policies strict = new Policies(true, Action.FAIL, Action.FAIL, Action.FAIL);
        Rule rule = HandMadeResults.rule(MetricName.INSTRUCTIONS, null, "120", null, null, "error");

        assertThat(outcome(strict, counted(rule, Map.of(MetricName.INSTRUCTIONS,
                Exact.between(MetricName.INSTRUCTIONS, 120, 118, 122)))).cures()).containsExactly(
                "More time does not help: give an input on which the counts agree, or change the rule.");
    }

    @Test
    void the_cure_of_a_warning_is_not_the_cure_of_the_failure() {
        Policies strict = new Policies(true, Action.FAIL, Action.FAIL, Action.FAIL);
        BenchmarkResult grown = HandMadeResults.with(HandMadeResults.confirmed("a", 100,
                HandMadeResults.around(10, 1, 10), HandMadeResults.around(10, 1, 10)),
                Map.of(MetricName.COVERAGE, Exact.of(MetricName.COVERAGE, 0.3)), null);

        assertThat(outcome(strict, judgedBy(HandMadeResults.relative("5%", "error"), grown)).cures())
                .containsExactly(ACCEPTED_FOR_GOOD);
    }

    @ParameterizedTest
    @EnumSource(names = {"REGRESSED", "INCONCLUSIVE", "NO_BASELINE", "NOT_COMPARABLE", "UNSUPPORTED"})
    void every_failure_says_what_to_do_next(Verdict verdict) {
        String cure = switch (verdict) {
            case INCONCLUSIVE -> "maxTimePerBenchmark";
            case UNSUPPORTED -> "mvn bpfgate:doctor";
            default -> "mvn bpfgate:update-baseline";
        };

        assertThat(outcome(new Policies(true, Action.FAIL, Action.FAIL, Action.FAIL),
                verdict == Verdict.REGRESSED ? grown("x") : judged("x", verdict, Rule.Level.ERROR)).cures())
                .singleElement().asString().contains(cure);
    }
}
