package io.github.bpfgate.pipeline;

import io.github.bpfgate.gate.AcceptanceException;
import io.github.bpfgate.gate.Acceptances;
import io.github.bpfgate.gate.AcceptedFile;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.worker.WorkerRequest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * All that the goals benchmark and check need to know.
 *
 * @param candidates        objects built now
 * @param baselineDirectory where the module's own baseline is, or would be
 * @param baseline          what candidates are judged against
 * @param benchmarks        empty for all programs that can be run
 * @param rules             limits
 * @param metrics           to be measured
 * @param reportDirectory   for results and logs
 * @param worker            how to run it
 * @param failOnNoBenchmarks whether objects without a program to run are an error
 * @param clang             the compiler's version line; empty if this build compiled nothing
 * @param concurrency       threads of the build
 * @param today             in UTC, by which acceptances end
 */
public record MeasureRequest(List<NamedObject> candidates, Path baselineDirectory, BaselineOrigin baseline,
        List<BenchmarkSpec> benchmarks, Rules rules, Set<MetricName> metrics, Path reportDirectory,
        WorkerSettings worker, boolean failOnNoBenchmarks, String clang, int concurrency, LocalDate today) {

    static final String RESULTS = "results.json";

    /**
     * The regressions that are meant.
     *
     * @throws GateException if the file that holds them cannot be used
     */
    Acceptances acceptances() throws GateException {
        try {
            return new Acceptances(accepted().read(), today);
        } catch (AcceptanceException e) {
            throw new GateException(e.getMessage(), e);
        }
    }

    AcceptedFile accepted() {
        return AcceptedFile.beside(baselineDirectory);
    }

    /** What {@link #accepted()} would be if all that broke a limit were accepted. */
    AcceptedFile proposed() {
        return AcceptedFile.beside(reportDirectory);
    }

    /** Whether a program has to be run for what is to be measured, and not only loaded. */
    boolean needsRuns() {
        return WorkerRequests.kinds(metrics).stream().anyMatch(kind -> kind != WorkerRequest.Kind.STATIC);
    }

    /** Where the results are. */
    public Path resultsFile() {
        return reportDirectory.resolve(RESULTS);
    }
}
