package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.input.Input;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Policies;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsException;
import io.github.bpfgate.gate.ResultsFile;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.report.ComparisonTable;
import io.github.bpfgate.report.ProgramFilter;
import io.github.bpfgate.worker.WorkerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The goal compare: the gate's measurement and verdict on two objects, or two directories of them, without a project. */
public final class CompareStep {

    /**
     * What to compare.
     *
     * @param baseline        an object, or a directory of objects, to judge against
     * @param candidate       an object, or a directory of objects, to judge
     * @param program         one program, or empty for all
     * @param input           the packets
     * @param metrics         to be measured
     * @param rules           limits
     * @param policies        what verdicts do
     * @param filter          of the programs that are shown; all are judged
     * @param order           of the programs that are shown
     * @param reportDirectory for results and logs
     * @param reports         what is to be written of the verdicts
     * @param worker          how to run it
     */
    public record Request(Path baseline, Path candidate, Optional<String> program, Input input, Set<MetricName> metrics,
            Rules rules, Policies policies, ProgramFilter filter, Comparator<BenchmarkResult> order,
            Path reportDirectory, ReportRequest reports, WorkerSettings worker) {

        /** Where the results are written. */
        public Path resultsFile() {
            return reportDirectory.resolve(MeasureRequest.RESULTS);
        }
    }

    private final Request request;
    private final Journal journal;

    public CompareStep(Request request, Journal journal) {
        this.request = request;
        this.journal = journal;
    }

    /**
     * Measures and judges.
     *
     * @throws GateException if either side cannot be used, or a report cannot be written
     */
    public GateOutcome run() throws GateException, InterruptedException {
        List<NamedObject> baselines = objects(request.baseline());
        List<NamedObject> candidates = objects(request.candidate());
        WorkerRequest workerRequest = new WorkerRequests(request.worker(), request.rules()).measure(
                candidates, request.program().map(Set::of).orElse(Set.of()), List.of(),
                request.input(), List.of(), Map.of(), baselines, WorkerRequests.kinds(request.metrics()), 0);
        MeasuringSession session = new MeasuringSession(request.worker(), request.reportDirectory(), journal);
        Measured measured = session.runAsFarAsItGoes(workerRequest);
        Results results = CallsPerRun.in(new ResultsBuilder(Map.of(),
                ResultsBuilder.environment(measured.machine(), "", 1), request.metrics(), Map.of()).build(measured),
                candidates);
        if (results.benchmarks().stream().noneMatch(CompareStep::isCompared)) {
            session.requireNoErrors();
            throw new GateException(nothingCompared(results, measured.leftOut()));
        }
        Results judged = new Judge(request.rules()).judge(results);
        ResultsFile file = new ResultsFile(request.resultsFile());
        try {
            file.write(judged);
        } catch (ResultsException e) {
            throw new GateException(e.getMessage(), e);
        }
        GateOutcome outcome = GateOutcome.of(judged, request.policies());
        new Announcement(journal, 1, Optional.empty()).announce(judged, outcome, file.path(), table(judged));
        if (!measured.vanished().isEmpty()) {
            journal.info("In " + request.baseline() + " alone: " + String.join(", ", measured.vanished()));
        }
        new ReportStep(request.reports(), request.reportDirectory(), journal).run(judged, outcome);
        return outcome;
    }

    private static List<NamedObject> objects(Path path) throws GateException {
        if (!Files.isDirectory(path)) {
            return List.of(NamedObject.of(path));
        }
        List<NamedObject> objects = NamedObject.below(path, List.of());
        if (objects.isEmpty()) {
            throw new GateException("There is no *.bpf.o in " + path + ". Compile the objects, or correct the path.");
        }
        return objects;
    }

    private List<String> table(Results judged) {
        List<BenchmarkResult> shown = judged.benchmarks().stream().filter(request.filter()::keeps)
                .sorted(request.order()).toList();
        return shown.isEmpty() ? List.of("None of the " + judged.benchmarks().size() + " programs passes the filter.")
                : ComparisonTable.lines(shown);
    }

    /** A comparison that compared nothing must not end as one that found nothing. */
    private static boolean isCompared(BenchmarkResult result) {
        return result.reference() != Reference.NOTHING && result.reference() != Reference.NOT_RUN;
    }

    private String nothingCompared(Results results, List<String> leftOut) {
        List<String> onlyHere = results.benchmarks().stream()
                .filter(r -> r.reference() == Reference.NOTHING && r.baselineSha256().isEmpty())
                .map(BenchmarkResult::program).toList();
        if (!onlyHere.isEmpty()) {
            return request.baseline() + " holds no program named " + String.join(", ", onlyHere)
                    + ", so there is nothing to compare. Name a program that both hold.";
        }
        if (!results.benchmarks().isEmpty()) {
            return "There is nothing to compare, for none of the programs can be measured here on both sides:"
                    + System.lineSeparator() + results.benchmarks().stream().map(r -> "  - " + r.name() + ": " + String.join("; ", r.notes()))
                    .collect(Collectors.joining(System.lineSeparator()));
        }
        return request.candidate() + (WorkerRequests.kinds(request.metrics()).contains(WorkerRequest.Kind.STATIC)
                ? " holds no program." : " holds nothing to run, which all of these metrics need"
                + (leftOut.isEmpty() ? "." : ": " + String.join(", ", leftOut) + "."));
    }
}
