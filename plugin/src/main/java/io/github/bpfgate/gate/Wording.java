package io.github.bpfgate.gate;

import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.BenchmarkResult.Metric;
import io.github.bpfgate.stats.Decision;
import java.util.ArrayList;
import java.util.List;

/** The reasons of verdicts, in words. */
final class Wording {

    private Wording() {
    }

    static List<String> compared(Comparison comparison, Rule rule, Decision decision, Verdict verdict,
            boolean suspected) {
        List<String> reasons = new ArrayList<>();
        double limit = rule.maxIncrease().orElseThrow();
        reasons.add(comparison.metric() + " changed by "
                + Figures.signedPercentAwayFrom(comparison.relative(), limit) + " of "
                + Figures.nanos(comparison.baselineNet()) + " ns net" + interval(comparison)
                + "; the limit is +" + limitText(comparison, rule));
        if (verdict == Verdict.REGRESSED) {
            reasons.add("confirmed by " + comparison.confirming().length + " fresh loads of both");
        } else if (suspected) {
            reasons.add(comparison.confirming().length == 0 ? "there was no time to confirm it: raise maxTimePerBenchmark"
                    : comparison.confirming().length + " fresh loads of both did not confirm that it regressed");
        } else if (verdict == Verdict.INCONCLUSIVE) {
            reasons.add("not decided after " + decision.blocks() + " blocks" + smallest(comparison));
        }
        return List.copyOf(reasons);
    }

    private static String interval(Comparison comparison) {
        return comparison.lower() == null ? " (" + Figures.signedNanos(comparison.change()) + " ns)"
                : " (" + Figures.signedNanos(comparison.change()) + " ns, between "
                + Figures.signedNanos(comparison.lower()) + " and " + Figures.signedNanos(comparison.upper()) + ")";
    }

    /** Where the floor is the limit, both are told: a share that small is less than a few cycles. */
    private static String limitText(Comparison comparison, Rule rule) {
        double share = rule.maxIncrease().orElseThrow();
        boolean floored = share * comparison.baselineNet() < rule.floor();
        return floored ? Figures.nanos(rule.floor()) + " ns (" + Figures.percent(share) + " would be "
                + Figures.nanos(share * comparison.baselineNet()) + " ns)"
                : Figures.percent(share) + " (" + Figures.nanos(comparison.limit()) + " ns)";
    }

    private static String smallest(Comparison comparison) {
        return comparison.smallestDetectable() == null ? ""
                : "; the smallest increase detectable with them is " + Figures.nanos(comparison.smallestDetectable())
                + " ns (" + Figures.signedPercent(comparison.smallestDetectable() / comparison.baselineNet()) + ")";
    }

    static String numbersAlone(Metric metric) {
        return "only numbers are stored (" + Figures.nanos(metric.baseline()) + " ns then, "
                + Figures.nanos(metric.value()) + " ns now), which is advice and no evidence: store the object too";
    }

    static String absolute(Metric metric, double max, Verdict verdict) {
        String figures = Figures.nanos(metric.value()) + " ns per run, between " + Figures.nanos(metric.lower())
                + " and " + Figures.nanos(metric.upper());
        return switch (verdict) {
            case REGRESSED -> figures + ", is above the maximum of " + Figures.nanos(max) + " ns";
            case PASS -> figures + ", is within the maximum of " + Figures.nanos(max) + " ns";
            default -> figures + ", cannot be told from the maximum of " + Figures.nanos(max) + " ns";
        };
    }
}
