package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsException;
import io.github.bpfgate.gate.ResultsFile;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.gate.Verdict;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What reports are made from: a real build that failed, and every verdict there is. */
final class SampleReports {

    static final Path REPOSITORY = Path.of("/repository");
    static final SourceTree SOURCES = new SourceTree(REPOSITORY.resolve("bpf-fixtures"), REPOSITORY,
            Path.of("pom.xml"));

    private SampleReports() {
    }

    static ReportInput of(BenchmarkResult... benchmarks) {
        return new ReportInput(HandMadeResults.of(benchmarks), "bpf-fixtures", SOURCES);
    }

    /** The module bpf-fixtures with the Fibonacci loop in fun_xdp. */
    static ReportInput failingBuild() throws ResultsException, URISyntaxException {
        Path file = Path.of(SampleReports.class.getResource("failing/results.json").toURI());
        return new ReportInput(new ResultsFile(file).read(), "bpf-fixtures", SOURCES);
    }

    /** One benchmark for each verdict, by its name in lower case, and a warning. */
    static ReportInput everyVerdict() {
        BenchmarkResult[] results = List.of(Verdict.values()).stream().map(verdict -> HandMadeResults.judged(
                verdict.toString().toLowerCase(Locale.ROOT), verdict, Rule.Level.ERROR, "a reason"))
                .toArray(BenchmarkResult[]::new);
        Results judged = HandMadeResults.of(results);
        List<BenchmarkResult> all = new ArrayList<>(judged.benchmarks());
        all.add(HandMadeResults.judged("warned", Verdict.REGRESSED, Rule.Level.WARN, "a mild reason"));
        return new ReportInput(judged.with(all), "bpf-fixtures", SOURCES);
    }

    /** A program that nobody asked for, and that does not load here. */
    static ReportInput notLoaded() {
        BenchmarkResult r = HandMadeResults.notRun("probe", "No kernel for it.");
        BenchmarkResult refused = new BenchmarkResult(r.name(), r.program(), r.object(), "", "kprobe",
                BenchmarkResult.LOAD, "", r.metrics(), null, r.reference(), "", List.of(), null, null, null, List.of(),
                List.of(), r.notes());
        return new ReportInput(new Judge(new Rules(Rules.standard(), Map.of())).judge(HandMadeResults.of(refused)),
                "bpf-fixtures", SOURCES);
    }

    /** Loaded and not run: no time, no packets, no counts. */
    static ReportInput onlyLoaded() {
        Map<MetricName, Exact> figures = Map.of(
                MetricName.VERIFIED_INSNS, HandMadeResults.figure(MetricName.VERIFIED_INSNS, 950_000, 900),
                MetricName.INSNS, Exact.of(MetricName.INSNS, 71));
        BenchmarkResult r = HandMadeResults.counted("probe", Reference.OBJECT, figures);
        BenchmarkResult loaded = new BenchmarkResult(r.name(), r.program(), r.object(), r.objectSha256(), "kprobe",
                BenchmarkResult.LOAD, "", r.metrics(), null, r.reference(), r.baselineSha256(), List.of(), null, null, null,
                List.of(), List.of(), List.of());
        Rules rules = new Rules(List.of(Rule.max(MetricName.VERIFIED_INSNS, 900_000, Rule.Level.ERROR)), Map.of());
        return new ReportInput(new Judge(rules).judge(HandMadeResults.of(loaded)), "bpf-fixtures", SOURCES);
    }
}
