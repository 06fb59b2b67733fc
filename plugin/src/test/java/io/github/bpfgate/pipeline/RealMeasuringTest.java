package io.github.bpfgate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.bpfgate.benchmark.ObjectFile;
import io.github.bpfgate.benchmark.input.Hex;
import io.github.bpfgate.benchmark.input.NoInput;
import io.github.bpfgate.clang.CompileRequest;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.SystemClang;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.CallTime;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsFile;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.gate.Verdict;
import io.github.bpfgate.report.ProgramFilter;
import io.github.bpfgate.report.SelectionException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The steps with clang, kernel and worker as they are. Programs differ by nothing or by a factor of twenty, so that no
 * noise makes a verdict.
 */
class RealMeasuringTest {

    private static final Path FIXTURES = Path.of("../bpf-fixtures/src");
    /** With the number of loads. */
    private static final Pattern SELFTEST_ROW = Pattern.compile("info: \\w+ +(\\d+) .* ns.* (\\d+|above 50) %");

    @TempDir
    static Path compiled;

    @TempDir
    Path directory;

    private static Path fast;
    private static Path slow;
    private static Path rejected;
    private static Path kprobe;
    private static Path attached;
    private static Path attachedSlow;

    @BeforeAll
    static void compile() throws Exception {
        assumeTrue(mayMeasure(), "loading programs needs CAP_BPF, CAP_NET_ADMIN, CAP_PERFMON and CAP_SYS_ADMIN");
        fast = compile("broken/slow.bpf.c", "fast");
        slow = compile("broken/slow.bpf.c", "slow", "-DEXTRA=2000");
        rejected = compile("broken/verifier-reject.bpf.c", "rejected");
        kprobe = compile("broken/unsupported-kprobe.bpf.c", "kprobe");
        attached = compile("broken/attached.bpf.c", "attached");
        attachedSlow = compile("broken/attached.bpf.c", "attached-slow", "-DEXTRA=2000");
    }

    /** By the numbers of linux/capability.h: NET_ADMIN, SYS_ADMIN, PERFMON, BPF. */
    private static boolean mayMeasure() throws IOException {
        long needed = 1L << 12 | 1L << 21 | 1L << 38 | 1L << 39;
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("CapEff:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                .allMatch(effective -> (effective & needed) == needed);
    }

    private static Path compile(String source, String as, String... args) throws Exception {
        Path place = Files.createDirectories(compiled.resolve(as));
        Files.copy(FIXTURES.resolve(source), place.resolve("slow.bpf.c"));
        return SystemClang.compiler().compile(new CompileRequest(place, List.of(), List.of(args), place.resolve("out"),
                Optional.empty(), Optional.empty(), "test", place)).objects().get(0);
    }

    private GatedModule moduleWith(Path object) throws IOException {
        GatedModule module = new GatedModule(directory);
        build(module, object);
        return module;
    }

    private static void build(GatedModule module, Path object) throws IOException {
        Files.createDirectories(module.objects());
        Files.copy(object, module.objects().resolve("slow.bpf.o"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static BenchmarkResult measure(GatedModule module) throws Exception {
        new BenchmarkStep(module.request(), module.journal).run();
        return module.read().benchmarks().get(0);
    }

    private static Verdict verdict(GatedModule module) throws Exception {
        new CheckStep(module.request(), GatedModule.USUAL, module.reports(), module.journal).run();
        return module.read().benchmarks().get(0).verdict();
    }

    @Test
    void a_module_goes_from_no_baseline_to_unchanged_to_regressed_to_improved() throws Exception {
        GatedModule module = moduleWith(fast);
        BenchmarkResult first = measure(module);
        assertThat(first.reference()).isEqualTo(Reference.NOTHING);
        assertThat(first.timing().orElseThrow().blocks()).hasSize(20);
        assertThat(first.timing().orElseThrow().lower()).isPositive();
        assertThat(verdict(module)).isEqualTo(Verdict.NO_BASELINE);
        new UpdateStep(module.request(), true, module.journal).run();

        assertThat(measure(module).reference()).isEqualTo(Reference.SAME_WORK);
        assertThat(verdict(module)).isEqualTo(Verdict.UNCHANGED);
        String stored = Files.readString(module.baseline.resolve("baseline.json"));
        new UpdateStep(module.request(), true, module.journal).run();
        assertThat(Files.readString(module.baseline.resolve("baseline.json"))).isEqualTo(stored);

        build(module, slow);
        BenchmarkResult slower = measure(module);
        assertThat(slower.reference()).isEqualTo(Reference.OBJECT);
        assertThat(slower.comparison().confirming()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(verdict(module)).isEqualTo(Verdict.REGRESSED);
        new UpdateStep(module.request(), true, module.journal).run();

        build(module, fast);
        measure(module);
        assertThat(verdict(module)).isEqualTo(Verdict.IMPROVED);
    }

    @Test
    void a_function_is_gated_as_programs_are_and_its_lines_are_to_blame() throws Exception {
        GatedModule module = new GatedModule(directory);
        module.metrics = EnumSet.of(MetricName.LATENCY, MetricName.INSTRUCTIONS);
        function(module, "static unsigned int work(unsigned int x) { return x * 3; }");
        BenchmarkResult first = measure(module);
        assertThat(first.calls()).isEqualTo(256);
        assertThat(CallTime.of(first).orElseThrow().samples()).isEqualTo(20);
        verdict(module);
        assertThat(module.journal.lines()).anyMatch(line -> line.matches(
                "info: work_of_octets +256 +\\[[0-9.]+ [0-9.]+ [0-9.]+] +\\d+\\.\\d+ +20  .*(none|mild|severe)"));
        new UpdateStep(module.request(), true, module.journal).run();

        function(module, """
                static unsigned int work(unsigned int x)
                {
                    for (int i = 0; i < 20; i++)
                        x = x * 3 ^ x >> 7;
                    return x;
                }""");
        BenchmarkResult slower = measure(module);
        assertThat(slower.exact(MetricName.INSTRUCTIONS).orElseThrow().baseline()).isLessThan(256 * 10);
        assertThat(slower.exact(MetricName.INSTRUCTIONS).orElseThrow().value()).isGreaterThan(256 * 60);
        assertThat(verdict(module)).isEqualTo(Verdict.REGRESSED);
        assertThat(module.read().benchmarks().get(0).calls()).isEqualTo(256);
        assertThat(slower.counts().blamed().get(0).text()).isEqualTo("x = x * 3 ^ x >> 7;");
    }

    private static void function(GatedModule module, String function) throws Exception {
        Path place = Files.createDirectories(module.directory.resolve("src/bench"));
        Files.writeString(place.resolve("work.bench.bpf.c"), "#include <bpfgate/bench.h>\n" + function
                + "\nBPFGATE_BENCH(work_of_octets, 256) { bpfgate_keep(work(input)); }\n");
        SystemClang.compiler().compile(new CompileRequest(place, List.of(), List.of(), module.objects(),
                Optional.empty(), Optional.empty(), "test", module.directory));
    }

    private static BenchmarkResult connect4(GatedModule module) throws Exception {
        return module.read().benchmarks().stream().filter(result -> result.name().equals("on_connect4")).findFirst()
                .orElseThrow();
    }

    @Test
    void a_program_without_a_test_run_is_attached_and_gated_by_time_and_by_counts() throws Exception {
        GatedModule module = moduleWith(attached);
        module.benchmarks = List.of(GatedModule.spec(null, "on_connect4"));
        measure(module);
        assertThat(connect4(module).method()).isEqualTo("attach");
        new UpdateStep(module.request(), true, module.journal).run();

        measure(module);
        verdict(module);
        assertThat(connect4(module).verdict()).as("%s", connect4(module).reasons()).isEqualTo(Verdict.UNCHANGED);

        build(module, attachedSlow);
        measure(module);
        verdict(module);
        BenchmarkResult slower = connect4(module);
        assertThat(slower.sampling()).startsWith("attached, ").contains(" calls of connect a sample");
        assertThat(slower.comparison().confirming()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(slower.verdict()).as("%s", slower.reasons()).isEqualTo(Verdict.REGRESSED);
        assertThat(slower.counts().blamed()).anySatisfy(line -> assertThat(line.text()).isEqualTo("x ^= x << 1;"));
    }

    @Test
    void numbers_alone_are_no_evidence_here_and_nothing_at_all_elsewhere() throws Exception {
        GatedModule module = moduleWith(fast);
        measure(module);
        new UpdateStep(module.request(), false, module.journal).run();
        build(module, slow);

        BenchmarkResult result = measure(module);
        assertThat(result.reference()).isEqualTo(Reference.NUMBERS_FROM_HERE);
        assertThat(result.timing().orElseThrow().baseline()).isPositive();
        assertThat(verdict(module)).isEqualTo(Verdict.INCONCLUSIVE);

        Path json = module.baseline.resolve("baseline.json");
        Files.writeString(json, Files.readString(json).replaceFirst("\"cpu\" : \"[^\"]*\"", "\"cpu\" : \"Z80\""));
        assertThat(measure(module).timing().orElseThrow().baseline()).isNull();
        assertThat(verdict(module)).isEqualTo(Verdict.NOT_COMPARABLE);
    }

    @Test
    void what_the_verifier_rejects_is_an_error_and_its_whole_log_is_kept() throws Exception {
        GatedModule module = moduleWith(rejected);

        assertThatExceptionOfType(GateException.class).isThrownBy(() -> measure(module))
                .withMessageContaining("verifier_reject").withMessageContaining("verifier-verifier_reject.log");

        assertThat(module.results()).doesNotExist();
        assertThat(module.results().resolveSibling("verifier-verifier_reject.log")).content()
                .contains("invalid access to packet");
    }

    @Test
    void sources_without_a_program_to_run_are_an_error_unless_that_is_meant() throws Exception {
        GatedModule module = moduleWith(kprobe);
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> measure(module))
                .withMessage("There is nothing to benchmark: unsupported_kprobe (no test run of kprobe)."
                        + " Set failOnNoBenchmarks to false if that is meant.");

        module.failOnNoBenchmarks = false;
        new BenchmarkStep(module.request(), module.journal).run();

        assertThat(module.read().benchmarks()).singleElement().matches(BenchmarkResult::onlyLoaded);
        assertThat(module.journal.lines()).anyMatch(line -> line.startsWith("warn: There is nothing to benchmark"));
    }

    private Path adder(int factor) throws IOException {
        return Files.write(directory.resolve("adder-" + factor + ".bpf.o"), BpfSource.of("""
                struct job { __u32 rounds; __u32 sum; };
                SEC("syscall") int add_up(struct job *job) {
                    __u32 sum = 0;
                    for (__u32 i = 0; i < (job->rounds & 255) * FACTOR; i++) {
                        asm volatile("" : "+r"(sum));
                        sum += i / FACTOR;
                    }
                    job->sum = sum / FACTOR;
                    return 0;
                }
                """, "-DFACTOR=" + factor).bytes());
    }

    @Test
    void a_syscall_program_is_gated_on_its_context_where_it_is_configured_and_nowhere_else() throws Exception {
        GatedModule module = moduleWith(adder(1));
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> measure(module)).withMessageStartingWith(
                "There is nothing to benchmark: add_up (syscall, only where asked for). Set failOnNoBenchmarks");

        module.benchmarks = List.of(new BenchmarkSpec(Optional.empty(), "add_up", Optional.empty(),
                new Hex("10 00 00 00  00 00 00 00  # 16 rounds"), Optional.empty()));
        BenchmarkResult first = measure(module);
        assertThat(first.type()).isEqualTo("syscall");
        assertThat(first.sampling()).contains("repeat 1,").contains("statistics clock");
        new UpdateStep(module.request(), true, module.journal).run();
        build(module, adder(20));

        double slower = measure(module).exact(MetricName.INSTRUCTIONS).orElseThrow().value();
        assertThat(slower).isGreaterThan(10 * first.exact(MetricName.INSTRUCTIONS).orElseThrow().value());
        assertThat(verdict(module)).isEqualTo(Verdict.REGRESSED);
        assertThat(module.read().benchmarks().get(0).reasons()).anyMatch(reason -> reason.startsWith("latency"))
                .anyMatch(reason -> reason.startsWith("instructions grew"));
        assertThat(module.journal.lines()).noneMatch(line -> line.contains("do not do the same"));
    }

    @Test
    void programs_that_nothing_runs_are_gated_by_their_figures() throws Exception {
        String source = "SEC(\"xdp\") int front(struct xdp_md *ctx) { return XDP_PASS; }"
                + "SEC(\"iter/task\") int walk(struct bpf_iter__task *ctx) { MORE return 0; }";
        GatedModule module = moduleWith(Files.write(directory.resolve("old.bpf.o"), iterator(source, "")));
        module.rules = List.of(HandMadeResults.rule(MetricName.INSNS, "5%", null, null, null, "error"));
        module.metrics = EnumSet.of(MetricName.INSNS, MetricName.LOAD_TIME);
        measure(module);
        new UpdateStep(module.request(), true, module.journal).run();
        build(module, Files.write(directory.resolve("new.bpf.o"), iterator(source, "bpf_printk(\"more\");")));
        measure(module);

        GateOutcome outcome = new CheckStep(module.request(), GatedModule.USUAL, module.reports(), module.journal).run();

        assertThat(outcome.failures()).extracting(BenchmarkResult::name).containsExactly("walk");
        assertThat(module.read().benchmarks()).extracting(BenchmarkResult::method)
                .containsExactly("test-run", BenchmarkResult.LOAD);
        assertThat(module.read().benchmarks().get(1).metrics().get("load-time").value()).isPositive();
    }

    private static byte[] iterator(String source, String more) {
        return BpfSource.of("struct bpf_iter__task { void *meta; void *task; };" + source.replace("MORE", more)).bytes();
    }

    @Test
    void a_program_that_was_asked_for_and_cannot_be_run_is_unsupported() throws Exception {
        GatedModule module = moduleWith(kprobe);
        module.benchmarks = List.of(GatedModule.spec(null, "unsupported_kprobe"));

        assertThat(measure(module).reference()).isEqualTo(Reference.NOT_RUN);

        GateOutcome outcome = new CheckStep(module.request(), GatedModule.USUAL, module.reports(), module.journal).run();
        assertThat(outcome.failures()).extracting(BenchmarkResult::verdict).containsExactly(Verdict.UNSUPPORTED);
    }

    @Test
    void a_program_that_is_nowhere_is_an_error_with_the_nearest_name() throws Exception {
        GatedModule module = moduleWith(fast);
        module.benchmarks = List.of(GatedModule.spec(null, "slwo"));

        assertThatExceptionOfType(GateException.class).isThrownBy(() -> measure(module))
                .withMessageContaining("slwo").withMessageContaining("slow");
    }

    @Test
    void a_baseline_that_cannot_be_read_stops_before_anything_is_measured() throws Exception {
        GatedModule module = moduleWith(fast);
        Files.createDirectories(module.baseline);
        Files.writeString(module.baseline.resolve("baseline.json"), "{");

        assertThatExceptionOfType(GateException.class).isThrownBy(() -> measure(module))
                .withMessageContaining("cannot be read as a baseline");
        assertThat(module.journal.lines()).isEmpty();
    }

    @Test
    void a_baseline_that_cannot_be_used_is_mended_as_its_error_says() throws Exception {
        GatedModule module = moduleWith(fast);
        module.benchmarks = List.of(GatedModule.spec(null, "slow"), GatedModule.spec("again", "slow"));
        measure(module);
        new UpdateStep(module.request(), true, module.journal).run();
        Path tc = Files.write(directory.resolve("tc.bpf.o"),
                BpfSource.of("SEC(\"tc\") int slow(struct __sk_buff *skb) { return 0; }").bytes());
        build(module, tc);

        assertThatExceptionOfType(GateException.class).isThrownBy(() -> measure(module))
                .withMessageContaining("Delete the entry \"slow\" of the stored baseline.json")
                .withMessageContaining("Delete the entry \"again\" of the stored baseline.json");
        deleteEntry(module, "again");
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> measure(module))
                .withMessageContaining("Delete the entry \"slow\"");
        deleteEntry(module, "slow");
        measure(module);
        new UpdateStep(module.request(), true, module.journal).run();

        measure(module);
        assertThat(module.read().benchmarks()).extracting(BenchmarkResult::reference)
                .containsExactly(Reference.SAME_WORK, Reference.SAME_WORK);
    }

    private static void deleteEntry(GatedModule module, String benchmark) throws IOException {
        ObjectMapper json = new ObjectMapper();
        File file = module.baseline.resolve("baseline.json").toFile();
        ObjectNode baseline = (ObjectNode) json.readTree(file);
        baseline.withObject("benchmarks").remove(benchmark);
        json.writeValue(file, baseline);
    }

    private CompareStep.Request comparison(Path baseline, Path candidate, String program) {
        return comparison(baseline, candidate, program, EnumSet.allOf(MetricName.class), "*");
    }

    private CompareStep.Request comparison(Path baseline, Path candidate, String program, Set<MetricName> metrics,
            String filter) {
        return new CompareStep.Request(baseline, candidate, Optional.ofNullable(program), new NoInput(),
                metrics, new Rules(Rules.standard(), Map.of()), GatedModule.USUAL, filter(filter),
                Comparator.comparing(BenchmarkResult::name), directory.resolve("report"),
                GatedModule.noReports(directory), GatedModule.workers(Duration.ofSeconds(20)));
    }

    private static ProgramFilter filter(String text) {
        try {
            return ProgramFilter.of(text);
        } catch (SelectionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Results compared() throws Exception {
        return new ResultsFile(directory.resolve("report/results.json")).read();
    }

    @Test
    void comparing_two_objects_fails_for_the_slower_one_alone() throws Exception {
        RecordedJournal journal = new RecordedJournal();

        assertThat(new CompareStep(comparison(fast, slow, null), journal).run().failures())
                .extracting(BenchmarkResult::name).containsExactly("slow");
        assertThat(compared().benchmarks()).extracting(BenchmarkResult::verdict).containsExactly(Verdict.REGRESSED);
        assertThat(new CompareStep(comparison(slow, fast, "slow"), journal).run().improved()).hasSize(1);
        assertThat(journal.lines()).contains("info: slow became faster.");
        assertThat(new CompareStep(comparison(slow, slow, null), journal).run().passes()).isTrue();
        assertThat(compared().benchmarks()).extracting(BenchmarkResult::verdict).containsExactly(Verdict.UNCHANGED);
    }

    /** Faster by a packet that is dropped is no improvement, and somebody should see that. */
    @Test
    void comparing_what_does_not_do_the_same_warns_and_says_so_in_the_results() throws Exception {
        RecordedJournal journal = new RecordedJournal();

        new CompareStep(comparison(answering(0), answering(2), null), journal).run();

        String warning = "the candidate returns 2 where the baseline returned 0 (packet #1 ";
        assertThat(journal.lines()).anyMatch(line -> line.startsWith("warn: answer: " + warning));
        assertThat(compared().benchmarks().get(0).notes()).anyMatch(note -> note.startsWith(warning));
    }

    private Path answering(int value) throws IOException {
        return Files.write(directory.resolve("answer-" + value + ".bpf.o"), BpfSource.of(
                "SEC(\"tc\") int answer(struct __sk_buff *skb) { return " + value + "; }").bytes());
    }

    @Test
    void comparing_what_holds_no_program_to_run_compares_its_figures_and_no_times() throws Exception {
        RecordedJournal journal = new RecordedJournal();
        assertThat(new CompareStep(comparison(kprobe, kprobe, null), journal).run().passes()).isTrue();
        assertThat(journal.lines()).anyMatch(line -> line.matches("info: +insns +\\d+ +\\d+ +none"));

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> new CompareStep(comparison(kprobe, kprobe, null, EnumSet.of(MetricName.LATENCY), "*"),
                        new RecordedJournal()).run())
                .withMessageEndingWith("holds nothing to run, which all of these metrics need: unsupported_kprobe (no test"
                        + " run of kprobe).");
    }

    @Test
    void two_directories_are_compared_by_object_and_program() throws Exception {
        Path before = Files.createDirectories(directory.resolve("before"));
        Path after = Files.createDirectories(directory.resolve("after"));
        Files.copy(fast, before.resolve("slow.bpf.o"));
        Files.copy(slow, after.resolve("slow.bpf.o"));
        Files.copy(kprobe, before.resolve("kprobe.bpf.o"));
        Files.copy(kprobe, after.resolve("kprobe.bpf.o"));
        Files.copy(kprobe, before.resolve("gone.bpf.o"));
        RecordedJournal journal = new RecordedJournal();
        EnumSet<MetricName> counts = EnumSet.of(MetricName.INSTRUCTIONS, MetricName.INSNS);

        assertThat(new CompareStep(comparison(before, after, null, counts, "instructions_diff>1%"), journal).run()
                .warnings()).as("the standard rules warn of instructions")
                .extracting(BenchmarkResult::name).containsExactly("slow");
        assertThat(compared().benchmarks()).extracting(BenchmarkResult::name)
                .containsExactly("slow", "unsupported_kprobe");
        assertThat(journal.lines()).anyMatch(line -> line.startsWith("info: slow     instructions per run"))
                .noneMatch(line -> line.startsWith("info: unsupported_kprobe"))
                .contains("info: In " + before + " alone: gone/unsupported_kprobe");

        assertThatExceptionOfType(GateException.class).isThrownBy(() -> new CompareStep(
                comparison(directory.resolve("before/none"), after, null), journal).run())
                .withMessageContaining("before/none");
        Path empty = Files.createDirectories(directory.resolve("empty"));
        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> new CompareStep(comparison(empty, after, null), journal).run())
                .withMessage("There is no *.bpf.o in " + empty + ". Compile the objects, or correct the path.");
    }

    /** In a directory of many objects there is always one that does not load on this kernel. */
    @Test
    void what_loads_on_neither_side_keeps_nothing_else_from_being_compared() throws Exception {
        Path before = Files.createDirectories(directory.resolve("before"));
        Path after = Files.createDirectories(directory.resolve("after"));
        Files.copy(fast, before.resolve("slow.bpf.o"));
        Files.copy(slow, after.resolve("slow.bpf.o"));
        Files.copy(rejected, before.resolve("rejected.bpf.o"));
        Files.copy(rejected, after.resolve("rejected.bpf.o"));
        RecordedJournal journal = new RecordedJournal();
        EnumSet<MetricName> counts = EnumSet.of(MetricName.INSTRUCTIONS);

        assertThat(new CompareStep(comparison(before, after, null, counts, ""), journal).run().passes()).isTrue();
        assertThat(compared().benchmarks()).extracting(BenchmarkResult::name, BenchmarkResult::reference)
                .containsExactly(tuple("slow", Reference.OBJECT), tuple("verifier_reject", Reference.NOT_RUN));
        assertThat(journal.lines()).anyMatch(line -> line.startsWith("info: slow             instructions per run"))
                .contains("info: No benchmark runs, and this kernel does not load, 1 program: verifier_reject; the results"
                        + " say why");

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> new CompareStep(comparison(rejected, rejected, null, counts, ""), journal).run())
                .withMessageStartingWith("There is nothing to compare, for none of the programs can be measured here on both")
                .withMessageContaining("The verifier rejects verifier_reject");
        assertThatExceptionOfType(GateException.class).as("somebody named it").isThrownBy(() ->
                new CompareStep(comparison(before, after, "verifier_reject", counts, ""), journal).run())
                .withMessageStartingWith("The verifier rejects verifier_reject");
    }

    @Test
    void what_only_the_baseline_loads_fails_and_the_others_are_compared_all_the_same() throws Exception {
        Path before = Files.createDirectories(directory.resolve("before"));
        Path after = Files.createDirectories(directory.resolve("after"));
        Files.copy(fast, before.resolve("slow.bpf.o"));
        Files.copy(fast, after.resolve("slow.bpf.o"));
        for (String type : List.of("tc", "tracepoint/syscalls/sys_enter_getpgid")) {
            String object = type.substring(0, 2) + ".bpf.o";
            Files.write(before.resolve(object), reading(type, "0").bytes());
            Files.write(after.resolve(object), reading(type, "*(volatile int *)8").bytes());
        }
        RecordedJournal journal = new RecordedJournal();

        assertThat(new CompareStep(comparison(before, after, null, EnumSet.of(MetricName.INSTRUCTIONS, MetricName.INSNS),
                ""), journal).run().failures()).extracting(BenchmarkResult::name, BenchmarkResult::verdict)
                .containsExactly(tuple("tc/reads", Verdict.UNSUPPORTED), tuple("tr/reads", Verdict.UNSUPPORTED));
        assertThat(compared().benchmarks()).extracting(BenchmarkResult::verdict)
                .containsExactly(Verdict.UNCHANGED, Verdict.UNSUPPORTED, Verdict.UNSUPPORTED);
        assertThat(journal.lines()).anyMatch(line -> line.startsWith("error: tc/reads UNSUPPORTED: The verifier rejects"
                + " reads of tc.bpf.o") && line.contains("The verifier's whole log is in "));
    }

    private static ObjectFile reading(String type, String value) {
        return BpfSource.of("SEC(\"" + type + "\") int reads(void *ctx) { return " + value + "; }");
    }

    @Test
    void a_program_that_nothing_runs_must_load_where_its_baseline_does() throws Exception {
        String type = "tracepoint/syscalls/sys_enter_getpgid";
        GatedModule module = moduleWith(Files.write(directory.resolve("good"), reading(type, "0").bytes()));
        module.metrics = EnumSet.of(MetricName.INSNS, MetricName.VERIFIED_INSNS);
        measure(module);
        new UpdateStep(module.request(), true, module.journal).run();
        assertThat(measure(module).reference()).isEqualTo(Reference.SAME_WORK);

        build(module, Files.write(directory.resolve("bad"), reading(type, "*(volatile int *)8").bytes()));
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> measure(module))
                .withMessageStartingWith("The verifier rejects reads of slow.bpf.o");
    }

    @Test
    void selftest_without_a_baseline_brings_its_own_program_and_clears_it_away() throws Exception {
        Path made;
        try (SelftestObjects objects = SelftestObjects.ofBaseline(directory.resolve("none"),
                SystemClang.compiler(), Optional.empty())) {
            assertThat(objects.description()).isEqualTo("a small program of its own");
            NamedObject object = objects.objects().keySet().iterator().next();
            made = object.path();
            assertThat(made).exists();
            assertThat(object.name()).isEqualTo("selftest.bpf.o");
        }
        assertThat(made.getParent().getParent()).doesNotExist();
    }

    @Test
    void selftest_leaves_nothing_behind_where_its_program_cannot_be_compiled() throws Exception {
        List<Path> before = selftestDirectories();

        assertThatExceptionOfType(GateException.class).isThrownBy(() ->
                SelftestObjects.ofBaseline(directory.resolve("none"),
                SystemClang.compiler(), Optional.of("/no/such/clang")));

        assertThat(selftestDirectories()).isEqualTo(before);
    }

    private static List<Path> selftestDirectories() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("bpfgate-selftest")).sorted().toList();
        }
    }

    @Test
    void selftest_measures_the_stored_objects_and_prints_a_limit() throws Exception {
        GatedModule module = moduleWith(fast);
        measure(module);
        new UpdateStep(module.request(), true, module.journal).run();
        module.journal.lines().clear();

        try (SelftestObjects objects = SelftestObjects.ofBaseline(module.baseline,
                SystemClang.compiler(), Optional.empty())) {
            assertThat(objects.description()).isEqualTo("the baseline in " + module.baseline);
            new SelftestStep(objects, List.of(), GatedModule.workers(Duration.ofSeconds(6)), directory,
                    module.journal).run();
        }

        assertThat(module.baseline.resolve("slow.bpf.o")).exists();
        int made = module.journal.lines().stream().map(SELFTEST_ROW::matcher).filter(Matcher::matches)
                .mapToInt(row -> Integer.parseInt(row.group(1))).findFirst().orElseThrow();
        assertThat(made).as("loads in six seconds, as they were counted while they were made")
                .isEqualTo(module.journal.lines().stream().filter(line -> line.startsWith("moment: ")).count());
    }

    @Test
    void selftest_tells_what_cannot_be_measured_beside_what_can() throws Exception {
        RecordedJournal journal = new RecordedJournal();

        selftest(journal, "seen", "probe");

        assertThat(journal.lines()).anyMatch(line -> SELFTEST_ROW.matcher(line).matches())
                .anyMatch(line -> line.startsWith("warn: probe cannot be measured here. probe cannot be measured by method"
                        + " test-run: "));
    }

    @Test
    void selftest_that_can_measure_nothing_fails_and_says_why() {
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> selftest(new RecordedJournal(), "probe"))
                .withMessageStartingWith("probe cannot be measured here. ").withMessageContaining("524");
    }

    private void selftest(Journal journal, String... programs) throws Exception {
        Path object = Files.write(directory.resolve("both.bpf.o"), BpfSource.of("""
                SEC("xdp") int seen(struct xdp_md *ctx) { return XDP_PASS; }
                SEC("kprobe/nothing") int probe(void *ctx) { return 0; }
                """).bytes());
        try (SelftestObjects objects = SelftestObjects.of(NamedObject.of(object))) {
            new SelftestStep(objects, Stream.of(programs).map(p -> GatedModule.spec(null, p)).toList(),
                    GatedModule.workers(Duration.ofSeconds(2)), directory, journal).run();
        }
    }

    @Test
    void selftest_recommends_twice_what_can_be_told_apart_and_no_share_of_nothing() {
        assertThat(SelftestStep.recommended(2, 100)).isEqualTo("5 %");
        assertThat(SelftestStep.recommended(0.01, 100)).as("the floor of 1 ns").isEqualTo("1 %");
        assertThat(SelftestStep.recommended(2.6, 100)).isEqualTo("8 %");
        assertThat(SelftestStep.recommended(40, 100)).isEqualTo("above 50 %");
        assertThat(SelftestStep.recommended(0.1, 0)).isEqualTo("above 50 %");
        assertThat(SelftestStep.recommended(0.1, -0.4)).isEqualTo("above 50 %");
    }

    @Test
    void a_regression_that_is_meant_is_accepted_up_to_what_was_agreed() throws Exception {
        GatedModule module = moduleWith(fast);
        measure(module);
        new UpdateStep(module.request(), true, module.journal).run();
        build(module, slow);
        Path accepted = module.baseline.resolve("accepted.json");
        String text = """
                {"schema": 1, "accepted": [{"benchmark": "slow", "metric": "latency", "upTo": "+99999999 %",
                 "until": "2026-12-31", "reason": "r"}, {"benchmark": "slow", "metric": "instructions",
                 "upTo": "+99999999 %", "until": "2026-12-31", "reason": "r"}]}""";
        Files.writeString(accepted, text);

        measure(module);

        assertThat(verdict(module)).isEqualTo(Verdict.ACCEPTED);
        Files.writeString(accepted, text.replace("99999999 %", "6 %"));
        assertThat(verdict(module)).isEqualTo(Verdict.REGRESSED);
    }
}
