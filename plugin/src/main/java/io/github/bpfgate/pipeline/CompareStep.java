package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.input.Input;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Policies;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsException;
import io.github.bpfgate.gate.ResultsFile;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.worker.WorkerRequest;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The goal compare: the gate's measurement and verdict on two object files, without a project. */
public final class CompareStep {

    /**
     * What to compare.
     *
     * @param baseline        the object to judge against
     * @param candidate       the object to judge
     * @param program         one program, or empty for all that both hold and test-run can run
     * @param input           the packets
     * @param rules           limits
     * @param policies        what verdicts do
     * @param reportDirectory for results and logs
     * @param worker          how to run it
     */
    public record Request(NamedObject baseline, NamedObject candidate, Optional<String> program, Input input,
            Rules rules, Policies policies, Path reportDirectory, WorkerSettings worker) {

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
     * @throws GateException if either object cannot be used
     */
    public GateOutcome run() throws GateException, InterruptedException {
        List<BenchmarkSpec> benchmarks = request.program().map(program -> List.of(new BenchmarkSpec(Optional.empty(),
                program, Optional.empty(), request.input(), Optional.empty()))).orElse(List.of());
        WorkerRequest workerRequest = new WorkerRequests(request.worker(), request.rules()).measure(
                List.of(request.candidate()), benchmarks, request.input(), List.of(),
                Map.of(), request.baseline(),
                WorkerRequests.kinds(EnumSet.allOf(MetricName.class)), 0);
        Measured measured = new MeasuringSession(request.worker(), request.reportDirectory(), journal)
                .run(workerRequest);
        if (measured.measurements().isEmpty() && measured.unsupported().isEmpty()) {
            throw new GateException(request.candidate().path() + " holds no program that a test run takes.");
        }
        Results results = new ResultsBuilder(Map.of(), ResultsBuilder.environment(measured.machine(), "", 1),
                EnumSet.allOf(MetricName.class))
                .build(measured, Map.of());
        Results judged = new Judge(request.rules()).judge(results);
        ResultsFile file = new ResultsFile(request.resultsFile());
        try {
            file.write(judged);
        } catch (ResultsException e) {
            throw new GateException(e.getMessage(), e);
        }
        requireComparison(judged);
        GateOutcome outcome = GateOutcome.of(judged, request.policies());
        new Announcement(journal, 1, Optional.empty()).announce(judged, outcome, file.path());
        return outcome;
    }

    /** A comparison that compared nothing must not end as one that found nothing. */
    private void requireComparison(Results judged) throws GateException {
        if (judged.benchmarks().stream().allMatch(result -> result.reference() == BenchmarkResult.Reference.NOTHING)) {
            throw new GateException(request.baseline().path() + " holds no program named "
                    + String.join(", ", judged.benchmarks().stream().map(BenchmarkResult::program).toList())
                    + ", so there is nothing to compare. Name a program that both objects hold.");
        }
    }
}
