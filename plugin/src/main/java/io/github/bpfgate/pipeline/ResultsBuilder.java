package io.github.bpfgate.pipeline;

import io.github.bpfgate.baseline.BaselineEntry;
import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.benchmark.ExactMeasurement;
import io.github.bpfgate.benchmark.Measurement;
import io.github.bpfgate.benchmark.RunnableType;
import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.BenchmarkResult.PacketResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.stats.WalshAverages;
import io.github.bpfgate.worker.Machine;
import io.github.bpfgate.worker.WorkerEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes results, without verdicts, of what a worker measured. */
final class ResultsBuilder {

    /** One-sided: an interval at 95 %. */
    private static final double ALPHA_SHOWN = 0.025;
    private static final String LATENCY = MetricName.LATENCY.toString();

    private final Map<String, BaselineEntry> baseline;
    private final Environment environment;
    private final Set<MetricName> wanted;
    private final Map<String, String> madeFrom;

    /**
     * @param baseline what is stored, by benchmark name
     * @param wanted   metrics
     * @param madeFrom as {@link MadeFrom} has it; empty without a project
     */
    ResultsBuilder(Map<String, BaselineEntry> baseline, Environment environment, Set<MetricName> wanted,
            Map<String, String> madeFrom) {
        this.baseline = baseline;
        this.environment = environment;
        this.wanted = Set.copyOf(wanted);
        this.madeFrom = Map.copyOf(madeFrom);
    }

    static Environment environment(Machine machine, String clang, int concurrency) {
        return new Environment(machine.kernel(), machine.cpu(), machine.jit(), machine.jitHarden(),
                machine.mitigations(), clang, machine.libbpf(), machine.virtualization(), concurrency);
    }

    /** Without verdicts, sorted by name. */
    Results build(Measured measured) {
        Map<String, ExactMeasurement> exact = new LinkedHashMap<>();
        measured.exact().forEach(e -> exact.put(e.benchmark(), e));
        List<BenchmarkResult> results = new ArrayList<>();
        measured.measurements().forEach(m -> results.add(timed(m, Optional.ofNullable(exact.remove(m.benchmark())))));
        measured.unsupported().forEach(f -> results.add(notRun(f, Optional.ofNullable(exact.remove(f.benchmark())))));
        exact.values().forEach(e -> results.add(untimed(e)));
        measured.loaded().forEach(e -> results.add(untimed(e)));
        measured.notLoaded().forEach(refused -> results.add(notLoaded(refused)));
        results.sort(Comparator.comparing(BenchmarkResult::name));
        return new Results(Results.SCHEMA, environment, madeFrom, results);
    }

    private BenchmarkResult notRun(WorkerEvent.Failed failed, Optional<ExactMeasurement> exact) {
        return new BenchmarkResult(failed.benchmark(), failed.program(), failed.object(),
                exact.map(ExactMeasurement::candidateSha256).orElse(""), exact.map(ExactMeasurement::type).orElse(""),
                failed.method(), "", metrics(exact), null, Reference.NOT_RUN,
                exact.map(ExactMeasurement::baselineSha256).orElse(""), List.of(), counts(exact), null, null,
                List.of(), List.of(), List.of(failed.message()));
    }

    private static BenchmarkResult notLoaded(WorkerEvent.NotLoaded refused) {
        return new BenchmarkResult(refused.name(), refused.program(), refused.object(), "", "", BenchmarkResult.LOAD, "",
                Map.of(), null, Reference.NOT_RUN, "", List.of(), null, null, null, List.of(), List.of(),
                List.of(refused.message()));
    }

    private BenchmarkResult untimed(ExactMeasurement e) {
        return new BenchmarkResult(e.benchmark(), e.program(), e.object(), e.candidateSha256(), e.type(), e.method(), "",
                metrics(Optional.of(e)), null, reference(e.benchmark(), e.baseline() != null, e.unchanged()),
                e.baselineSha256(), List.of(), counts(Optional.of(e)), null, null, List.of(), List.of(), exact(e).notes());
    }

    private Map<String, Metric> metrics(Optional<ExactMeasurement> exact) {
        return exact.map(e -> exact(e).metrics(wanted)).orElse(Map.of());
    }

    private Counts counts(Optional<ExactMeasurement> exact) {
        return exact.map(e -> exact(e).counts()).orElse(null);
    }

    private ExactMetrics exact(ExactMeasurement e) {
        return new ExactMetrics(e, Optional.ofNullable(baseline.get(e.benchmark())), environment,
                madeFrom.get(MadeFrom.BENCHMARK + e.benchmark()));
    }

    private BenchmarkResult timed(Measurement m, Optional<ExactMeasurement> exact) {
        Map<String, Metric> metrics = new TreeMap<>(metrics(exact));
        metrics.put(LATENCY, latency(m));
        boolean compared = m.baseline().length > 0;
        List<PacketResult> packets = m.packets().stream()
                .map(p -> new PacketResult(p.name(), p.candidate(), compared ? p.baseline() : null)).toList();
        return new BenchmarkResult(m.benchmark(), m.program(), m.object(), m.candidateSha256(), m.type(), m.method(),
                m.sampling(), metrics, compared ? comparison(m) : null,
                reference(m.benchmark(), compared, m.unchanged()), m.baselineSha256(), packets, counts(exact), null,
                null, List.of(), List.of(), notes(m, packets));
    }

    private Reference reference(String benchmark, boolean compared, boolean unchanged) {
        if (compared) {
            return Reference.OBJECT;
        }
        if (unchanged) {
            return Reference.SAME_WORK;
        }
        BaselineEntry stored = baseline.get(benchmark);
        if (stored == null) {
            return Reference.NOTHING;
        }
        return stored.environment().sameMachineAs(environment) ? Reference.NUMBERS_FROM_HERE
                : Reference.NUMBERS_FROM_ELSEWHERE;
    }

    private Metric.Timing latency(Measurement m) {
        WalshAverages averages = WalshAverages.of(m.candidate());
        return new Metric.Timing(MetricName.LATENCY.unit(), averages.estimate(),
                averages.lower(ALPHA_SHOWN).orElse(averages.estimate()),
                averages.upper(ALPHA_SHOWN).orElse(averages.estimate()), baselineLatency(m), m.candidateNet(),
                m.candidate(), m.confirmingCandidate(), m.baseline().length > 0 ? m.baseline() : null);
    }

    private Double baselineLatency(Measurement m) {
        if (m.baseline().length > 0) {
            return WalshAverages.of(m.baseline()).estimate();
        }
        BaselineEntry stored = baseline.get(m.benchmark());
        boolean fromHere = stored != null && MetricName.LATENCY.comparable(stored.environment(), environment)
                && stored.metrics().containsKey(LATENCY);
        return fromHere ? (Double) stored.metrics().get(LATENCY).value() : null;
    }

    private static Comparison comparison(Measurement m) {
        return Comparison.measured(LATENCY, MetricName.LATENCY.unit(), m.baselineNet(), m.blocks(), m.confirming(),
                m.pairs());
    }

    private static List<String> notes(Measurement m, List<PacketResult> packets) {
        List<String> notes = new ArrayList<>(m.warnings());
        notes.addAll(m.notes());
        if (packets.size() > 1 && packets.get(0).baseline() != null) {
            PacketResult most = packets.stream().max(Comparator.comparingDouble(
                    p -> Math.abs(p.candidate() - p.baseline()))).orElseThrow();
            notes.add(String.format(Locale.ROOT, "of %d %ss %s changed most: %.2f to %.2f ns",
                    packets.size(), RunnableType.named(m.type()).inputName(), most.name(), most.baseline(),
                    most.candidate()));
        }
        return notes;
    }
}
