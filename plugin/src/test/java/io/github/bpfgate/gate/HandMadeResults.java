package io.github.bpfgate.gate;

import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.BenchmarkResult.Metric;
import io.github.bpfgate.gate.BenchmarkResult.PacketResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.stats.WalshAverages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Results as the goal benchmark leaves them, with block values chosen by a test. */
public final class HandMadeResults {

    public static final Environment HERE = new Environment("6.18.0", "Test CPU", true, 0,
            Map.of("spectre_v2", "Retpolines"), "clang version 14.0.6", "1.1", "none", 1);
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
        Comparison comparison = Comparison.measured(Rule.LATENCY, "ns", baselineNet, blocks, confirming, 20);
        double latency = baselineNet + 21 + comparison.change();
        return new BenchmarkResult(name, name, name + ".bpf.o", CANDIDATE_SHA256, "xdp", "test-run", "repeat 10000",
                Map.of(Rule.LATENCY, metric(baselineNet + 21, around(latency, 0.1, blocks.length),
                        around(latency, 0.1, confirming.length))), comparison,
                Reference.OBJECT, BASELINE_SHA256, List.of(new PacketResult("p", latency, baselineNet + 21)), null, null,
                List.of(), List.of());
    }

    /** Measured without a baseline beside it. */
    public static BenchmarkResult alone(String name, Reference reference, double... latency) {
        return alone(name, reference, latency, new double[0]);
    }

    /** The same with a confirming series. */
    public static BenchmarkResult alone(String name, Reference reference, double[] latency, double[] confirming) {
        Double stored = reference == Reference.NUMBERS_FROM_HERE ? Double.valueOf(100) : null;
        return new BenchmarkResult(name, name, name + ".bpf.o", CANDIDATE_SHA256, "xdp", "test-run", "repeat 10000",
                Map.of(Rule.LATENCY, metric(stored, latency, confirming)), null, reference,
                reference == Reference.SAME_WORK ? BASELINE_SHA256 : "", List.of(), null, null, List.of(), List.of());
    }

    public static BenchmarkResult notRun(String name, String why) {
        return new BenchmarkResult(name, name, name + ".bpf.o", "", "", "test-run", "", Map.of(), null,
                Reference.NOT_RUN, "", List.of(), null, null, List.of(), List.of(why));
    }

    private static Metric metric(Double baseline, double[] blocks, double[] confirming) {
        WalshAverages averages = WalshAverages.of(blocks);
        return new Metric("ns", averages.estimate(), averages.lower(0.025).orElse(averages.estimate()),
                averages.upper(0.025).orElse(averages.estimate()), baseline, averages.estimate() - 21, blocks,
                confirming);
    }

    /** A result that has been judged, with this verdict. */
    public static BenchmarkResult judged(String name, Verdict verdict, Rule.Level level, String... reasons) {
        return alone(name, Reference.NOTHING, around(100, 1, 20)).judged(verdict, level, List.of(reasons), null);
    }

    public static Rules rules(Rule... common) {
        return new Rules(List.of(common), Map.of());
    }

    public static Rule relative(String increase, String level) {
        return parsed(Optional.of(increase), Optional.empty(), Optional.empty(), level);
    }

    public static Rule relative(String increase, String floor, String level) {
        return parsed(Optional.of(increase), Optional.empty(), Optional.of(floor), level);
    }

    public static Rule absolute(String max, String level) {
        return parsed(Optional.empty(), Optional.of(max), Optional.empty(), level);
    }

    private static Rule parsed(Optional<String> increase, Optional<String> max, Optional<String> floor, String level) {
        try {
            return Rule.parse(Rule.LATENCY, increase, max, floor, Optional.of(level));
        } catch (RuleException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Without common rules beside it, so that every verdict is this one's. */
    public static Rule both(String increase, String max) {
        Rule relative = relative(increase, "error");
        return new Rule(Rule.LATENCY, relative.maxIncrease(), OptionalDouble.of(Double.parseDouble(max)),
                relative.floor(), Rule.Level.ERROR);
    }
}
