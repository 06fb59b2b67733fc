package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.input.NoInput;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Policies;
import io.github.bpfgate.gate.Policies.Action;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsFile;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.report.ReportName;
import io.github.bpfgate.report.SourceTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A module in a temporary directory, with objects, results and a baseline to be put there by hand or by the steps. */
final class GatedModule {

    static final Policies STRICT = new Policies(true, Action.FAIL, Action.FAIL, Action.FAIL);
    static final Policies USUAL = new Policies(true, Action.WARN, Action.WARN, Action.FAIL);

    final Path directory;
    final Path baseline;
    final RecordedJournal journal = new RecordedJournal();
    BaselineOrigin origin = new BaselineOrigin.Stored();
    List<BenchmarkSpec> benchmarks = List.of();
    List<Rule> rules = Rules.standard();
    Set<MetricName> metrics = EnumSet.allOf(MetricName.class);
    boolean failOnNoBenchmarks = true;
    int concurrency = 1;
    Optional<Path> history = Optional.empty();
    LocalDate today = LocalDate.parse("2026-11-24");
    Set<ReportName> reportNames = Set.of();
    CiEnvironment ci = new CiEnvironment.None();

    GatedModule(Path directory) {
        this.directory = directory;
        this.baseline = directory.resolve("src/test/bpf/baseline");
    }

    static BenchmarkSpec spec(String name, String program) {
        return new BenchmarkSpec(Optional.ofNullable(name), program, Optional.empty(), new NoInput(),
                Optional.empty());
    }

    static WorkerSettings workers(Duration longest) {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of).toList();
        return new WorkerSettings(List.of(), classPath, Optional.empty(), longest);
    }

    Path objects() {
        return directory.resolve("target/bpf");
    }

    Path results() {
        return directory.resolve("target/bpfgate/results.json");
    }

    NamedObject object(String name, String bytes) throws IOException {
        Path file = objects().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, bytes);
        return new NamedObject(name, file);
    }

    MeasureRequest request() throws GateException {
        return new MeasureRequest(NamedObject.below(objects(), List.of()), baseline, origin, benchmarks,
                new Rules(rules, Map.of()), metrics, results().getParent(),
                workers(Duration.ofSeconds(20)), failOnNoBenchmarks, "clang version 14", concurrency, today);
    }

    ReportRequest reports() {
        return new ReportRequest(reportNames, "gated", new SourceTree(directory, directory, Path.of("pom.xml")), ci,
                history);
    }

    static ReportRequest noReports(Path directory) {
        return new ReportRequest(Set.of(), "gated", new SourceTree(directory, directory, Path.of("pom.xml")),
                new CiEnvironment.None());
    }

    /** Results of objects as they are now. */
    void measured(BenchmarkResult... benchmarks) throws Exception {
        Results results = HandMadeResults.of(benchmarks);
        new ResultsFile(results().toAbsolutePath()).write(new Results(results.schema(), results.environment(),
                new MadeFrom(request()).digests(), results.benchmarks()));
    }

    Results read() throws Exception {
        return new ResultsFile(results()).read();
    }

    /** Measured without anything to compare with. */
    BenchmarkResult first(String name, String object, double latency) throws Exception {
        return placed(HandMadeResults.alone(name, Reference.NOTHING, HandMadeResults.around(latency, 1, 20)), object, "");
    }

    BenchmarkResult same(String name, String object, double latency, String baselineSha256) throws Exception {
        return placed(HandMadeResults.alone(name, Reference.SAME_WORK, HandMadeResults.around(latency, 1, 6)), object,
                baselineSha256);
    }

    BenchmarkResult compared(String name, String object, double change, String baselineSha256) throws Exception {
        double[] blocks = HandMadeResults.around(change, 0.5, 10);
        return placed(HandMadeResults.confirmed(name, 100, blocks, blocks), object, baselineSha256);
    }

    /** Counts and no time. */
    BenchmarkResult counted(String name, String object, Reference reference, String baselineSha256,
            Map<MetricName, Exact> exact) throws Exception {
        return placed(HandMadeResults.counted(name, reference, exact), object, baselineSha256);
    }

    /** Loaded and never run. */
    BenchmarkResult loaded(String name, String object, Reference reference, String baselineSha256, Exact... exact)
            throws Exception {
        Map<MetricName, Exact> figures = new EnumMap<>(MetricName.class);
        Stream.of(exact).forEach(e -> figures.put(MetricName.VERIFIED_INSNS, e));
        figures.put(MetricName.LOAD_TIME, Exact.of(MetricName.LOAD_TIME, 0.5));
        return onlyLoaded(counted(name, object, reference, baselineSha256, figures));
    }

    /** Not even loaded. */
    BenchmarkResult notLoaded(String name, String object) {
        return onlyLoaded(notRun(name, object));
    }

    private static BenchmarkResult onlyLoaded(BenchmarkResult r) {
        return new BenchmarkResult(r.name(), r.program(), r.object(), r.objectSha256(), r.type(), BenchmarkResult.LOAD, "",
                r.metrics(), null, r.reference(), r.baselineSha256(), List.of(), null, null, null, List.of(), List.of(),
                r.notes());
    }

    BenchmarkResult notRun(String name, String object) {
        BenchmarkResult r = HandMadeResults.notRun(name, "No test run of it.");
        return placed(r, object, "", "", null);
    }

    private BenchmarkResult placed(BenchmarkResult r, String object, String baselineSha256) throws Exception {
        return placed(r, object, sha256(object), baselineSha256, r.comparison());
    }

    private static BenchmarkResult placed(BenchmarkResult r, String object, String objectSha256,
            String baselineSha256, Comparison comparison) {
        return new BenchmarkResult(r.name(), r.program(), object, objectSha256, r.type(), r.method(), r.sampling(),
                r.metrics(), comparison, r.reference(), baselineSha256, r.packets(), r.counts(), null, null,
                List.of(), List.of(), r.notes());
    }

    /** Of an object as built now. */
    String sha256(String object) throws GateException {
        return new NamedObject(object, objects().resolve(object)).sha256();
    }

    /** Of an object as stored. */
    String storedSha256(String object) throws GateException {
        return new NamedObject(object, baseline.resolve(object)).sha256();
    }
}
