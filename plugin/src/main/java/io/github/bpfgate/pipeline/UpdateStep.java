package io.github.bpfgate.pipeline;

import io.github.bpfgate.baseline.Baseline;
import io.github.bpfgate.baseline.BaselineDirectory;
import io.github.bpfgate.baseline.BaselineEntry;
import io.github.bpfgate.baseline.BaselineEntry.StoredMetric;
import io.github.bpfgate.baseline.BaselineException;
import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.gate.Acceptance;
import io.github.bpfgate.gate.AcceptanceException;
import io.github.bpfgate.gate.Acceptances;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsException;
import io.github.bpfgate.gate.ResultsFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The goal update-baseline: makes what was measured last the baseline, objects and numbers. */
public final class UpdateStep {

    private final MeasureRequest request;
    private final boolean storeObjects;
    private final Journal journal;

    /** @param storeObjects whether the objects are stored too, without which nothing can be measured again */
    public UpdateStep(MeasureRequest request, boolean storeObjects, Journal journal) {
        this.request = request;
        this.storeObjects = storeObjects;
        this.journal = journal;
    }

    /**
     * Stores the baseline.
     *
     * @throws GateException if there are no results, or they are of other objects, or the files cannot be written
     */
    public void run() throws GateException {
        if (!(request.baseline() instanceof BaselineOrigin.Stored)) {
            throw new GateException("update-baseline writes " + request.baselineDirectory() + ", and this build does"
                    + " not compare with it. Drop <baseline> and -Dbpfgate.baselineRef to have a baseline of your own, or,"
                    + " to change a released one, release the module with the goal package-baseline.");
        }
        try {
            Results results = new ResultsFile(request.resultsFile()).read();
            new MadeFrom(request).requireSameCandidates(results);
            Acceptances acceptances = request.acceptances();
            BaselineDirectory directory = new BaselineDirectory(request.baselineDirectory());
            Baseline old = directory.read().orElseGet(Baseline::empty);
            Map<String, BaselineEntry> entries = entries(results, old);
            if (entries.isEmpty()) {
                throw new GateException(request.resultsFile() + " holds no measured benchmark, so there is nothing to"
                        + " store. Run mvn verify first.");
            }
            List<Path> changed = directory.write(new Baseline(Baseline.SCHEMA, entries), objects(entries, directory));
            announce(old, entries, changed);
            endAcceptances(acceptances, old, entries);
        } catch (ResultsException | BaselineException | AcceptanceException e) {
            throw new GateException(e.getMessage(), e);
        }
    }

    /** What was accepted was so beside the old baseline: beside the new one it would accept as much once more. */
    private void endAcceptances(Acceptances acceptances, Baseline old, Map<String, BaselineEntry> entries)
            throws AcceptanceException {
        List<Acceptance> kept = acceptances.entries().stream().filter(entry -> {
            BaselineEntry now = entries.get(entry.benchmark());
            return now != null && now == old.benchmarks().get(entry.benchmark());
        }).toList();
        if (kept.size() < acceptances.entries().size()) {
            request.accepted().write(kept);
            journal.info((kept.isEmpty() ? "Deleted " : "Wrote ") + request.accepted().path()
                    + ": what was accepted beside the old baseline is part of the new one");
        }
    }

    private Map<String, BaselineEntry> entries(Results results, Baseline old) throws GateException {
        Map<String, BaselineEntry> entries = new TreeMap<>();
        for (BenchmarkResult result : results.benchmarks()) {
            BaselineEntry before = old.benchmarks().get(result.name());
            if (result.reference() == Reference.NOT_RUN) {
                if (before != null) {
                    entries.put(result.name(), before);
                }
                if (!result.onlyLoaded()) {
                    journal.warn(result.name() + " could not be run here"
                            + (before == null ? " and is not stored" : "; its old baseline is kept"));
                }
            } else {
                entries.put(result.name(), storeObjects && objectUnchanged(result, results, old)
                        ? kept(before, result, results) : anew(result, results));
            }
        }
        old.benchmarks().entrySet().stream().filter(e -> !e.getValue().holdsOneOf(MetricName.texts(request.metrics())))
                .forEach(e -> entries.putIfAbsent(e.getKey(), e.getValue()));
        dropOutdatedLoads(entries, results, old);
        requireOneObjectEach(entries);
        return entries;
    }

    /** Figures of a program that is only loaded are worth nothing beside another object than they were taken of. */
    private static void dropOutdatedLoads(Map<String, BaselineEntry> entries, Results results, Baseline old) {
        Set<String> run = results.benchmarks().stream().filter(r -> !r.onlyLoaded()).map(BenchmarkResult::name)
                .collect(Collectors.toSet());
        Map<String, String> replaced = new HashMap<>();
        entries.forEach((name, entry) -> {
            if (entry != old.benchmarks().get(name) && entry.object() != null) {
                replaced.put(entry.object(), entry.objectSha256());
            }
        });
        entries.entrySet().removeIf(e -> !run.contains(e.getKey()) && e.getValue().object() != null
                && !e.getValue().objectSha256().equals(replaced.getOrDefault(e.getValue().object(),
                        e.getValue().objectSha256())));
    }

    /** A file holds one object: an entry that is kept cannot have another than one that is stored anew beside it. */
    private static void requireOneObjectEach(Map<String, BaselineEntry> entries) throws GateException {
        Map<String, String> holders = new LinkedHashMap<>();
        for (Map.Entry<String, BaselineEntry> entry : entries.entrySet()) {
            String object = entry.getValue().object();
            String holder = object == null ? null : holders.putIfAbsent(object, entry.getKey());
            if (holder != null && !entries.get(holder).objectSha256().equals(entry.getValue().objectSha256())) {
                throw new GateException("Of " + object + " one of " + holder + " and " + entry.getKey()
                        + " could not be run here, so its baseline has to stay the old object, and the other has a new"
                        + " one. Nothing is stored. Run mvn verify bpfgate:update-baseline where both can be run, or"
                        + " give the two programs an object each.");
            }
        }
    }

    /** One program's object can be kept only if every program of it is what it was. */
    private static boolean objectUnchanged(BenchmarkResult result, Results results, Baseline old) {
        return results.benchmarks().stream().filter(r -> r.object().equals(result.object()))
                .filter(r -> !(r.onlyLoaded() && r.reference() == Reference.NOT_RUN)).allMatch(r ->
                r.reference() == Reference.SAME_WORK && isStored(r, old.benchmarks().get(r.name())));
    }

    /** Whether the stored object is still the one that the result was compared with. */
    private static boolean isStored(BenchmarkResult result, BaselineEntry before) {
        return before != null && before.object() != null && result.baselineSha256().equals(before.objectSha256());
    }

    private Optional<NamedObject> built(String name, String sha256) throws GateException {
        for (NamedObject object : request.candidates()) {
            if (object.name().equals(name) && object.sha256().equals(sha256)) {
                return Optional.of(object);
            }
        }
        return Optional.empty();
    }

    /** The stored entry as it is, unless it lacks figures or other ones are stored, say of another input. */
    private static BaselineEntry kept(BaselineEntry before, BenchmarkResult result, Results results) {
        boolean agrees = Stream.of(MetricName.values()).filter(metric -> !metric.isAdvice()).allMatch(metric -> result.exact(metric)
                .map(exact -> agrees(metric, exact, before, results.environment())).orElse(true));
        return agrees ? before : entry(result, before.object(), before.objectSha256(), results);
    }

    /** What cannot be compared is no reason for another entry: the next machine would change it back. */
    private static boolean agrees(MetricName metric, Metric.Exact exact, BaselineEntry before,
            Environment environment) {
        StoredMetric stored = before.metrics().get(metric.toString());
        return stored != null && (!metric.comparable(before.environment(), environment)
                || exact.least() <= stored.mostValue() && exact.most() >= stored.leastValue());
    }

    private BaselineEntry anew(BenchmarkResult result, Results results) {
        return entry(result, storeObjects ? result.object() : null, storeObjects ? result.objectSha256() : null,
                results);
    }

    private static BaselineEntry entry(BenchmarkResult result, String object, String objectSha256,
            Results results) {
        Map<String, StoredMetric> metrics = new TreeMap<>();
        result.metrics().forEach((name, metric) -> metrics.put(name, stored(metric)));
        Stream.of(MetricName.values()).filter(MetricName::isAdvice).forEach(advice -> metrics.remove(advice.toString()));
        double[] blocks = result.timing()
                .map(timing -> Arrays.stream(timing.blocks()).map(UpdateStep::rounded).toArray()).orElse(null);
        return new BaselineEntry(result.program(), object, objectSha256, metrics, blocks, results.environment(),
                results.madeFrom().get(MadeFrom.BENCHMARK + result.name()));
    }

    private static StoredMetric stored(Metric metric) {
        if (metric instanceof Metric.Timing timing) {
            return StoredMetric.timed(timing.unit(), rounded(timing.value()), rounded(timing.net()));
        }
        Metric.Exact exact = (Metric.Exact) metric;
        return StoredMetric.counted(exact.unit(), exact.value(), exact.least(), exact.most());
    }

    /** To a thousandth: less is noise, and a diff of noise is no review. */
    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private Map<String, byte[]> objects(Map<String, BaselineEntry> entries, BaselineDirectory directory)
            throws GateException {
        Map<String, byte[]> objects = new LinkedHashMap<>();
        for (BaselineEntry entry : entries.values()) {
            if (entry.object() != null) {
                NamedObject stored = new NamedObject(entry.object(), directory.object(entry));
                objects.put(entry.object(), built(entry.object(), entry.objectSha256()).orElse(stored).bytes());
            }
        }
        return objects;
    }

    private void announce(Baseline old, Map<String, BaselineEntry> entries, List<Path> changed) {
        entries.forEach((name, entry) -> {
            BaselineEntry before = old.benchmarks().get(name);
            String now = figure(entry);
            journal.info(name + ": " + (before == null ? now + " (new)"
                    : before == entry ? now + " (kept)" : figure(before) + " before, " + now + " now"));
        });
        old.benchmarks().keySet().stream().filter(name -> !entries.containsKey(name))
                .forEach(name -> journal.info(name + ": dropped, for it is measured no more"));
        changed.forEach(file -> journal.info((file.toFile().exists() ? "Wrote " : "Deleted ") + file));
        journal.info(changed.isEmpty() ? "The baseline is as it was."
                : "Commit these files: a baseline is reviewed like code.");
    }

    private static String figure(BaselineEntry entry) {
        StoredMetric latency = entry.metrics().get(MetricName.LATENCY.toString());
        StoredMetric instructions = entry.metrics().get(MetricName.INSTRUCTIONS.toString());
        String figures = Stream.of(latency == null ? "" : Figures.nanos(latency.value()) + " ns",
                instructions == null ? "" : Figures.count(instructions.value()) + " instructions")
                .filter(text -> !text.isEmpty()).collect(Collectors.joining(" and "));
        StoredMetric verified = entry.metrics().get(MetricName.VERIFIED_INSNS.toString());
        return !figures.isEmpty() ? figures + " per run"
                : verified != null ? Figures.count(verified.value()) + " instructions verified"
                : entry.metrics().size() + " metrics";
    }
}
