package io.github.bpfgate.pipeline;

import io.github.bpfgate.baseline.Baseline;
import io.github.bpfgate.baseline.BaselineDirectory;
import io.github.bpfgate.baseline.BaselineEntry;
import io.github.bpfgate.baseline.BaselineEntry.StoredMetric;
import io.github.bpfgate.baseline.BaselineException;
import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.baseline.PackagedBaseline;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsException;
import io.github.bpfgate.gate.ResultsFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The goal package-baseline: packs the objects built now with the benchmarks that run on them, for later versions to be
 * judged against.
 *
 * <p>The objects are the evidence. Of the numbers only those go along that are the same on every machine, so that
 * whoever builds a release again gets the same bytes.
 */
public final class PackageStep {

    private static final String STAGE = "baseline-package";

    private final MeasureRequest request;
    private final Path file;
    private final Journal journal;

    /** @param file the zip to write */
    public PackageStep(MeasureRequest request, Path file, Journal journal) {
        this.request = request;
        this.file = file;
        this.journal = journal;
    }

    /**
     * Packs.
     *
     * @throws GateException if there are no results of the objects built now, or a file cannot be written
     */
    public void run() throws GateException {
        try {
            Results results = new ResultsFile(request.resultsFile()).read();
            new MadeFrom(request).requireSameCandidates(results);
            Environment anywhere = new Environment("", "", true, 0, Map.of(), request.clang(), "", "", 1);
            Map<String, BaselineEntry> entries = new TreeMap<>();
            Map<String, byte[]> objects = new LinkedHashMap<>();
            for (BenchmarkResult result : results.benchmarks()) {
                Optional<NamedObject> object = request.candidates().stream()
                        .filter(candidate -> candidate.name().equals(result.object())).findFirst();
                if (object.isPresent()) {
                    entries.put(result.name(), new BaselineEntry(result.program(), result.object(),
                            object.get().sha256(), metrics(result, anywhere, results.environment()), null, anywhere,
                            results.madeFrom().get(MadeFrom.BENCHMARK + result.name())));
                    objects.put(result.object(), object.get().bytes());
                }
            }
            if (entries.isEmpty()) {
                throw new GateException(request.resultsFile() + " holds no benchmark, so there is nothing to package.");
            }
            Path stage = request.reportDirectory().resolve(STAGE);
            new BaselineDirectory(stage).write(new Baseline(Baseline.SCHEMA, entries), objects);
            new PackagedBaseline(file, file.toString()).pack(stage);
            journal.info("Packed " + objects.size() + (objects.size() == 1 ? " object" : " objects") + " of "
                    + entries.size() + (entries.size() == 1 ? " benchmark" : " benchmarks") + " into " + file);
        } catch (ResultsException | BaselineException e) {
            throw new GateException(e.getMessage(), e);
        }
    }

    private static Map<String, StoredMetric> metrics(BenchmarkResult result, Environment anywhere, Environment here) {
        Map<String, StoredMetric> metrics = new TreeMap<>();
        for (MetricName name : MetricName.values()) {
            if (name.comparable(anywhere, here)) {
                result.exact(name).ifPresent(exact -> metrics.put(name.toString(),
                        StoredMetric.counted(exact.unit(), exact.value(), exact.least(), exact.most())));
            }
        }
        return metrics;
    }
}
