package io.github.bpfgate.pipeline;

import io.github.bpfgate.baseline.Baseline;
import io.github.bpfgate.baseline.BaselineDirectory;
import io.github.bpfgate.baseline.BaselineEntry;
import io.github.bpfgate.baseline.BaselineException;
import io.github.bpfgate.benchmark.input.NoInput;
import io.github.bpfgate.gate.Acceptances;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsException;
import io.github.bpfgate.gate.ResultsFile;
import io.github.bpfgate.worker.WorkerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The goal benchmark: measures candidate and baseline side by side and writes the results. */
public final class BenchmarkStep {

    private final MeasureRequest request;
    private final Journal journal;

    public BenchmarkStep(MeasureRequest request, Journal journal) {
        this.request = request;
        this.journal = journal;
    }

    /**
     * Measures and writes.
     *
     * @throws GateException if a benchmark, the baseline or what is accepted cannot be used, or there is nothing to measure
     */
    public void run() throws GateException, InterruptedException {
        BaselineDirectory directory = new BaselineDirectory(request.baselineDirectory());
        Map<String, BaselineEntry> stored = read(directory).benchmarks();
        Acceptances acceptances = request.acceptances();
        Map<String, WorkerRequest.BaselinePath> baselines = new LinkedHashMap<>();
        stored.forEach((name, entry) -> {
            if (entry.object() != null) {
                baselines.put(name, new WorkerRequest.BaselinePath(new WorkerRequest.ObjectPath(entry.object(),
                        directory.object(entry).toAbsolutePath().toString()), entry.program(),
                        WorkerRequests.data(acceptances.samplingLimits(request.rules(), name))));
            }
        });
        Map<String, String> madeFrom = new MadeFrom(request).digests();
        WorkerRequest workerRequest = new WorkerRequests(request.worker(), request.rules()).measure(
                request.candidates(), Set.of(), request.benchmarks(), new NoInput(), baselines, List.of(),
                WorkerRequests.kinds(request.metrics()), 0);
        Measured measured = new MeasuringSession(request.worker(), request.reportDirectory(), journal)
                .run(workerRequest);
        requireSomething(measured);
        Results results = new ResultsBuilder(stored, ResultsBuilder.environment(measured.machine(), request.clang(),
                request.concurrency()), request.metrics(), madeFrom).build(measured);
        write(results);
    }

    private static Baseline read(BaselineDirectory directory) throws GateException {
        try {
            return directory.read().orElseGet(Baseline::empty);
        } catch (BaselineException e) {
            throw new GateException(e.getMessage(), e);
        }
    }

    private void requireSomething(Measured measured) throws GateException {
        boolean loadsAreEnough = !request.needsRuns() && !measured.loaded().isEmpty();
        if (measured.planned().isEmpty() && measured.unsupported().isEmpty() && !loadsAreEnough) {
            String message = "There is nothing to benchmark: " + (measured.leftOut().isEmpty()
                    ? "the objects hold no program. Is SEC(\"...\") there?"
                    : String.join(", ", measured.leftOut()) + ".")
                    + " Set failOnNoBenchmarks to false if that is meant.";
            if (request.failOnNoBenchmarks()) {
                throw new GateException(message);
            }
            journal.warn(message);
        }
    }

    private void write(Results results) throws GateException {
        try {
            new ResultsFile(request.resultsFile()).write(results);
        } catch (ResultsException e) {
            throw new GateException(e.getMessage(), e);
        }
    }
}
