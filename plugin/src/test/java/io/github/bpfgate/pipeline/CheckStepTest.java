package io.github.bpfgate.pipeline;

import static io.github.bpfgate.gate.HandMadeResults.figure;
import static io.github.bpfgate.gate.HandMadeResults.instructions;
import static io.github.bpfgate.gate.HandMadeResults.line;
import static io.github.bpfgate.gate.HandMadeResults.rule;
import static io.github.bpfgate.gate.HandMadeResults.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.LineResult;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Policies;
import io.github.bpfgate.gate.Verdict;
import io.github.bpfgate.report.ReportName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckStepTest {

    private static final String STALE_CURE = "Run mvn verify, or the goals benchmark and check one after the other.";

    @TempDir
    Path directory;

    private GatedModule module;

    @BeforeEach
    void oneObjectWithItsBaseline() throws Exception {
        module = new GatedModule(directory);
        module.object("x.bpf.o", "old");
        module.measured(module.first("x", "x.bpf.o", 100));
        new UpdateStep(module.request(), true, module.journal).run();
        module.object("x.bpf.o", "new");
        module.journal.lines().clear();
    }

    private GateOutcome check(Policies policies) throws GateException {
        return new CheckStep(module.request(), policies, module.reports(), module.journal).run();
    }

    private void refused(String sentence) {
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> check(GatedModule.STRICT))
                .withMessageContaining(sentence);
    }

    @Test
    void a_regression_fails_and_everything_is_written_and_said_before() throws Exception {
        module.measured(module.compared("x", "x.bpf.o", 10, module.storedSha256("x.bpf.o")));

        GateOutcome outcome = check(GatedModule.STRICT);

        assertThat(outcome.passes()).isFalse();
        assertThat(module.read().benchmarks()).extracting(BenchmarkResult::verdict)
                .containsExactly(Verdict.REGRESSED);
        assertThat(module.journal.lines()).anyMatch(line -> line.startsWith("info: benchmark  "))
                .anyMatch(line -> line.startsWith("error: x REGRESSED: latency changed by +10.0 %"))
                .contains("info: Results: " + module.results());
    }

    @Test
    void checking_twice_gives_the_same_file_and_the_same_outcome() throws Exception {
        module.measured(module.compared("x", "x.bpf.o", 10, module.storedSha256("x.bpf.o")));
        check(GatedModule.STRICT);
        String first = Files.readString(module.results());

        assertThat(check(GatedModule.STRICT).failures()).hasSize(1);

        assertThat(Files.readString(module.results())).isEqualTo(first);
    }

    @Test
    void what_became_faster_is_told_how_to_stay_so() throws Exception {
        module.measured(module.compared("x", "x.bpf.o", -10, module.storedSha256("x.bpf.o")));

        assertThat(check(GatedModule.STRICT).passes()).isTrue();

        assertThat(module.journal.lines()).contains("info: x became faster. Keep it so: mvn bpfgate:update-baseline");
    }

    @Test
    void a_missing_baseline_is_warned_of_with_the_command_that_stores_one() throws Exception {
        Files.delete(module.baseline.resolve("baseline.json"));
        module.measured(module.first("x", "x.bpf.o", 100));

        assertThat(check(GatedModule.USUAL).passes()).isTrue();

        assertThat(module.journal.lines()).contains("warn: x NO_BASELINE: nothing is stored to compare with",
                "warn: Store what was measured now as the baseline, and commit it: mvn bpfgate:update-baseline");
    }

    @Test
    void other_threads_of_the_build_are_warned_of() throws Exception {
        module.concurrency = 4;
        module.measured(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")));
        check(GatedModule.USUAL);

        assertThat(module.journal.lines()).anyMatch(line -> line.startsWith("warn: Maven runs with 4 threads"));
    }

    private static Counts lines(LineResult... lines) {
        return Counts.of(null, Map.of(), List.of(lines), null);
    }

    @Test
    void a_regression_names_the_lines_that_grew_below_its_verdict() throws Exception {
        module.measured(with(module.compared("x", "x.bpf.o", 10, module.storedSha256("x.bpf.o")), instructions(55, 16),
                lines(line(8, "n = 7;", 2, 1.0), line(23, "while (b < n) {", 53, 15.0))));

        check(GatedModule.STRICT);

        List<String> errors = module.journal.lines().stream().filter(line -> line.startsWith("error: ")).toList();
        assertThat(errors).hasSize(3);
        assertThat(errors.get(0)).startsWith("error: x REGRESSED: latency changed by +10.0 %")
                .endsWith("; instructions grew by 243.8 %, from 16 to 55 per run; the limit is +5 %");
        assertThat(errors.subList(1, 3)).containsExactly(
                "error:   fun_xdp.bpf.c:23  while (b < n) {   15 → 53 instructions per run",
                "error:   fun_xdp.bpf.c:8   n = 7;            1 → 2 instructions per run");
    }

    @Test
    void a_module_is_gated_by_instructions_alone() throws Exception {
        module.rules = List.of(rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error"));
        module.measured(with(module.counted("x", "x.bpf.o", Reference.OBJECT, module.storedSha256("x.bpf.o"),
                instructions(55, 16)), Map.of(), lines(line(23, "while (b < n) {", 55, 3.0))));

        assertThat(check(GatedModule.USUAL).passes()).isFalse();

        assertThat(module.journal.lines()).contains("error: x REGRESSED: instructions grew by 243.8 %, from 16 to 55 per"
                + " run; the limit is +5 %", "error:   fun_xdp.bpf.c:23  while (b < n) {   3 → 55 instructions per run")
                .anyMatch(line -> line.startsWith("info: x ") && line.endsWith("+5 %  REGRESSED"))
                .noneMatch(line -> line.contains("[95 %]"));
    }

    @Test
    void each_of_two_regressions_is_followed_by_its_own_lines() throws Exception {
        module.object("y.bpf.o", "other");
        module.rules = List.of(rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error"));
        module.measured(with(module.counted("x", "x.bpf.o", Reference.OBJECT, module.storedSha256("x.bpf.o"),
                instructions(55, 16)), Map.of(), lines(line(23, "x();", 55, 3.0))),
                with(module.counted("y", "y.bpf.o", Reference.OBJECT, "", instructions(56, 16)), Map.of(),
                        lines(line(24, "y();", 56, 3.0))));

        check(GatedModule.USUAL);

        assertThat(module.journal.lines()).filteredOn(line -> line.startsWith("error: ")).extracting(
                line -> line.substring(7, 23)).containsExactly("x REGRESSED: ins", "  fun_xdp.bpf.c:", "y REGRESSED: ins",
                "  fun_xdp.bpf.c:");
    }

    @Test
    void a_low_coverage_is_warned_of_and_blames_no_line() throws Exception {
        module.measured(with(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")),
                Map.of(MetricName.COVERAGE, Exact.of(MetricName.COVERAGE, 0.31)),
                lines(line(18, "a();", 1, 1.0), line(20, "b();", 0, 0.0), line(27, "c();", 0, 0.0))));

        assertThat(check(GatedModule.STRICT).passes()).isTrue();

        assertThat(module.journal.lines()).contains("warn: x PASS: " + module.read().benchmarks().get(0).reasons().get(0) + "; coverage is 31 %, below the minimum of 50 %: the"
                + " input never reaches fun_xdp.bpf.c:20-27");
    }

    @Test
    void a_count_that_is_none_is_told_with_its_reason() throws Exception {
        String sha256 = module.storedSha256("x.bpf.o");
        module.measured(with(module.compared("x", "x.bpf.o", 0, sha256), Map.of(),
                Counts.refused("No room on the stack for the counters.")));
        check(GatedModule.STRICT);
        assertThat(module.journal.lines()).contains("info: x: No room on the stack for the counters.");

        module.measured(with(module.compared("x", "x.bpf.o", 0, sha256), Map.of(MetricName.INSTRUCTIONS,
                Exact.between(MetricName.INSTRUCTIONS, 21, 20, 22)), Counts.of(null, Map.of(), List.of(),
                "Two counts differ: the program asks for random numbers.")));
        check(GatedModule.STRICT);
        assertThat(module.journal.lines()).contains("info: x: Two counts differ: the program asks for random numbers.");
    }

    @Test
    void what_does_with_less_is_told_how_to_stay_so() throws Exception {
        module.measured(module.counted("x", "x.bpf.o", Reference.OBJECT, module.storedSha256("x.bpf.o"),
                instructions(8, 16)));

        assertThat(check(GatedModule.STRICT).passes()).isTrue();

        assertThat(module.journal.lines()).contains("info: x does with less: instructions fell by 50 %, from 16 to 8 per"
                + " run; the limit is +5 %. Keep it so: mvn bpfgate:update-baseline");
    }

    @Test
    void without_results_there_is_no_verdict() throws Exception {
        Files.delete(module.results());

        refused("There are no results at " + module.results());
    }

    @Test
    void results_of_another_object_are_stale() throws Exception {
        module.measured(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")));
        module.object("x.bpf.o", "newer still");

        refused("is stale: it was made from another object x.bpf.o than there is now. " + STALE_CURE);
    }

    @Test
    void results_of_an_object_that_is_gone_are_stale() throws Exception {
        module.measured(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")));
        Files.delete(module.objects().resolve("x.bpf.o"));

        refused("it was made from the object x.bpf.o, which is gone");
    }

    @Test
    void results_against_another_baseline_are_stale() throws Exception {
        module.measured(module.compared("x", "x.bpf.o", 0, "f".repeat(64)));

        refused("is stale: it compares x with another baseline than the one stored now. " + STALE_CURE);
    }

    @Test
    void results_from_before_the_baseline_was_stored_are_stale() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100));

        refused("compares x with another baseline");
    }

    @Test
    void results_against_a_baseline_that_is_gone_are_stale() throws Exception {
        module.measured(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")));
        Files.delete(module.baseline.resolve("baseline.json"));

        refused("compares x with another baseline");
    }

    @Test
    void results_without_a_configured_benchmark_are_stale() throws Exception {
        module.measured(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")));
        module.benchmarks = List.of(GatedModule.spec("x-tcp", "x"));

        refused("is stale: it was made without the benchmark x-tcp. " + STALE_CURE);
    }

    @Test
    void results_of_an_object_that_was_built_since_are_stale() throws Exception {
        module.measured(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")));
        module.object("y.bpf.o", "compiled after the goal benchmark");

        refused("is stale: it was made without the object y.bpf.o. " + STALE_CURE);
    }

    @Test
    void results_of_a_benchmark_that_is_configured_no_more_are_stale() throws Exception {
        module.benchmarks = List.of(GatedModule.spec("x", "x"));
        module.measured(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")));
        module.benchmarks = List.of();

        refused("is stale: it was made from the benchmark x, which is gone. " + STALE_CURE);
    }

    private static BenchmarkSpec spec(String program, String object, String packet, String setup) {
        return new BenchmarkSpec(Optional.of("x"), program, Optional.ofNullable(object), new BuiltPacket(packet),
                Optional.ofNullable(setup));
    }

    static Stream<BenchmarkSpec> otherBenchmarksOfTheSameName() {
        return Stream.of(spec("x", null, "ipv4 udp payload=02", null), spec("x", null, "ipv4 udp payload=0101", null),
                spec("y", null, "ipv4 udp payload=01", null), spec("x", "x", "ipv4 udp payload=01", null),
                spec("x", null, "ipv4 udp payload=01", "fill"));
    }

    @ParameterizedTest
    @MethodSource("otherBenchmarksOfTheSameName")
    void results_of_another_packet_program_object_or_set_up_are_stale(BenchmarkSpec other) throws Exception {
        module.benchmarks = List.of(spec("x", null, "ipv4 udp payload=01", null));
        module.measured(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")));
        assertThat(check(GatedModule.STRICT).passes()).isTrue();
        module.benchmarks = List.of(other);

        refused("is stale: it was made from another benchmark x than there is now. " + STALE_CURE);
    }

    @Test
    void a_stored_benchmark_that_is_measured_no_more_is_warned_of_or_refused() throws Exception {
        module.object("y.bpf.o", "other");
        module.measured(module.compared("y", "y.bpf.o", 0, ""));
        refused("Stored in the baseline, and not benchmarked any more: x.");

        check(GatedModule.USUAL);

        assertThat(module.journal.lines()).anyMatch(line -> line.startsWith(
                "warn: Stored in the baseline, and not benchmarked any more: x."));
    }

    @Test
    void a_refusal_leaves_the_results_as_they_were() throws Exception {
        module.measured(module.compared("x", "x.bpf.o", 0, "f".repeat(64)));
        String before = Files.readString(module.results());

        refused("stale");

        assertThat(Files.readString(module.results())).isEqualTo(before);
    }

    @Test
    void what_could_not_be_run_is_never_stale_and_fails_unless_allowed() throws Exception {
        module.measured(module.notRun("k", "k.bpf.o"));

        assertThat(check(GatedModule.USUAL).failures()).extracting(BenchmarkResult::verdict)
                .containsExactly(Verdict.UNSUPPORTED);
        assertThat(module.journal.lines()).contains("error: k UNSUPPORTED: No test run of it.");
    }

    @Test
    void no_benchmark_at_all_is_an_error_unless_it_is_meant() throws Exception {
        module.measured();
        refused("holds no benchmark. Run mvn verify again; if the module is to have none, set failOnNoBenchmarks"
                + " to false.");

        module.failOnNoBenchmarks = false;
        assertThat(check(GatedModule.USUAL).passes()).isTrue();
    }

    @Test
    void a_baseline_that_cannot_be_read_is_an_error() throws Exception {
        module.measured(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")));
        Files.writeString(module.baseline.resolve("x.bpf.o"), "tampered with");

        refused("its SHA-256 differs");
    }

    private Path accept(String upTo, String until, String reason) throws Exception {
        return Files.writeString(module.baseline.resolve("accepted.json"), """
                {"schema": 1, "accepted": [{"benchmark": "x", "metric": "latency", "upTo": "%s", "until": "%s",
                 "reason": "%s"}]}""".formatted(upTo, until, reason));
    }

    @Test
    void a_regression_that_is_meant_passes_and_is_shown_as_accepted() throws Exception {
        accept("+12 %", "2026-11-24", "checksums");
        module.measured(module.compared("x", "x.bpf.o", 10, module.storedSha256("x.bpf.o")));

        assertThat(check(GatedModule.STRICT).passes()).isTrue();

        BenchmarkResult x = module.read().benchmarks().get(0);
        assertThat(x.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(x.judgements()).anyMatch(j -> j.acceptance() != null && j.acceptance().reason().equals("checksums"));
        assertThat(module.journal.lines()).anyMatch(line -> line.startsWith("info: x ") && line.endsWith("ACCEPTED"))
                .anyMatch(line -> line.startsWith("info: x ACCEPTED: latency changed by +10.0 %")
                        && line.endsWith("accepted up to +12 % until 2026-11-24: checksums"))
                .noneMatch(line -> line.startsWith("warn: "));
    }

    @Test
    void the_day_after_it_fails_and_names_the_day() throws Exception {
        accept("+12 %", "2026-11-23", "checksums");
        module.measured(module.compared("x", "x.bpf.o", 10, module.storedSha256("x.bpf.o")));

        assertThat(check(GatedModule.STRICT).passes()).isFalse();

        assertThat(module.journal.lines()).anyMatch(line -> line.startsWith("error: x REGRESSED: ")
                && line.contains("it was accepted up to +12 %, until 2026-11-23, and that is over"));
    }

    @Test
    void an_acceptance_that_accepts_nothing_is_warned_of() throws Exception {
        Path file = accept("+12 %", "2026-11-24", "checksums");
        module.measured(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")));

        assertThat(check(GatedModule.STRICT).passes()).isTrue();

        assertThat(module.journal.lines()).contains(
                "warn: " + file + " accepts more latency of x, which is over no limit now: delete the entry");
    }

    @Test
    void an_acceptance_without_a_reason_is_no_verdict_on_the_code() throws Exception {
        accept("+12 %", "2026-11-24", " ");
        module.measured(module.compared("x", "x.bpf.o", 10, module.storedSha256("x.bpf.o")));

        refused("has no reason: say why the regression is meant");
        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> new BenchmarkStep(module.request(), module.journal).run())
                .as("before anything is measured").withMessageContaining("has no reason");
    }

    @Test
    void what_would_accept_a_failure_is_left_beside_the_results_and_accepts_it_once_it_has_a_reason() throws Exception {
        Path proposed = module.results().resolveSibling("accepted.json");
        module.measured(module.compared("x", "x.bpf.o", 10, module.storedSha256("x.bpf.o")));
        check(GatedModule.STRICT);

        Files.writeString(module.baseline.resolve("accepted.json"), Files.readString(proposed)
                .replace("\"reason\" : \"\"", "\"reason\" : \"checksums\""));

        assertThat(check(GatedModule.STRICT).passes()).isTrue();
        assertThat(proposed).as("nothing is left to accept").doesNotExist();
    }

    @Test
    void every_check_is_remembered_and_lines_that_nobody_can_read_are_warned_of() throws Exception {
        Path history = module.directory.resolve("history.jsonl");
        module.history = Optional.of(history);
        module.measured(module.compared("x", "x.bpf.o", 10, module.storedSha256("x.bpf.o")));
        check(GatedModule.STRICT);
        Files.writeString(history, Files.readString(history) + "half a li");

        assertThat(check(GatedModule.STRICT).passes()).isFalse();

        assertThat(Files.readAllLines(history)).hasSize(3).element(2).asString()
                .contains("\"module\":\"gated\",\"commit\":null").contains("\"verdict\":\"REGRESSED\"");
        assertThat(module.journal.lines()).contains(
                "warn: 1 line of " + history + " cannot be read, and no trend has it");
    }

    @Test
    void a_history_that_cannot_be_written_is_named_when_all_else_is_done() throws Exception {
        Path history = Files.createDirectory(module.directory.resolve("history.jsonl"));
        module.history = Optional.of(history);
        module.reportNames = Set.of(ReportName.CSV);
        module.measured(module.compared("x", "x.bpf.o", 10, module.storedSha256("x.bpf.o")));

        refused("Cannot write " + history + ": ");

        assertThat(module.results().resolveSibling("results.csv")).exists();
        assertThat(module.journal.lines()).anyMatch(line -> line.startsWith("error: x REGRESSED"));
    }

    @Test
    void a_program_that_is_only_loaded_is_judged_by_the_limits_on_its_figures() throws Exception {
        module.rules = List.of(rule(MetricName.VERIFIED_INSNS, null, "1000", null, null, "error"));
        module.metrics = EnumSet.of(MetricName.VERIFIED_INSNS);
        module.measured(module.loaded("probe", "x.bpf.o", Reference.NOTHING, "", Exact.of(MetricName.VERIFIED_INSNS, 1200)),
                module.notLoaded("elsewhere", "x.bpf.o"));

        GateOutcome outcome = check(GatedModule.USUAL);

        assertThat(outcome.failures()).extracting(BenchmarkResult::name).containsExactly("probe");
        assertThat(outcome.warnings()).as("nobody asked for it").isEmpty();
        assertThat(module.read().benchmarks()).extracting(BenchmarkResult::verdict)
                .containsExactly(Verdict.REGRESSED, Verdict.UNSUPPORTED);
        assertThat(module.journal.lines())
                .contains("info: program  verified insns  verdict", "info: probe              1200  REGRESSED",
                        "info: No benchmark runs, and this kernel does not load, 1 program: elsewhere; the results say why")
                .anyMatch(line -> line.startsWith("error: probe REGRESSED: verified-insns are 1200, above the maximum"));
    }

    @Test
    void a_program_that_is_only_loaded_and_has_no_limit_passes_and_one_table_tells_what_changed() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100),
                module.loaded("probe", "x.bpf.o", Reference.NOTHING, "", Exact.of(MetricName.VERIFIED_INSNS, 1000)));
        new UpdateStep(module.request(), true, module.journal).run();
        module.measured(module.same("x", "x.bpf.o", 100, module.storedSha256("x.bpf.o")),
                module.loaded("probe", "x.bpf.o", Reference.OBJECT, module.storedSha256("x.bpf.o"),
                        figure(MetricName.VERIFIED_INSNS, 1200, 1000)));

        GateOutcome outcome = check(GatedModule.STRICT);

        assertThat(outcome.passes()).isTrue();
        assertThat(outcome.warnings()).isEmpty();
        assertThat(module.journal.lines()).contains("info: program  verified insns  verdict",
                "info: probe       1000 → 1200  PASS",
                "info: No benchmark runs 1 program more: loaded for the verifier's figures and sizes");
    }

    @Test
    void what_is_stored_of_metrics_that_nobody_wants_now_has_not_vanished() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100),
                module.loaded("probe", "x.bpf.o", Reference.NOTHING, "", Exact.of(MetricName.VERIFIED_INSNS, 1200)));
        new UpdateStep(module.request(), true, module.journal).run();
        module.metrics = EnumSet.of(MetricName.LATENCY);
        module.measured(module.same("x", "x.bpf.o", 100, module.storedSha256("x.bpf.o")));

        assertThat(check(GatedModule.STRICT).passes()).isTrue();
    }
}
