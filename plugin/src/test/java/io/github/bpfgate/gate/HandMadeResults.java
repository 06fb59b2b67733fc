package io.github.bpfgate.gate;

import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.BenchmarkResult.PacketResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.stats.WalshAverages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Results as the goal benchmark leaves them, with block values chosen by a test. */
public final class HandMadeResults {

    public static final Environment HERE = new Environment("6.18.0", "Test CPU", true, 0,
            Map.of("spectre_v2", "Retpolines"), "clang version 14.0.6", "1.1", "none", 1);
    public static final String LATENCY = MetricName.LATENCY.toString();
    public static final String CANDIDATE_SHA256 = "c".repeat(64);
    public static final String BASELINE_SHA256 = "b".repeat(64);

    private HandMadeResults() {
    }

    public static Results of(BenchmarkResult... benchmarks) {
        return new Results(Results.SCHEMA, HERE, Map.of(), List.of(benchmarks));
    }

    /** Block values around a centre, alternating by a spread. */
    public static double[] around(double centre, double spread, int blocks) {
        return IntStream.range(0, blocks).mapToDouble(i -> centre + (i % 2 == 0 ? spread : -spread)).toArray();
    }

    /** Measured beside its baseline, not confirmed. */
    public static BenchmarkResult compared(String name, double baselineNet, double... blocks) {
        return confirmed(name, baselineNet, blocks, new double[0]);
    }

    /** Measured beside its baseline, with a confirming series. */
    public static BenchmarkResult confirmed(String name, double baselineNet, double[] blocks, double[] confirming) {
        Comparison comparison = Comparison.measured(LATENCY, "ns", baselineNet, blocks, confirming, 20);
        double latency = baselineNet + 21 + comparison.change();
        return new BenchmarkResult(name, name, name + ".bpf.o", CANDIDATE_SHA256, "xdp", "test-run", "repeat 10000",
                Map.of(LATENCY, metric(baselineNet + 21, around(latency, 0.1, blocks.length),
                        around(latency, 0.1, confirming.length))), comparison,
                Reference.OBJECT, BASELINE_SHA256, List.of(new PacketResult("p", latency, baselineNet + 21)), null,
                null, null, List.of(), List.of(), List.of());
    }

    /** Measured without a baseline beside it. */
    public static BenchmarkResult alone(String name, Reference reference, double... latency) {
        return alone(name, reference, latency, new double[0]);
    }

    /** The same with a confirming series. */
    public static BenchmarkResult alone(String name, Reference reference, double[] latency, double[] confirming) {
        Double stored = reference == Reference.NUMBERS_FROM_HERE ? Double.valueOf(100) : null;
        return new BenchmarkResult(name, name, name + ".bpf.o", CANDIDATE_SHA256, "xdp", "test-run", "repeat 10000",
                Map.of(LATENCY, metric(stored, latency, confirming)), null, reference,
                reference == Reference.SAME_WORK ? BASELINE_SHA256 : "", List.of(), null, null, null, List.of(),
                List.of(), List.of());
    }

    public static BenchmarkResult notRun(String name, String why) {
        return new BenchmarkResult(name, name, name + ".bpf.o", "", "", "test-run", "", Map.of(), null,
                Reference.NOT_RUN, "", List.of(), null, null, null, List.of(), List.of(), List.of(why));
    }

    private static Metric.Timing metric(Double baseline, double[] blocks, double[] confirming) {
        WalshAverages averages = WalshAverages.of(blocks);
        return new Metric.Timing("ns", averages.estimate(), averages.lower(0.025).orElse(averages.estimate()),
                averages.upper(0.025).orElse(averages.estimate()), baseline, averages.estimate() - 21, blocks,
                confirming, baseline == null ? null : around(baseline, 0.1, blocks.length));
    }

    /** A result that has been judged, with this verdict. */
    public static BenchmarkResult judged(String name, Verdict verdict, Rule.Level level, String... reasons) {
        return alone(name, Reference.NOTHING, around(100, 1, 20)).judged(verdict, level, List.of(reasons), null,
                List.of(new RuleJudgement(MetricName.LATENCY, null, null, level, verdict, List.of(reasons))));
    }

    public static Rules rules(Rule... common) {
        return new Rules(List.of(common), Map.of());
    }

    public static Rule relative(String increase, String level) {
        return rule(MetricName.LATENCY, increase, null, null, null, level);
    }

    public static Rule relative(String increase, String floor, String level) {
        return rule(MetricName.LATENCY, increase, null, null, floor, level);
    }

    public static Rule absolute(String max, String level) {
        return rule(MetricName.LATENCY, null, max, null, null, level);
    }

    /** Without common rules beside it, so that every verdict is this one's. */
    public static Rule both(String increase, String max) {
        return rule(MetricName.LATENCY, increase, max, null, null, "error");
    }

    /** A rule as somebody would write it; null for what is left out. */
    public static Rule rule(MetricName metric, String increase, String max, String min, String floor, String level) {
        try {
            return new RuleText(metric, Optional.ofNullable(increase), Optional.ofNullable(max),
                    Optional.ofNullable(min), Optional.ofNullable(floor), Optional.ofNullable(level)).toRule();
        } catch (RuleException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Nothing timed, and these counts. */
    public static BenchmarkResult counted(String name, Reference reference, Map<MetricName, Metric.Exact> exact) {
        return with(new BenchmarkResult(name, name, name + ".bpf.o", CANDIDATE_SHA256, "xdp", "test-run", "", Map.of(),
                null, reference, reference == Reference.OBJECT || reference == Reference.SAME_WORK ? BASELINE_SHA256
                : "", List.of(), null, null, null, List.of(), List.of(), List.of()), exact, null);
    }

    /** The same result with counts beside its time. */
    public static BenchmarkResult with(BenchmarkResult r, Map<MetricName, Metric.Exact> exact, Counts counts) {
        Map<String, Metric> metrics = new LinkedHashMap<>(r.metrics());
        exact.forEach((name, metric) -> metrics.put(name.toString(), metric));
        return new BenchmarkResult(r.name(), r.program(), r.object(), r.objectSha256(), r.type(), r.method(),
                r.sampling(), metrics, r.comparison(), r.reference(), r.baselineSha256(), r.packets(), counts, null,
                null, List.of(), List.of(), r.notes());
    }

    /** A figure of the candidate beside the baseline's. */
    public static Metric.Exact figure(MetricName metric, double value, double baseline) {
        return Metric.Exact.of(metric, value).against(Metric.Exact.of(metric, baseline));
    }

    public static Map<MetricName, Metric.Exact> instructions(double value, double baseline) {
        return Map.of(MetricName.INSTRUCTIONS, figure(MetricName.INSTRUCTIONS, value, baseline));
    }

    /** A line of fun_xdp.bpf.c. */
    public static LineResult line(int number, String text, double instructions, Double baseline) {
        return new LineResult("src/main/bpf/fun_xdp.bpf.c", number, text, "fun_xdp", instructions, instructions,
                baseline, baseline);
    }
}
