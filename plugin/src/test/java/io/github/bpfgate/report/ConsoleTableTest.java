package io.github.bpfgate.report;

import static io.github.bpfgate.gate.HandMadeResults.alone;
import static io.github.bpfgate.gate.HandMadeResults.around;
import static io.github.bpfgate.gate.HandMadeResults.compared;
import static io.github.bpfgate.gate.HandMadeResults.confirmed;
import static io.github.bpfgate.gate.HandMadeResults.figure;
import static io.github.bpfgate.gate.HandMadeResults.notRun;
import static io.github.bpfgate.gate.HandMadeResults.relative;
import static io.github.bpfgate.gate.HandMadeResults.rule;
import static io.github.bpfgate.gate.HandMadeResults.rules;
import static io.github.bpfgate.gate.HandMadeResults.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Rules;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ConsoleTableTest {

    /** With Maven's level before them. */
    private static final int COLUMNS = 120 - "[INFO] ".length();

    private static List<String> lines(Rules rules, BenchmarkResult... results) {
        Results judged = new Judge(rules).judge(HandMadeResults.of(results));
        return new ConsoleTable().lines(judged);
    }

    private static List<String> lines(BenchmarkResult... results) {
        return lines(rules(relative("5%", "error")), results);
    }

    @Test
    void what_a_call_of_a_function_takes_is_in_a_table_of_its_own() {
        double[] latency = around(1045, 2, 20);
        latency[0] = 1055;
        latency[1] = 900;

        assertThat(lines(alone("program", Reference.NOTHING, around(50, 1, 20)),
                alone("classify", Reference.NOTHING, latency).calling(256),
                alone("steady", Reference.NOTHING, around(37, 1, 20)).calling(8)).stream()
                .dropWhile(line -> !line.isEmpty()).skip(1)).containsExactly(
                "function  calls per run  ns per call [low estimate high]  samples  outliers",
                "classify            256                 [3.99 4.00 4.01]       20  1 low severe, 1 high mild",
                "steady                8                 [1.88 2.00 2.13]       20  none");
    }

    @Test
    void every_kind_of_result_has_its_row() {
        assertThat(lines(confirmed("slower", 100, around(10, 0.5, 10), around(10, 0.5, 24)),
                compared("faster", 100, around(-10, 0.5, 10)), compared("early", 100, around(3, 0.5, 4)),
                alone("new", Reference.NOTHING, around(50, 1, 20)),
                alone("same", Reference.SAME_WORK, around(60, 1, 6)),
                notRun("kprobe", "no"))).containsExactly(
                "benchmark   ns per run  [95 %]  baseline  change of net  [interval]  limit  verdict",
                "slower     131.0 [130.9 131.1]     121.0   +10.0 % [+9.5 % +10.5 %]   +5 %  REGRESSED",
                "faster     111.0 [110.9 111.1]     121.0   −10.0 % [−10.5 % −9.5 %]   +5 %  IMPROVED",
                "early      124.0 [124.0 124.0]     121.0                     +3.0 %   +5 %  INCONCLUSIVE",
                "new        50.00 [49.00 51.00]                                              NO_BASELINE",
                "same       60.00 [59.00 61.00]                            same work         UNCHANGED",
                "kprobe                                                                      UNSUPPORTED");
    }

    @Test
    void a_warning_is_marked() {
        assertThat(lines(rules(relative("5%", "warn")), confirmed("x", 100, around(10, 0.5, 10), around(10, 0.5, 10)))
                .get(1)).endsWith("REGRESSED (warn)");
    }

    @Test
    void no_figure_of_a_row_reads_like_the_limit() {
        assertThat(lines(confirmed("x", 100, around(5.02, 0, 10), around(5.02, 0, 10))).get(1))
                .contains("+5.02 % [+5.02 % +5.02 %]   +5 %  REGRESSED").doesNotContain("+5.0 %");
    }

    @Test
    void beside_an_empty_program_the_change_is_in_nanoseconds() {
        assertThat(lines(confirmed("x", -0.2, around(10, 0.5, 10), around(10, 0.5, 10))).get(1))
                .contains("+10.00 ns [+9.50 +10.50]  +1.00 ns  REGRESSED").doesNotContain("%");
    }

    @Test
    void long_names_are_cut_and_all_columns_stay_aligned() {
        List<String> lines = lines(compared("n".repeat(500), 100, around(3, 0.5, 10)),
                compared("short", 100, around(3, 0.5, 10)));

        assertThat(lines.get(1)).startsWith("n".repeat(13) + "…" + "n".repeat(12) + "  ");
        assertThat(lines).allSatisfy(line -> assertThat(DisplayText.columns(line)).isLessThan(COLUMNS));
        assertThat(lines.get(1).indexOf("PASS")).isEqualTo(lines.get(2).indexOf("PASS"))
                .isEqualTo(lines.get(0).indexOf("verdict"));
    }

    @Test
    void wide_characters_count_twice_and_marks_not_at_all() {
        List<String> lines = lines(compared("🚀".repeat(200), 100, around(3, 0.5, 10)),
                compared("漢字", 100, around(3, 0.5, 10)), compared("e\u0301te\u0301", 100, around(3, 0.5, 10)),
                compared("plain", 100, around(3, 0.5, 10)));

        assertThat(lines.get(1)).startsWith("🚀".repeat(6) + "…" + "🚀".repeat(6) + "  ");
        assertThat(lines).allSatisfy(line -> {
            assertThat(DisplayText.columns(line)).isLessThan(COLUMNS);
            assertThat(line.codePoints().filter(c -> Character.getType(c) == Character.SURROGATE)).isEmpty();
        });
        assertThat(lines.subList(1, 5)).extracting(line -> DisplayText.columns(line.substring(0, line.indexOf("PASS"))))
                .containsOnly(DisplayText.columns(lines.get(0).substring(0, lines.get(0).indexOf("verdict"))));
    }

    @Test
    void a_terminal_obeys_no_name() {
        List<String> lines = lines(compared("a\u001b[31mred\nline\r\t\u0007\u009b2J", 100, around(3, 0.5, 10)),
                compared("b\u202emoc\u2028\u2066\u200b\ufeff\ud83d", 100, around(3, 0.5, 10)));

        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line)
                .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\x{2028}\\x{2029}]"));
        assertThat(lines.get(1)).startsWith("a?[31mred?line????2J");
        assertThat(lines.get(2)).startsWith("b?moc?????");
    }

    @Test
    void a_limit_far_above_the_baseline_is_told_by_its_size() {
        assertThat(lines(confirmed("x", 1e-9, around(10, 0.5, 10), around(10, 0.5, 10))).get(1))
                .contains(">+9999 % [>+9999 % >+9999 %]  >+9999 %  REGRESSED");
    }

    private static BenchmarkResult counted(String name, Reference reference, Exact instructions, Exact calls,
            double coverage) {
        return HandMadeResults.counted(name, reference, Map.of(MetricName.INSTRUCTIONS, instructions,
                MetricName.HELPER_CALLS, calls, MetricName.COVERAGE, Exact.of(MetricName.COVERAGE, coverage)));
    }

    private static BenchmarkResult refused(String name) {
        return with(HandMadeResults.counted(name, Reference.OBJECT, Map.of(MetricName.STATES,
                Exact.of(MetricName.STATES, 9))), Map.of(), Counts.refused("No room on the stack for the counters."));
    }

    @Test
    void what_was_counted_stands_below_the_times() {
        BenchmarkResult slower = with(confirmed("slower", 100, around(10, 0.5, 10), around(10, 0.5, 24)),
                Map.of(MetricName.INSTRUCTIONS, figure(MetricName.INSTRUCTIONS, 72.9375, 16.4609375),
                        MetricName.HELPER_CALLS, figure(MetricName.HELPER_CALLS, 2, 1),
                        MetricName.COVERAGE, Exact.of(MetricName.COVERAGE, 0.875)), null);

        assertThat(lines(slower, notRun("kprobe", "no"))).containsExactly(
                "benchmark   ns per run  [95 %]  baseline  change of net  [interval]  limit  verdict",
                "slower     131.0 [130.9 131.1]     121.0   +10.0 % [+9.5 % +10.5 %]   +5 %  REGRESSED",
                "kprobe                                                                      UNSUPPORTED",
                "",
                "benchmark  instructions per run  baseline    change  helper calls  coverage",
                "slower                    72.94     16.46  +343.1 %         1 → 2    87.5 %");
    }

    @Test
    void where_nothing_was_timed_the_counts_have_limit_and_verdict() {
        Rules rules = rules(rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error"));

        assertThat(lines(rules,
                counted("grown", Reference.OBJECT, figure(MetricName.INSTRUCTIONS, 55, 16),
                        figure(MetricName.HELPER_CALLS, 1, 1), 1),
                counted("same", Reference.SAME_WORK, Exact.of(MetricName.INSTRUCTIONS, 16),
                        Exact.of(MetricName.HELPER_CALLS, 0), 0.9),
                counted("equal", Reference.OBJECT, figure(MetricName.INSTRUCTIONS, 16, 16),
                        figure(MetricName.HELPER_CALLS, 0, 0), 0.31),
                counted("random", Reference.OBJECT, Exact.between(MetricName.INSTRUCTIONS, 21.5, 20, 23)
                        .against(Exact.of(MetricName.INSTRUCTIONS, 22)), figure(MetricName.HELPER_CALLS, 2.5, 3), 1),
                counted("new", Reference.NOTHING, Exact.of(MetricName.INSTRUCTIONS, 1_234_567),
                        Exact.of(MetricName.HELPER_CALLS, 3), 0.99999),
                counted("nothing", Reference.OBJECT, figure(MetricName.INSTRUCTIONS, 2, 0),
                        Exact.of(MetricName.HELPER_CALLS, 3), 1),
                refused("big"), notRun("kprobe", "no"))).containsExactly(
                "benchmark  instructions per run  baseline     change  helper calls  coverage  limit  verdict",
                "grown                        55        16   +243.8 %             1     100 %   +5 %  REGRESSED",
                "same                         16            same work             0      90 %         UNCHANGED",
                "equal                        16        16       none             0      31 %   +5 %  PASS",
                "random             21.5 [20 23]        22     −2.3 %       3 → 2.5     100 %   +5 %  PASS",
                "new                     1234567                                  3  99.999 %         NO_BASELINE",
                "nothing                       2         0         +2             3     100 %     +0  REGRESSED",
                "big                 not counted                                                      INCONCLUSIVE",
                "kprobe                                                                               UNSUPPORTED");
    }

    @Test
    void a_column_of_what_nobody_measured_is_left_out() {
        Rules rules = HandMadeResults.rules(HandMadeResults.rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error"));

        assertThat(lines(rules, HandMadeResults.counted("a", Reference.OBJECT, HandMadeResults.instructions(55, 16))))
                .containsExactly(
                "benchmark  instructions per run  baseline    change  limit  verdict",
                "a                            55        16  +243.8 %   +5 %  REGRESSED");
    }

    @Test
    void no_change_of_counts_reads_like_the_limit_or_like_none() {
        Rules rules = rules(rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error"));

        assertThat(lines(rules, counted("x", Reference.OBJECT, figure(MetricName.INSTRUCTIONS, 105.02, 100),
                Exact.of(MetricName.HELPER_CALLS, 0), 1)).get(1)).contains("  +5.02 %  ").endsWith("   +5 %  REGRESSED");
        assertThat(lines(rules, counted("x", Reference.OBJECT, figure(MetricName.INSTRUCTIONS, 1_000_001, 1_000_000),
                Exact.of(MetricName.HELPER_CALLS, 0), 1)).get(1)).contains("  +0.0001 %  ");
    }

    @Test
    void a_maximum_is_a_limit_as_it_stands() {
        assertThat(lines(rules(rule(MetricName.INSTRUCTIONS, null, "50", null, null, "warn")),
                counted("x", Reference.NOTHING, Exact.of(MetricName.INSTRUCTIONS, 55),
                        Exact.of(MetricName.HELPER_CALLS, 1), 1)).get(1)).endsWith(" 50  REGRESSED (warn)");
    }

    @Property(tries = 300)
    void whatever_was_counted_the_table_stays_below_120_columns(@ForAll("names") String name,
            @ForAll @DoubleRange(min = 0, max = 1e15) double least,
            @ForAll @DoubleRange(min = 0, max = 1e15) double width,
            @ForAll @DoubleRange(min = 0, max = 1e15) double baseline,
            @ForAll @DoubleRange(min = 0, max = 1) double share) {
        Exact varying = Exact.between(MetricName.INSTRUCTIONS, least + width / 2, least, least + width)
                .against(Exact.of(MetricName.INSTRUCTIONS, baseline));

        List<String> lines = lines(rules(rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "warn")),
                counted(name, Reference.OBJECT, varying, figure(MetricName.HELPER_CALLS, least, baseline), share));

        assertThat(lines).hasSize(2).allSatisfy(line -> {
            assertThat(DisplayText.columns(line)).isLessThan(COLUMNS);
            assertThat(line).doesNotContainPattern("\\p{Cntrl}").doesNotContain("NaN").doesNotContain("nfinity");
        });
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(500),
                Arbitraries.strings().withChars("漢🚀e\u0301\u001b\n\t ").ofMaxLength(60));
    }

    @Property(tries = 300)
    void whatever_the_names_and_figures_the_table_stays_below_120_columns(@ForAll("names") String name,
            @ForAll("names") String other, @ForAll @DoubleRange(min = -10, max = 1e15) double net,
            @ForAll @DoubleRange(min = -1e15, max = 1e15) double change) {
        List<String> lines = lines(rules(relative("5%", "warn")),
                confirmed(name, net, around(change, 1, 10), around(change, 1, 10)),
                confirmed(other, 123.456, around(6.1728004, 0, 10), around(6.1728004, 0, 10)),
                alone(name, Reference.NOTHING, around(change, 1, 20)));

        assertThat(lines).hasSize(4).allSatisfy(line -> {
            assertThat(DisplayText.columns(line)).isLessThan(COLUMNS);
            assertThat(line).doesNotContainPattern("\\p{Cntrl}").doesNotContain("NaN").doesNotContain("nfinity");
        });
    }
}
