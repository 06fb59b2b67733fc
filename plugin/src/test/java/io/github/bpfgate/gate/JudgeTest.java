package io.github.bpfgate.gate;

import static io.github.bpfgate.gate.HandMadeResults.absolute;
import static io.github.bpfgate.gate.HandMadeResults.alone;
import static io.github.bpfgate.gate.HandMadeResults.around;
import static io.github.bpfgate.gate.HandMadeResults.both;
import static io.github.bpfgate.gate.HandMadeResults.compared;
import static io.github.bpfgate.gate.HandMadeResults.confirmed;
import static io.github.bpfgate.gate.HandMadeResults.notRun;
import static io.github.bpfgate.gate.HandMadeResults.relative;
import static io.github.bpfgate.gate.HandMadeResults.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every row of the design's table of verdicts, on block values chosen by hand; the baseline's net time is 100 ns. */
class JudgeTest {

    private static final Rules FIVE_PERCENT = rules(relative("5%", "error"));
    private static final double[] TEN_SLOWER = around(10, 0.5, 10);
    /** A confirming series with the least p-value ten blocks can have: 2/1024. */
    private static final double[] TEN_CONFIRMED = around(10, 0.5, 10);

    private static BenchmarkResult judge(Rules rules, BenchmarkResult result) {
        return new Judge(rules).judge(HandMadeResults.of(result)).benchmarks().get(0);
    }

    private static BenchmarkResult judge(BenchmarkResult result) {
        return judge(FIVE_PERCENT, result);
    }

    @Test
    void the_same_work_is_unchanged() {
        BenchmarkResult judged = judge(alone("x", Reference.SAME_WORK, around(120, 1, 6)));

        assertThat(judged.verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(judged.reasons()).containsExactly("candidate and baseline are the same work");
        assertThat(judged.comparison()).isNull();
    }

    @Test
    void the_same_work_is_not_judged_by_its_time_either() {
        // Six blocks are shown: too few for a bound, so a maximum could only ever be undecided on them.
        for (double latency : new double[] {50, 90, 5000}) {
            BenchmarkResult measured = alone("x", Reference.SAME_WORK, around(latency, 1, 6));
            assertThat(judge(rules(both("5%", "90")), measured).verdict()).isEqualTo(Verdict.UNCHANGED);
            assertThat(judge(rules(absolute("90", "error")), measured).verdict()).isEqualTo(Verdict.UNCHANGED);
        }
    }

    @Test
    void a_lower_bound_above_the_limit_that_fresh_loads_confirm_has_regressed() {
        BenchmarkResult judged = judge(confirmed("x", 100, TEN_SLOWER, TEN_CONFIRMED));

        assertThat(judged.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judged.level()).isEqualTo(Rule.Level.ERROR);
        assertThat(judged.reasons()).containsExactly(
                "latency changed by +10.0 % of 100.0 ns net (+10.00 ns, between +9.50 and +10.50);"
                        + " the limit is +5 % (5.00 ns)",
                "confirmed by 10 fresh loads of both");
        Comparison comparison = judged.comparison();
        assertThat(comparison.change()).isEqualTo(10);
        assertThat(comparison.lower()).isEqualTo(9.5);
        assertThat(comparison.upper()).isEqualTo(10.5);
        assertThat(comparison.limit()).isEqualTo(5);
        assertThat(comparison.relative()).isEqualTo(0.1);
        assertThat(comparison.smallestDetectable()).isBetween(5.0, 7.0);
    }

    @Test
    void a_suspicion_without_fresh_loads_is_inconclusive_and_says_what_to_raise() {
        BenchmarkResult judged = judge(compared("x", 100, TEN_SLOWER));

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.reasons()).last().isEqualTo("no fresh loads confirm it: measure with this limit (mvn verify), and if time was up raise maxTimePerBenchmark");
    }

    @Test
    void programs_that_are_only_loaded_make_no_confirmation_harder() {
        BenchmarkResult slower = confirmed("x", 100, TEN_SLOWER, TEN_CONFIRMED);
        BenchmarkResult none = notRun("y", "No test run of it.");
        BenchmarkResult loaded = new BenchmarkResult("y", "y", none.object(), "", "kprobe", BenchmarkResult.LOAD, "",
                Map.of(), null, Reference.NOTHING, "", List.of(), null, null, null, List.of(), List.of(), List.of());
        BenchmarkResult[] all = new BenchmarkResult[20];
        Arrays.fill(all, loaded);
        all[7] = slower;

        assertThat(new Judge(FIVE_PERCENT).judge(HandMadeResults.of(all)).benchmarks().get(7).verdict())
                .isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void a_suspicion_that_fresh_loads_do_not_confirm_is_inconclusive() {
        BenchmarkResult judged = judge(confirmed("x", 100, TEN_SLOWER, around(5, 1, 12)));

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.reasons()).last()
                .asString().startsWith("12 fresh loads of both did not confirm that it regressed; the smallest increase"
                        + " detectable with them is ");
    }

    @Test
    void one_confirming_block_at_the_limit_is_one_too_many_for_ten() {
        double[] confirming = TEN_CONFIRMED.clone();
        confirming[3] = -30;

        assertThat(judge(confirmed("x", 100, TEN_SLOWER, confirming)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_confirmation_does_not_make_a_regression_of_what_the_first_series_passed() {
        assertThat(judge(confirmed("x", 100, around(0, 1, 10), TEN_CONFIRMED)).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void a_p_value_that_passes_alone_does_not_among_twenty() {
        BenchmarkResult suspect = confirmed("suspect", 100, TEN_SLOWER, TEN_CONFIRMED);
        List<BenchmarkResult> five = new ArrayList<>(List.of(suspect));
        IntStream.range(1, 5).mapToObj(i -> compared("fine" + i, 100, around(0, 1, 10))).forEach(five::add);
        List<BenchmarkResult> twenty = new ArrayList<>(five);
        IntStream.range(5, 20).mapToObj(i -> compared("fine" + i, 100, around(0, 1, 10))).forEach(twenty::add);
        Results results = HandMadeResults.of(suspect);

        // 2/1024 is below .01 / 5, and above .01 / 20.
        assertThat(new Judge(FIVE_PERCENT).judge(results.with(five)).benchmarks().get(0).verdict())
                .isEqualTo(Verdict.REGRESSED);
        List<BenchmarkResult> judged = new Judge(FIVE_PERCENT).judge(results.with(twenty)).benchmarks();
        assertThat(judged.get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.get(0).reasons()).last()
                .asString().startsWith("10 fresh loads of both did not confirm that it regressed; ");
        assertThat(judged.subList(1, 20)).extracting(BenchmarkResult::verdict).containsOnly(Verdict.PASS);
    }

    @Test
    void fewer_tests_are_left_after_each_rejection() {
        // Of 20, the p-values of twelve confirming blocks (2/4096) pass at .01/20; once fifteen of them are rejected,
        // ten blocks (2/1024) pass at .01/5.
        List<BenchmarkResult> benchmarks = new ArrayList<>();
        IntStream.range(0, 20).mapToObj(i -> confirmed("b" + i, 100, TEN_SLOWER, around(10, 0.5, i < 15 ? 12 : 10)))
                .forEach(benchmarks::add);

        Results judged = new Judge(FIVE_PERCENT).judge(HandMadeResults.of().with(benchmarks));

        assertThat(judged.benchmarks()).extracting(BenchmarkResult::verdict).containsOnly(Verdict.REGRESSED);
    }

    @Test
    void an_upper_bound_below_minus_the_limit_has_improved() {
        BenchmarkResult judged = judge(compared("x", 100, around(-10, 0.5, 10)));

        assertThat(judged.verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(judged.reasons()).singleElement().asString().startsWith("latency changed by −10.0 % of 100.0 ns net");
    }

    @Test
    void an_upper_bound_below_the_limit_passes() {
        BenchmarkResult judged = judge(compared("x", 100, around(3, 0.5, 10)));

        assertThat(judged.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged.comparison().limit()).isEqualTo(5);
    }

    @Test
    void an_interval_across_the_limit_is_inconclusive_and_tells_what_could_be_found() {
        BenchmarkResult judged = judge(compared("x", 100, around(5, 4, 80)));

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.reasons()).last().asString()
                .matches("not decided after 80 blocks; the smallest increase detectable with them is"
                        + " \\d\\.\\d\\d ns \\(\\+\\d\\.\\d %\\)");
    }

    @Test
    void a_series_cut_short_before_the_first_look_is_inconclusive_without_bounds() {
        BenchmarkResult judged = judge(compared("x", 100, around(50, 1, 4)));

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.comparison().lower()).isNull();
        assertThat(judged.comparison().smallestDetectable()).isGreaterThan(5);
        assertThat(judged.reasons()).first().isEqualTo(
                "latency changed by +50.0 % of 100.0 ns net (+50.00 ns); the limit is +5 % (5.00 ns)");
        assertThat(judged.reasons()).last().asString()
                .startsWith("not decided after 4 blocks; the smallest increase detectable with them is ");
    }

    @Test
    void one_block_shows_no_noise_to_detect_anything_by() {
        BenchmarkResult judged = judge(compared("x", 100, 50));

        assertThat(judged.comparison().smallestDetectable()).isNull();
        assertThat(judged.reasons()).last().isEqualTo("not decided after 1 block");
    }

    @Test
    void nothing_stored_is_no_baseline() {
        BenchmarkResult judged = judge(alone("x", Reference.NOTHING, around(120, 1, 20)));

        assertThat(judged.verdict()).isEqualTo(Verdict.NO_BASELINE);
        assertThat(judged.reasons()).containsExactly("nothing is stored to compare with");
    }

    @Test
    void numbers_of_another_machine_are_not_comparable() {
        BenchmarkResult judged = judge(alone("x", Reference.NUMBERS_FROM_ELSEWHERE, around(120, 1, 20)));

        assertThat(judged.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
        assertThat(judged.reasons()).containsExactly("only numbers are stored, and they are from another machine");
    }

    @Test
    void numbers_of_this_machine_are_advice_and_no_evidence() {
        BenchmarkResult judged = judge(alone("x", Reference.NUMBERS_FROM_HERE, around(900, 1, 20)));

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.reasons()).containsExactly("only numbers are stored (100.0 ns then, 900.0 ns now), which is"
                + " advice and no evidence: store the object too");
    }

    @Test
    void numbers_without_this_metric_are_inconclusive_too() {
        BenchmarkResult here = alone("x", Reference.NOTHING, around(900, 1, 20));
        BenchmarkResult measured = new BenchmarkResult(here.name(), here.program(), here.object(), here.objectSha256(),
                here.type(), here.method(), here.sampling(), here.metrics(), null, Reference.NUMBERS_FROM_HERE, "",
                List.of(), null, null, null, List.of(), List.of(), List.of());

        assertThat(judge(measured).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void what_could_not_be_run_is_unsupported_for_the_reason_noted() {
        BenchmarkResult judged = judge(notRun("x", "The kernel has no test run of kprobe."));

        assertThat(judged.verdict()).isEqualTo(Verdict.UNSUPPORTED);
        assertThat(judged.level()).isEqualTo(Rule.Level.ERROR);
        assertThat(judged.reasons()).containsExactly("The kernel has no test run of kprobe.");
    }

    @Test
    void a_maximum_judges_without_a_baseline() {
        Rules most = rules(absolute("110", "error"));

        assertThat(judge(most, alone("x", Reference.NOTHING, around(100, 1, 20))).verdict()).isEqualTo(Verdict.PASS);
        BenchmarkResult above = judge(most, above(120, 1));
        assertThat(above.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(above.reasons()).containsExactly(
                "120.0 ns per run, between 119.0 and 121.0, is above the maximum of 110.0 ns",
                "confirmed by 10 fresh loads");
        BenchmarkResult across = judge(most, alone("x", Reference.NOTHING, around(110, 1, 20)));
        assertThat(across.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(across.reasons()).singleElement().asString().contains("cannot be told from the maximum of 110.0 ns");
    }

    private static BenchmarkResult above(double centre, double spread) {
        return alone("x", Reference.NOTHING, around(centre, spread, 20), around(centre, spread, 10));
    }

    @Test
    void a_maximum_that_seems_broken_has_to_be_confirmed() {
        Rules most = rules(absolute("110", "error"));

        BenchmarkResult alone = judge(most, alone("x", Reference.NOTHING, around(120, 1, 20)));
        assertThat(alone.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(alone.reasons()).containsExactly(
                "120.0 ns per run, between 119.0 and 121.0, seems above the maximum of 110.0 ns",
                "no fresh loads confirm it: measure with this limit (mvn verify), and if time was up raise maxTimePerBenchmark");
        BenchmarkResult refuted = judge(most,
                alone("x", Reference.NOTHING, around(120, 1, 20), around(105, 1, 10)));
        assertThat(refuted.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(refuted.reasons()).contains("10 fresh loads did not confirm it");
    }

    @Test
    void unchanged_work_stays_unchanged_with_what_there_is_to_warn_of() {
        BenchmarkResult same = HandMadeResults.counted("x", Reference.SAME_WORK, Map.of(MetricName.COVERAGE,
                Metric.Exact.of(MetricName.COVERAGE, 0.3), MetricName.VERIFIED_INSNS,
                Metric.Exact.of(MetricName.VERIFIED_INSNS, 950_000)));
        Results judged = new Judge(new Rules(Rules.standard(), Map.of())).judge(HandMadeResults.of(same));

        assertThat(judged.benchmarks().get(0).verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(judged.benchmarks().get(0).reasons()).hasSize(3);
        GateOutcome outcome = GateOutcome.of(judged, new Policies(true, Policies.Action.FAIL, Policies.Action.FAIL,
                Policies.Action.FAIL));
        assertThat(outcome.passes()).isTrue();
        assertThat(outcome.warnings()).hasSize(1);
    }

    @Test
    void the_smallest_maximum_of_a_level_decides() {
        assertThat(judge(rules(absolute("500", "error"), absolute("110", "error")), above(120, 1)).verdict())
                .isEqualTo(Verdict.REGRESSED);
        BenchmarkResult warned = judge(rules(absolute("500", "error"), absolute("110", "warn")), above(120, 1));
        assertThat(warned.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(warned.level()).isEqualTo(Rule.Level.WARN);
    }

    @Test
    void maxima_share_one_error_level() {
        Rules most = rules(absolute("110", "error"));
        // Eight blocks above: p = 2 · 2⁻⁸ is below .01 for one benchmark, and not for the strictest of two.
        BenchmarkResult x = alone("x", Reference.NOTHING, around(120, 1, 20), around(120, 1, 8));
        BenchmarkResult y = alone("y", Reference.NOTHING, around(120, 1, 20), around(120, 1, 8));
        assertThat(judge(most, x).verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(new Judge(most).judge(HandMadeResults.of(x, y)).benchmarks())
                .extracting(BenchmarkResult::verdict).containsOnly(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_maximum_says_more_than_that_nothing_is_stored() {
        Rules rules = rules(both("5%", "110"));

        assertThat(judge(rules, above(120, 1)).verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judge(rules, alone("x", Reference.NOTHING, around(100, 1, 20))).verdict())
                .isEqualTo(Verdict.NO_BASELINE);
    }

    @Test
    void a_maximum_judges_beside_a_baseline_and_hides_nothing_of_it() {
        // The baseline takes 100 net and 121 in all.
        assertThat(judge(rules(both("5%", "110")), confirmed("x", 100, around(0, 1, 10), around(0, 1, 10)))
                .verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judge(rules(both("5%", "500")), compared("x", 100, around(0, 1, 10))).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(judge(rules(both("5%", "500")), compared("x", 100, around(-10, 1, 10))).verdict())
                .isEqualTo(Verdict.IMPROVED);
        assertThat(judge(rules(both("5%", "500")), confirmed("x", 100, TEN_SLOWER, TEN_CONFIRMED)).verdict())
                .isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void a_regression_beyond_a_warning_alone_is_a_warning() {
        Rules rules = rules(relative("20%", "error"), relative("5%", "warn"));

        BenchmarkResult judged = judge(rules, confirmed("x", 100, TEN_SLOWER, TEN_CONFIRMED));

        assertThat(judged.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judged.level()).isEqualTo(Rule.Level.WARN);
        assertThat(judged.reasons()).first().asString().contains("the limit is +5 %");
        assertThat(judged.comparison().limit()).as("the limit of the rule that was broken").isEqualTo(5);
    }

    @Test
    void an_error_that_is_not_ruled_out_weighs_more_than_a_warning_that_is_certain() {
        Rules rules = rules(relative("2%", "warn"), relative("11%", "error"));

        BenchmarkResult judged = judge(rules, confirmed("x", 100, around(11, 3, 10), around(11, 3, 20)));

        assertThat(judged.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged.level()).isEqualTo(Rule.Level.ERROR);
    }

    @Test
    void a_regression_beyond_both_is_an_error() {
        Rules rules = rules(relative("2%", "warn"), relative("5%", "error"));

        BenchmarkResult judged = judge(rules, confirmed("x", 100, TEN_SLOWER, TEN_CONFIRMED));

        assertThat(judged.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judged.level()).isEqualTo(Rule.Level.ERROR);
        assertThat(judged.comparison().limit()).isEqualTo(5);
    }

    @Test
    void of_two_rules_of_one_level_the_smaller_limit_in_ns_counts() {
        // 3 % of 100 ns are 3 ns, but never less than 20; 8 % are 8 ns.
        Rules rules = rules(relative("3%", "20", "error"), relative("8%", "error"));

        BenchmarkResult judged = judge(rules, confirmed("x", 100, TEN_SLOWER, TEN_CONFIRMED));

        assertThat(judged.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judged.comparison().limit()).isEqualTo(8);
    }

    @Test
    void rules_of_a_benchmark_take_the_place_of_the_common_ones() {
        Rules rules = new Rules(List.of(relative("5%", "error")), Map.of("loose", List.of(relative("50%", "error"))));
        Results results = HandMadeResults.of(confirmed("loose", 100, TEN_SLOWER, TEN_CONFIRMED),
                confirmed("other", 100, TEN_SLOWER, TEN_CONFIRMED));

        assertThat(new Judge(rules).judge(results).benchmarks()).extracting(BenchmarkResult::verdict)
                .containsExactly(Verdict.PASS, Verdict.REGRESSED);
    }

    @Test
    void a_limit_is_never_below_one_nanosecond_unless_somebody_says_so() {
        // 5 % of 8 ns are 0.4 ns.
        BenchmarkResult slower = confirmed("x", 8, around(0.7, 0.01, 10), around(0.7, 0.01, 10));

        BenchmarkResult judged = judge(slower);
        assertThat(judged.verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged.comparison().limit()).isEqualTo(1);
        assertThat(judged.reasons()).first().asString().endsWith("the limit is +1.00 ns (5 % would be 0.40 ns)");
        assertThat(judge(rules(relative("5%", "0.1ns", "error")), slower).verdict()).isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void a_baseline_as_fast_as_the_null_program_is_told_in_nanoseconds_alone() {
        for (double net : new double[] {0, -0.3}) {
            BenchmarkResult judged = judge(confirmed("x", net, TEN_SLOWER, TEN_CONFIRMED));

            assertThat(judged.verdict()).isEqualTo(Verdict.REGRESSED);
            assertThat(judged.reasons()).first().asString().startsWith("latency changed by +10.00 ns")
                    .contains("1.00 ns").doesNotContain("NaN").doesNotContain("nfinit").doesNotContain("−1000");
        }
    }

    @Test
    void the_figures_keep_off_the_limit_that_decides() {
        BenchmarkResult beyond = judge(confirmed("x", 100, around(5.004, 0, 10), around(5.004, 0, 10)));
        assertThat(beyond.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(beyond.reasons()).first().isEqualTo("latency changed by +5.004 % of 100.0 ns net"
                + " (+5.004 ns, between +5.004 and +5.004); the limit is +5 % (5.000 ns)");
        BenchmarkResult above = judge(rules(absolute("110", "error")),
                above(110.02, 0.01));
        assertThat(above.reasons()).first().isEqualTo(
                "110.02 ns per run, between 110.01 and 110.03, is above the maximum of 110.00 ns");
    }

    @Test
    void judging_changes_nothing_that_was_measured() {
        double[] blocks = DoubleStream.of(9, 12, 8, 11, 10, 9.5, 13, 10.5, 8.5, 12.5).toArray();
        double[] confirming = DoubleStream.of(12, 9, 8, 11, 10, 9.5, 13, 10.5, 8.5, 12.5).toArray();
        double[] blocksBefore = blocks.clone();
        double[] confirmingBefore = confirming.clone();
        BenchmarkResult measured = confirmed("x", 100, blocks, confirming);
        double[] latencyBefore = measured.timing().orElseThrow().blocks().clone();

        BenchmarkResult judged = judge(rules(both("5%", "110")), measured);

        assertThat(blocks).isEqualTo(blocksBefore);
        assertThat(confirming).isEqualTo(confirmingBefore);
        assertThat(measured.timing().orElseThrow().blocks()).isEqualTo(latencyBefore);
        assertThat(measured.verdict()).isNull();
        assertThat(judged.comparison().blocks()).isEqualTo(blocksBefore);
    }
}
