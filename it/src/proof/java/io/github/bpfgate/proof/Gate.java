package io.github.bpfgate.proof;

import io.github.bpfgate.benchmark.input.Input;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Policies;
import io.github.bpfgate.gate.ResultsException;
import io.github.bpfgate.gate.ResultsFile;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.pipeline.CiEnvironment;
import io.github.bpfgate.pipeline.CompareStep;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.Journal;
import io.github.bpfgate.pipeline.ReportRequest;
import io.github.bpfgate.pipeline.WorkerSettings;
import io.github.bpfgate.report.ProgramFilter;
import io.github.bpfgate.report.ProgramOrder;
import io.github.bpfgate.report.SelectionException;
import io.github.bpfgate.report.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Runs the goal compare as Maven would, and notes what came out. */
final class Gate {

    private static final Policies DEFAULTS = new Policies(true, Policies.Action.WARN, Policies.Action.WARN,
            Policies.Action.FAIL);

    private final WorkerSettings worker;
    private final Path reports;

    Gate(WorkerSettings worker, Path reports) {
        this.worker = worker;
        this.reports = reports;
    }

    GateRun run(Pairing pairing) throws InterruptedException {
        Rule rule = Rule.increase(MetricName.LATENCY, pairing.limit(), Rule.Level.ERROR);
        QuietJournal journal = new QuietJournal();
        long start = System.nanoTime();
        try {
            CompareStep.Request request = new CompareStep.Request(pairing.baseline().path(), pairing.candidate().path(),
                    Optional.empty(), Input.builtDefault(), EnumSet.allOf(MetricName.class),
                    new Rules(List.of(rule), Map.of()), DEFAULTS, ProgramFilter.of(""), ProgramOrder.of(""), reports,
                    new ReportRequest(Set.of(), "proof", SourceTree.around(reports, reports), new CiEnvironment.None()),
                    worker);
            // What an earlier gate left here must not pass for this one's.
            Files.deleteIfExists(request.resultsFile());
            GateOutcome outcome = new CompareStep(request, journal).run();
            return noted(outcome, request.resultsFile(), secondsSince(start), journal.waited);
        } catch (GateException | ResultsException | SelectionException | IOException e) {
            return GateRun.broken(secondsSince(start), journal.waited, e.getMessage());
        }
    }

    private static GateRun noted(GateOutcome outcome, Path results, double seconds, boolean waited)
            throws ResultsException {
        List<BenchmarkResult> benchmarks = new ResultsFile(results).read().benchmarks();
        if (benchmarks.size() != 1) {
            return GateRun.broken(seconds, waited, "one program was to be gated, and these were: " + benchmarks.stream()
                    .map(BenchmarkResult::name).toList());
        }
        BenchmarkResult result = benchmarks.get(0);
        BenchmarkResult.Comparison comparison = result.comparison();
        if (comparison == null) {
            return GateRun.broken(seconds, waited, result.verdict() + " without a comparison: "
                    + String.join("; ", result.reasons()));
        }
        return new GateRun(result.verdict().name(), !outcome.passes(), seconds, waited, comparison.change(),
                comparison.limit(), comparison.baselineNet(), comparison.blocks().length,
                comparison.confirming().length, null);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Hears everything, and remembers only whether another bpfgate was in the way. */
    private static final class QuietJournal implements Journal {

        private boolean waited;

        @Override
        public void info(String line) {
            waited |= line.startsWith("Waiting for another bpfgate");
        }

        @Override
        public void row(String line) {
        }

        @Override
        public void warn(String line) {
        }

        @Override
        public void error(String line) {
        }

        @Override
        public void command(String line) {
        }

        @Override
        public void moment(String line) {
        }
    }
}
