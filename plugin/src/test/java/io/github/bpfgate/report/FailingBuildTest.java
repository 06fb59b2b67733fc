package io.github.bpfgate.report;

import static io.github.bpfgate.gate.HandMadeResults.absolute;
import static io.github.bpfgate.gate.HandMadeResults.around;
import static io.github.bpfgate.gate.HandMadeResults.confirmed;
import static io.github.bpfgate.gate.HandMadeResults.instructions;
import static io.github.bpfgate.gate.HandMadeResults.line;
import static io.github.bpfgate.gate.HandMadeResults.relative;
import static io.github.bpfgate.gate.HandMadeResults.rule;
import static io.github.bpfgate.gate.HandMadeResults.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.gate.Acceptances;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Policies;
import io.github.bpfgate.gate.Policies.Action;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Rules;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FailingBuildTest {

    private static final Path REPORT = Path.of("target/bpfgate/results.json");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final Policies STRICT = new Policies(true, Action.FAIL, Action.FAIL, Action.FAIL);

    private static GateOutcome outcome(Rules rules, BenchmarkResult... results) {
        Results judged = new Judge(rules).judge(HandMadeResults.of(results));
        return GateOutcome.of(judged, STRICT);
    }

    private static List<String> ending(Rules rules, BenchmarkResult... results) {
        GateOutcome outcome = outcome(rules, results);
        return new FailingBuild(outcome, REPORT).inProject(outcome.cures(),
                new Acceptances(List.of(), TODAY).proposed(outcome.failures()),
                Path.of("target/bpfgate/accepted.json"), Path.of("src/test/bpf/baseline/accepted.json"));
    }

    private static BenchmarkResult slower(String name, double by) {
        return confirmed(name, 100, around(by, 0.5, 20), around(by, 0.5, 24));
    }

    @Test
    void it_says_what_by_how_much_how_sure_where_and_what_to_do() {
        Rules rules = HandMadeResults.rules(relative("5%", "error"),
                rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error"));
        BenchmarkResult fun = with(slower("fun_xdp", 10), instructions(104.6640625, 46.01953125),
                Counts.of(null, Map.of(), List.of(line(23, "while (b < n) {", 55, 3.0)), null));

        assertThat(ending(rules, fun)).containsExactly(
                "1 benchmark did not pass:",
                "  fun_xdp REGRESSED: latency +10.0 % [+9.5 % +10.5 %], limit +5 %, confirmed by 24 loads",
                "    instructions 46.02 → 104.66 (+127.43 %), limit +5 %",
                "Report: target/bpfgate/results.json",
                "Measure again: mvn verify. By source line: mvn bpfgate:profile -Dbpfgate.benchmark=fun_xdp",
                "Meant for good? Accept it with mvn bpfgate:update-baseline, and commit the new baseline.",
                "Meant for a time? Add the reasons to target/bpfgate/accepted.json, and move it to"
                        + " src/test/bpf/baseline/accepted.json:",
                "  {\"benchmark\":\"fun_xdp\",\"metric\":\"latency\",\"upTo\":\"+10.6 %\",\"until\":\"2027-02-22\","
                        + "\"reason\":\"\"}",
                "  {\"benchmark\":\"fun_xdp\",\"metric\":\"instructions\",\"upTo\":\"+128 %\",\"until\":\"2027-02-22\","
                        + "\"reason\":\"\"}");
    }

    @Test
    void a_count_tells_both_figures() {
        assertThat(ending(HandMadeResults.rules(rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error")),
                HandMadeResults.counted("x", BenchmarkResult.Reference.OBJECT, instructions(104.6640625, 46.01953125))))
                .contains("  x REGRESSED: instructions 46.02 → 104.66 (+127.43 %), limit +5 %");
        assertThat(ending(HandMadeResults.rules(rule(MetricName.INSTRUCTIONS, "0%", null, null, null, "error")),
                HandMadeResults.counted("x", BenchmarkResult.Reference.OBJECT, instructions(2, 0))))
                .contains("  x REGRESSED: instructions 0 → 2, limit +0");
    }

    @Test
    void two_files_are_told_nothing_of_a_baseline() {
        assertThat(new FailingBuild(outcome(HandMadeResults.rules(relative("5%", "error")), slower("x", 10)), REPORT)
                .alone()).containsExactly("1 benchmark did not pass:",
                "  x REGRESSED: latency +10.0 % [+9.5 % +10.5 %], limit +5 %, confirmed by 24 loads",
                "Report: target/bpfgate/results.json");
    }

    @Test
    void of_many_the_worst_are_told_and_how_many_more_there_are() {
        BenchmarkResult[] many = new BenchmarkResult[12];
        for (int i = 0; i < many.length; i++) {
            many[i] = slower("x" + i, 10 + i);
        }

        List<String> ending = ending(HandMadeResults.rules(relative("5%", "error")), many);

        assertThat(ending).hasSizeLessThanOrEqualTo(15).startsWith("12 benchmarks did not pass:")
                .contains("  and 8 more", "  and 10 more increases");
        assertThat(ending.subList(1, 5)).extracting(text -> text.substring(2, text.indexOf(' ', 2)))
                .containsExactly("x11", "x10", "x9", "x8");
    }

    @Test
    void what_failed_comes_before_what_was_not_known() {
        assertThat(ending(HandMadeResults.rules(relative("5%", "error")),
                HandMadeResults.alone("new", BenchmarkResult.Reference.NOTHING, around(100, 1, 20)),
                HandMadeResults.notRun("kprobe", "No test run of it."), slower("x", 10))).startsWith(
                "3 benchmarks did not pass:",
                "  x REGRESSED: latency +10.0 % [+9.5 % +10.5 %], limit +5 %, confirmed by 24 loads",
                "  kprobe UNSUPPORTED: No test run of it.", "  new NO_BASELINE: nothing is stored to compare with");
    }

    @Test
    void a_shell_takes_a_name_for_a_word() {
        assertThat(ending(HandMadeResults.rules(relative("5%", "error")), with(slower("it's $(x)", 10),
                instructions(55, 16), Counts.of(null, Map.of(), List.of(line(1, "x", 55, 16.0)), null))))
                .contains("Measure again: mvn verify. By source line: mvn bpfgate:profile"
                        + " '-Dbpfgate.benchmark=it'\\''s $(x)'");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(500),
                Arbitraries.strings().withChars("漢🚀e\u0301\u001b\n\t /.<>\"'").ofMaxLength(60));
    }

    @Property(tries = 200)
    void however_much_failed_it_takes_fifteen_lines_that_begin_none_of_their_own(@ForAll("names") String name,
            @ForAll @IntRange(min = 1, max = 40) int failures, @ForAll @DoubleRange(min = 6, max = 1e9) double by,
            @ForAll @DoubleRange(min = -5, max = 1e6) double net) {
        List<BenchmarkResult> results = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            BenchmarkResult timed = confirmed(name + i, net, around(Math.max(net, 1) * by, 0.1, 20),
                    around(Math.max(net, 1) * by, 0.1, 24));
            results.add(with(timed, Map.of(MetricName.INSTRUCTIONS, HandMadeResults.figure(MetricName.INSTRUCTIONS, 9, 3),
                    MetricName.COVERAGE, Exact.of(MetricName.COVERAGE, 0.1)),
                    Counts.of(null, Map.of(), List.of(line(1, "x", 9, 3.0)), null)));
        }
        Rules rules = HandMadeResults.rules(relative("5%", "error"), absolute("0.001", "error"),
                rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error"), Rule.min(MetricName.COVERAGE, .9,
                        Rule.Level.ERROR));

        List<String> ending = ending(rules, results.toArray(BenchmarkResult[]::new));

        assertThat(ending).hasSizeBetween(9, 15).allSatisfy(text ->
                assertThat(text).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\x{2028}\\x{2029}]"));
        assertThat(ending.subList(0, Math.min(failures, 4) + 1)).allSatisfy(text ->
                assertThat(DisplayText.columns(text)).isLessThan(120 - "[ERROR] ".length()));
    }
}
