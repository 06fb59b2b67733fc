package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.Measurement;
import io.github.bpfgate.benchmark.input.NoInput;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.stats.Median;
import io.github.bpfgate.stats.SmallestDetectable;
import io.github.bpfgate.stats.StandardDeviation;
import io.github.bpfgate.worker.WorkerRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The goal selftest: measures objects against themselves, and says what this machine can tell apart. */
public final class SelftestStep {

    /** The third look's: what most verdicts near the limit take. */
    private static final int BLOCKS = 40;
    /** The α of a look, roughly; all of them are .002 or .003. */
    private static final double ALPHA = 0.003;
    private static final double POWER = 0.95;
    private static final double[] LIMITS = {0.01, 0.02, 0.03, 0.05, 0.08, 0.10, 0.15, 0.20, 0.30, 0.50};

    private final SelftestObjects objects;
    private final List<BenchmarkSpec> benchmarks;
    private final WorkerSettings settings;
    private final Path logDirectory;
    private final Journal journal;

    public SelftestStep(SelftestObjects objects, List<BenchmarkSpec> benchmarks, WorkerSettings settings,
            Path logDirectory, Journal journal) {
        this.objects = objects;
        this.benchmarks = List.copyOf(benchmarks);
        this.settings = settings;
        this.logDirectory = logDirectory;
        this.journal = journal;
    }

    /**
     * Measures and prints.
     *
     * @throws GateException if the objects cannot be measured
     */
    public void run() throws GateException, InterruptedException {
        Rules rules = new Rules(Rules.standard(), Map.of());
        List<Measurement> measurements = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        Map<String, List<String>> unsupported = new LinkedHashMap<>();
        for (Map.Entry<NamedObject, Set<String>> entry : objects.objects().entrySet()) {
            NamedObject object = entry.getKey();
            List<BenchmarkSpec> ofObject = benchmarks.stream()
                    .filter(b -> entry.getValue().isEmpty() || entry.getValue().contains(b.resultName())).toList();
            if (!benchmarks.isEmpty() && ofObject.isEmpty()) {
                // An empty list would ask for every program of the object.
                journal.warn(object.name() + " is left out: none of its benchmarks is configured any more");
                continue;
            }
            WorkerRequest request = new WorkerRequests(settings, rules).measure(List.of(object), Set.of(), ofObject,
                    new NoInput(), List.of(), Map.of(), List.of(object), Set.of(WorkerRequest.Kind.TIMES), BLOCKS);
            Measured measured = new MeasuringSession(settings, logDirectory, journal).run(request);
            measurements.addAll(measured.measurements());
            leftOut.addAll(measured.leftOut());
            measured.unsupported().forEach(failed ->
                    unsupported.computeIfAbsent(failed.message(), message -> new ArrayList<>()).add(failed.benchmark()));
            measured.notLoaded().forEach(refused ->
                    unsupported.computeIfAbsent(refused.message(), message -> new ArrayList<>()).add(refused.name()));
        }
        List<String> obstacles = unsupported.entrySet().stream()
                .map(e -> String.join(", ", e.getValue()) + " cannot be measured here. " + e.getKey()).toList();
        if (measurements.isEmpty() && !obstacles.isEmpty()) {
            throw new GateException(String.join(System.lineSeparator(), obstacles));
        }
        if (measurements.isEmpty()) {
            throw new GateException(benchmarks.isEmpty() ? "There is nothing to measure here"
                    + (leftOut.isEmpty() ? "." : ": " + String.join(", ", leftOut) + ".")
                    : "Nothing that is stored belongs to a configured benchmark. Run mvn verify bpfgate:update-baseline.");
        }
        for (Measurement m : measurements) {
            if (m.blocks().length < 2) {
                throw new GateException("There was time for one load of " + m.benchmark() + " only, which shows no noise."
                        + " Raise maxTimePerBenchmark.");
            }
        }
        print(measurements);
        obstacles.forEach(journal::warn);
    }

    private void print(List<Measurement> measurements) {
        String format = "%-26s %6s %10s %10s %16s %22s %10s";
        journal.info("");
        journal.info(String.format(Locale.ROOT, format, "benchmark", "loads", "ns net", "shift ns",
                "sd of blocks ns", "smallest detectable", "limit"));
        for (Measurement m : measurements) {
            double net = m.baselineNet();
            double smallest = SmallestDetectable.of(m.blocks(), 0, ALPHA, POWER);
            journal.info(String.format(Locale.ROOT, format, m.benchmark(), m.blocks().length,
                    Figures.nanos(net), Figures.signedNanos(Median.of(m.blocks())),
                    Figures.nanos(StandardDeviation.of(m.blocks())),
                    Figures.nanos(smallest) + " ns" + (net > 0 ? " (" + Figures.signedPercent(smallest / net) + ")" : ""),
                    recommended(smallest, net)));
        }
        journal.info("");
        journal.info("Each program was measured against itself over so many fresh loads of both. An increase can"
                + " be told from none if it is above the smallest detectable one; the limit leaves twice that room.");
    }

    /** The least usual limit that is at least twice what can be told apart, and never below the floor of a rule. */
    static String recommended(double smallest, double net) {
        if (net <= 0) {
            // As fast as the null program: no share of it is a limit.
            return "above 50 %";
        }
        double wanted = Math.max(2 * smallest, Rule.DEFAULT_FLOOR_NANOS) / net;
        return Arrays.stream(LIMITS).filter(l -> l >= wanted).mapToObj(Figures::percent).findFirst()
                .orElse("above 50 %");
    }
}
