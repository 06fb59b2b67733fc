package io.github.bpfgate.gate;

import static io.github.bpfgate.gate.HandMadeResults.alone;
import static io.github.bpfgate.gate.HandMadeResults.around;
import static io.github.bpfgate.gate.HandMadeResults.compared;
import static io.github.bpfgate.gate.HandMadeResults.confirmed;
import static io.github.bpfgate.gate.HandMadeResults.counted;
import static io.github.bpfgate.gate.HandMadeResults.figure;
import static io.github.bpfgate.gate.HandMadeResults.instructions;
import static io.github.bpfgate.gate.HandMadeResults.line;
import static io.github.bpfgate.gate.HandMadeResults.notRun;
import static io.github.bpfgate.gate.HandMadeResults.rule;
import static io.github.bpfgate.gate.HandMadeResults.rules;
import static io.github.bpfgate.gate.HandMadeResults.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Metric.Exact;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics without noise: alone, and beside a time that is judged too. */
class ExactJudgeTest {

    private static final Rules FIVE_PERCENT = rules(rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error"));
    private static final Rules STANDARD = new Rules(Rules.standard(), Map.of());

    private static BenchmarkResult judge(Rules rules, BenchmarkResult result) {
        return new Judge(rules).judge(HandMadeResults.of(result)).benchmarks().get(0);
    }

    private static BenchmarkResult judge(double instructions, double baseline) {
        return judge(FIVE_PERCENT, counted("x", Reference.OBJECT, instructions(instructions, baseline)));
    }

    private static Map<MetricName, Exact> coverage(double share) {
        return Map.of(MetricName.COVERAGE, Exact.of(MetricName.COVERAGE, share));
    }

    private static Map<MetricName, Exact> ranges(double least, double most, double baselineLeast, double baselineMost) {
        return Map.of(MetricName.INSTRUCTIONS, Exact.between(MetricName.INSTRUCTIONS, (least + most) / 2, least, most)
                .against(Exact.between(MetricName.INSTRUCTIONS, (baselineLeast + baselineMost) / 2, baselineLeast,
                        baselineMost)));
    }

    private static Verdict judgeRanges(double least, double most, double baselineLeast, double baselineMost) {
        return judge(FIVE_PERCENT, counted("x", Reference.OBJECT, ranges(least, most, baselineLeast, baselineMost)))
                .verdict();
    }

    @ParameterizedTest
    @CsvSource({"106, 100, REGRESSED", "105.001, 100, REGRESSED", "105, 100, PASS", "100, 100, PASS", "95, 100, PASS",
        "94.999, 100, IMPROVED", "21, 20, PASS", "22, 20, REGRESSED", "0, 0, PASS", "0.01, 0, REGRESSED",
        "0, 7, IMPROVED", "72.9375, 16.4609375, REGRESSED"})
    void a_limit_is_a_limit(double value, double baseline, Verdict verdict) {
        assertThat(judge(value, baseline).verdict()).isEqualTo(verdict);
    }

    @Test
    void a_stored_object_that_cannot_be_counted_leaves_an_error_open_and_a_warning_out() {
        Map<MetricName, Exact> alone = Map.of(MetricName.INSTRUCTIONS, Exact.of(MetricName.INSTRUCTIONS, 20));
        BenchmarkResult error = judge(FIVE_PERCENT, counted("x", Reference.OBJECT, alone));
        BenchmarkResult warning = judge(STANDARD, with(compared("x", 100, around(0, 0.5, 20)), alone, null));

        assertThat(error.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(error.reasons()).first().isEqualTo(
                "the stored object cannot be counted, so that instructions has nothing to compare with");
        assertThat(warning.verdict()).isEqualTo(Verdict.PASS);
        assertThat(warning.lacksBaseline()).isFalse();
    }

    @Test
    void unchanged_work_that_cannot_be_counted_is_unchanged() {
        BenchmarkResult same = with(counted("x", Reference.SAME_WORK, Map.of(MetricName.VERIFIED_INSNS,
                Exact.of(MetricName.VERIFIED_INSNS, 9))), Map.of(), Counts.refused("It uses 64 maps."));

        assertThat(judge(FIVE_PERCENT, same).verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(judge(rules(rule(MetricName.INSTRUCTIONS, null, "50", null, null, "error")), same).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource({"1.1%, 1000, 1011, PASS", "1.1%, 1000, 1011.0001, REGRESSED", "0.57%, 10000, 10057, PASS",
        "29%, 100, 129, PASS", "0%, 10, 10, PASS", "0%, 10, 11, REGRESSED", "0%, 10, 9, IMPROVED"})
    void percentages_are_taken_in_decimals(String increase, double baseline, double value, Verdict verdict) {
        assertThat(judge(rules(rule(MetricName.INSTRUCTIONS, increase, null, null, null, "error")),
                counted("x", Reference.OBJECT, instructions(value, baseline))).verdict()).isEqualTo(verdict);
    }

    @Test
    void growth_is_told_with_both_figures_and_the_limit() {
        BenchmarkResult judged = judge(72.9375, 16.4609375);

        assertThat(judged.level()).isEqualTo(Rule.Level.ERROR);
        assertThat(judged.reasons()).containsExactly(
                "instructions grew by 343.1 %, from 16.46 to 72.94 per run; the limit is +5 %");
        assertThat(judged.comparison()).isNull();
        assertThat(judged.judgements()).filteredOn(j -> j.metric() == MetricName.INSTRUCTIONS).singleElement()
                .satisfies(j -> {
                    assertThat(j.kind()).isEqualTo(RuleJudgement.Kind.INCREASE);
                    assertThat(j.limit()).isEqualTo(0.823046875);
                    assertThat(j.verdict()).isEqualTo(Verdict.REGRESSED);
                });
    }

    @Test
    void no_figure_reads_like_the_limit_or_like_the_other() {
        assertThat(judge(105.0004, 100).reasons()).containsExactly(
                "instructions grew by 5.0004 %, from 100 to 105 per run; the limit is +5 %");
        assertThat(judge(100.001, 100).reasons()).containsExactly(
                "instructions grew by 0.001 %, from 100 to 100.001 per run; the limit is +5 %");
        assertThat(judge(1_000_001, 1_000_000).reasons()).first().asString().contains("grew by 0.0001 %");
    }

    @Test
    void from_nothing_there_is_no_percentage() {
        assertThat(judge(3, 0).reasons()).containsExactly(
                "instructions grew from 0 to 3 per run; the limit is +5 %");
    }

    @Test
    void less_is_improved_and_the_same_is_as_before() {
        assertThat(judge(50, 100).reasons()).containsExactly(
                "instructions fell by 50 %, from 100 to 50 per run; the limit is +5 %");
        assertThat(judge(100, 100).reasons()).containsExactly("instructions are as before: 100 per run; the limit is +5 %");
    }

    @Test
    void below_a_floor_no_increase_counts() {
        Rules rules = rules(rule(MetricName.HELPER_CALLS, "5%", null, null, "2", "error"));
        Map<MetricName, Exact> within = Map.of(MetricName.HELPER_CALLS, figure(MetricName.HELPER_CALLS, 12, 10));

        assertThat(judge(rules, counted("x", Reference.OBJECT, within)).verdict()).isEqualTo(Verdict.PASS);
        BenchmarkResult above = judge(rules, counted("x", Reference.OBJECT,
                Map.of(MetricName.HELPER_CALLS, figure(MetricName.HELPER_CALLS, 12.5, 10))));
        assertThat(above.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(above.reasons()).containsExactly(
                "helper-calls grew by 25 %, from 10 to 12.5 per run; the limit is +2 (+5 % would be 0.5)");
    }

    @Test
    void counts_that_differ_have_to_be_on_one_side_of_the_limit() {
        assertThat(judgeRanges(106, 110, 98, 100)).isEqualTo(Verdict.REGRESSED);
        assertThat(judgeRanges(104, 110, 98, 100)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgeRanges(103, 104, 98, 100)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgeRanges(90, 102, 98, 100)).isEqualTo(Verdict.PASS);
        assertThat(judgeRanges(90, 94, 98, 100)).isEqualTo(Verdict.PASS);
        assertThat(judgeRanges(90, 93, 98, 100)).isEqualTo(Verdict.IMPROVED);
    }

    @Test
    void counts_that_differ_are_told_with_their_range() {
        assertThat(judge(FIVE_PERCENT, counted("x", Reference.OBJECT, ranges(104, 110, 98, 100))).reasons())
                .containsExactly("instructions grew by 8.1 %, from 99 (98 to 100) to 107 (104 to 110) per run;"
                        + " only some of the counts are within the limit of +5 %");
    }

    @Test
    void a_maximum_needs_no_baseline_and_includes_its_value() {
        Rules rules = rules(rule(MetricName.VERIFIED_INSNS, null, "900000", null, null, "error"));

        for (Reference reference : List.of(Reference.NOTHING, Reference.OBJECT, Reference.NUMBERS_FROM_ELSEWHERE)) {
            assertThat(judge(rules, counted("x", reference, verified(900_000))).verdict()).isEqualTo(Verdict.PASS);
            BenchmarkResult above = judge(rules, counted("x", reference, verified(900_001)));
            assertThat(above.verdict()).isEqualTo(Verdict.REGRESSED);
            assertThat(above.reasons())
                    .containsExactly("verified-insns are 900001, above the maximum of 900000");
        }
    }

    private static Map<MetricName, Exact> verified(double insns) {
        return Map.of(MetricName.VERIFIED_INSNS, Exact.of(MetricName.VERIFIED_INSNS, insns));
    }

    @Test
    void a_range_across_a_maximum_is_inconclusive() {
        BenchmarkResult judged = judge(rules(rule(MetricName.INSTRUCTIONS, null, "120", null, null, "error")),
                counted("x", Reference.OBJECT, ranges(118, 123, 1, 1)));

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.reasons()).containsExactly("instructions are 120.5 (118 to 123) per run; only some of the counts"
                + " are within the maximum of 120");
    }

    @Test
    void a_low_coverage_names_the_lines_that_the_input_never_reaches() {
        Counts counts = Counts.of(null, Map.of(), List.of(line(18, "if (!eth)", 2, null), line(20, "a = 0;", 0, null),
                line(27, "b = 1;", 0, null), line(30, "return 2;", 1, null), line(40, "return 1;", 0, null)), null);
        BenchmarkResult judged = judge(STANDARD, with(counted("x", Reference.NOTHING, coverage(0.31)),
                coverage(0.31), counts));

        assertThat(judged.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judged.level()).isEqualTo(Rule.Level.WARN);
        assertThat(judged.reasons()).containsExactly("coverage is 31 %, below the minimum of 50 %:"
                + " the input never reaches fun_xdp.bpf.c:20-27, 40");
    }

    @Test
    void a_coverage_at_its_minimum_is_enough() {
        Rules rules = rules(rule(MetricName.COVERAGE, null, null, "80%", null, "error"));

        assertThat(judge(rules, counted("x", Reference.NOTHING, coverage(0.8))).verdict()).isEqualTo(Verdict.PASS);
        BenchmarkResult below = judge(rules, counted("x", Reference.NOTHING, coverage(0.79999)));
        assertThat(below.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(below.level()).isEqualTo(Rule.Level.ERROR);
        assertThat(below.reasons()).containsExactly("coverage is 79.999 %, below the minimum of 80 %");
    }

    @Test
    void without_a_baseline_there_is_no_increase() {
        Map<MetricName, Exact> alone = Map.of(MetricName.INSTRUCTIONS, Exact.of(MetricName.INSTRUCTIONS, 16));

        BenchmarkResult nothing = judge(FIVE_PERCENT, counted("x", Reference.NOTHING, alone));
        assertThat(nothing.verdict()).isEqualTo(Verdict.NO_BASELINE);
        assertThat(nothing.reasons()).containsExactly("nothing is stored to compare with");
        BenchmarkResult other = judge(FIVE_PERCENT, counted("x", Reference.NUMBERS_FROM_ELSEWHERE, alone));
        assertThat(other.verdict()).isEqualTo(Verdict.NO_BASELINE);
        assertThat(other.reasons()).containsExactly("the baseline has no instructions to compare with here");
    }

    @Test
    void numbers_of_another_machine_are_as_good_as_an_object() {
        assertThat(judge(FIVE_PERCENT, counted("x", Reference.NUMBERS_FROM_ELSEWHERE, instructions(55, 16))).verdict())
                .isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void the_same_work_does_not_grow_but_may_be_too_much() {
        Map<MetricName, Exact> counts = instructions(55, 16);

        assertThat(judge(FIVE_PERCENT, counted("x", Reference.SAME_WORK, counts)).verdict()).isEqualTo(Verdict.UNCHANGED);
        BenchmarkResult above = judge(rules(rule(MetricName.INSTRUCTIONS, "5%", "50", null, null, "error")),
                with(alone("x", Reference.SAME_WORK, around(120, 1, 6)), counts, null));
        assertThat(above.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(above.reasons()).containsExactly("instructions are 55 per run, above the maximum of 50");
    }

    @Test
    void a_rule_on_what_was_not_measured_is_not_judged() {
        BenchmarkResult judged = judge(STANDARD, counted("x", Reference.OBJECT, instructions(16, 16)));

        assertThat(judged.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged.judgements()).extracting(RuleJudgement::metric).containsExactly(MetricName.INSTRUCTIONS);
    }

    @Test
    void what_no_rule_judges_does_not_pass() {
        BenchmarkResult judged = judge(rules(rule(MetricName.STATES, "5%", null, null, null, "error")),
                counted("x", Reference.OBJECT, instructions(16, 16)));

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.reasons()).first().isEqualTo("no rule is on what was measured (instructions)");
    }

    @Test
    void an_error_that_cannot_be_counted_is_not_ruled_out() {
        Counts refused = Counts.refused("No room on the stack for the counters.");
        BenchmarkResult passes = with(compared("x", 100, around(0, 1, 10)), Map.of(), refused);

        BenchmarkResult strict = judge(rules(rule(MetricName.LATENCY, "5%", null, null, null, "error"),
                rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error")), passes);
        assertThat(strict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(strict.reasons()).containsExactly("No room on the stack for the counters.");
        assertThat(judge(STANDARD, passes).verdict()).as("a warning is no error").isEqualTo(Verdict.PASS);
        assertThat(judge(FIVE_PERCENT, with(counted("x", Reference.OBJECT, verified(5)), Map.of(), refused)).reasons())
                .containsExactly("No room on the stack for the counters.");
    }

    @Test
    void an_exact_error_decides_what_time_leaves_open() {
        BenchmarkResult open = with(compared("x", 100, around(5, 4, 80)), instructions(55, 16), null);
        Rules rules = rules(rule(MetricName.LATENCY, "5%", null, null, null, "error"),
                rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error"));

        BenchmarkResult judged = judge(rules, open);

        assertThat(judged.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judged.reasons())
                .containsExactly("instructions grew by 243.8 %, from 16 to 55 per run; the limit is +5 %");
        assertThat(judged.comparison().limit()).as("of the time, for its table").isEqualTo(5);
    }

    @Test
    void what_time_leaves_open_stays_open_and_says_what_the_exact_metrics_say() {
        for (BenchmarkResult open : List.of(compared("x", 100, around(5, 4, 80)),
                alone("x", Reference.NUMBERS_FROM_HERE, around(100, 1, 20)),
                alone("x", Reference.NUMBERS_FROM_ELSEWHERE, around(100, 1, 20)), notRun("x", "No test run of it."))) {
            Verdict verdict = judge(STANDARD, open).verdict();

            BenchmarkResult same = judge(STANDARD, with(open, instructions(16.4609375, 16.4609375), null));
            assertThat(same.verdict()).isEqualTo(verdict);
            assertThat(same.reasons()).last().isEqualTo("instructions are as before: 16.46 per run");
            BenchmarkResult grown = judge(STANDARD, with(open, instructions(55, 16), null));
            assertThat(grown.verdict()).as("a warning decides nothing").isEqualTo(verdict);
            assertThat(grown.reasons()).last()
                    .isEqualTo("instructions grew by 243.8 %, from 16 to 55 per run; the limit is +5 %");
            BenchmarkResult unruled = judge(rules(rule(MetricName.LATENCY, "5%", null, null, null, "error")),
                    with(open, instructions(55, 16), null));
            assertThat(unruled.reasons()).last().isEqualTo("instructions grew by 243.8 %, from 16 to 55 per run");
        }
    }

    @Test
    void helpers_are_told_where_their_calls_changed_for_their_time_is_in_no_count() {
        Map<MetricName, Exact> more = Map.of(MetricName.INSTRUCTIONS, figure(MetricName.INSTRUCTIONS, 16, 16),
                MetricName.HELPER_CALLS, figure(MetricName.HELPER_CALLS, 2, 1));
        Map<MetricName, Exact> same = Map.of(MetricName.INSTRUCTIONS, figure(MetricName.INSTRUCTIONS, 16, 16),
                MetricName.HELPER_CALLS, figure(MetricName.HELPER_CALLS, 1, 1));
        BenchmarkResult slower = confirmed("x", 100, around(10, 0.5, 10), around(10, 0.5, 10));

        assertThat(judge(STANDARD, with(slower, more, null)).reasons()).endsWith(
                "instructions are as before: 16 per run", "helper-calls grew by 100 %, from 1 to 2 per run");
        assertThat(judge(STANDARD, with(slower, same, null)).reasons())
                .endsWith("instructions are as before: 16 per run").noneMatch(r -> r.contains("helper"));
    }

    @Test
    void a_warning_is_told_beside_what_fails() {
        BenchmarkResult judged = judge(STANDARD, with(confirmed("x", 100, around(10, 0.5, 10), around(10, 0.5, 10)),
                instructions(55, 16), null));

        assertThat(judged.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judged.level()).isEqualTo(Rule.Level.ERROR);
        assertThat(judged.reasons()).hasSize(3).first().asString().startsWith("latency changed by +10.0 %");
        assertThat(judged.reasons()).last().asString().startsWith("instructions grew by 243.8 %");
    }

    @Test
    void a_warning_hides_no_missing_baseline() {
        BenchmarkResult judged = judge(STANDARD,
                with(alone("x", Reference.NOTHING, around(100, 1, 20)), coverage(0.31), null));

        assertThat(judged.verdict()).isEqualTo(Verdict.NO_BASELINE);
        assertThat(judged.reasons()).containsExactly("nothing is stored to compare with",
                "coverage is 31 %, below the minimum of 50 %");
    }

    @Test
    void what_became_faster_is_improved_though_its_instructions_are_as_before() {
        BenchmarkResult judged = judge(STANDARD, with(compared("x", 100, around(-10, 0.5, 10)), instructions(16, 16),
                null));

        assertThat(judged.verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(judged.improved(MetricName.LATENCY)).isTrue();
        assertThat(judged.improved(MetricName.INSTRUCTIONS)).isFalse();
    }

    @Test
    void time_is_shown_and_not_judged_where_no_rule_is_on_it() {
        BenchmarkResult judged = judge(FIVE_PERCENT,
                with(compared("x", 100, around(50, 1, 10)), instructions(16, 16), null));

        assertThat(judged.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged.comparison().limit()).isNull();
        assertThat(judged.comparison().change()).isEqualTo(50);
    }
}
