package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.input.NoInput;
import io.github.bpfgate.gate.Acceptances;
import io.github.bpfgate.gate.BenchmarkResult;
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
        JudgedAgainst against = new BaselineReader(request).read();
        Acceptances acceptances = request.acceptances();
        Map<String, WorkerRequest.BaselineProgram> baselines = new LinkedHashMap<>();
        against.entries().forEach((name, entry) -> {
            if (entry.object() != null) {
                baselines.put(name, new WorkerRequest.BaselineProgram(entry.object(), entry.program(),
                        WorkerRequests.limits(acceptances.samplingLimits(request.rules(), name))));
            }
        });
        Map<String, String> madeFrom = new MadeFrom(request).digests();
        WorkerRequest workerRequest = new WorkerRequests(request.worker(), request.rules()).measure(
                request.candidates(), Set.of(), request.benchmarks(), new NoInput(), against.objects(),
                baselines, against.others(), WorkerRequests.kinds(request.metrics()), 0);
        Measured measured = new MeasuringSession(request.worker(), request.reportDirectory(), journal)
                .run(workerRequest);
        requireSomething(measured);
        Results results = CallsPerRun.in(new ResultsBuilder(against.entries(),
                ResultsBuilder.environment(measured.machine(), request.clang(), request.concurrency()),
                request.metrics(), madeFrom).build(measured), request.candidates());
        write(against.lacking().isEmpty() ? results : withReason(results, measured, against.lacking()));
    }

    /** In a baseline that nobody stores something is missing for another reason than that nobody stored it. */
    private Results withReason(Results results, Measured measured, String lacking) {
        List<String> without = results.benchmarks().stream()
                .filter(result -> result.reference() == BenchmarkResult.Reference.NOTHING)
                .map(BenchmarkResult::name).toList();
        if (!without.isEmpty()) {
            journal.warn(String.join(", ", without) + ": nothing to compare with, for " + lacking);
        }
        if (!measured.vanished().isEmpty()) {
            journal.warn("In the baseline, and not here any more: " + String.join(", ", measured.vanished()));
        }
        return results.with(results.benchmarks().stream()
                .map(result -> without.contains(result.name()) ? result.noted(lacking) : result).toList());
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
