package io.github.bpfgate.gate;

import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.stats.Decision;
import io.github.bpfgate.stats.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The reasons of verdicts, in words. */
final class Wording {

    static final String NOTHING_STORED = "nothing is stored to compare with";

    private static final String NOT_CONFIRMED = "no fresh loads confirm it: measure with this limit (mvn verify), and if"
            + " time was up raise maxTimePerBenchmark";

    private Wording() {
    }

    static List<String> compared(Comparison comparison, Rule rule, Decision decision, Verdict verdict,
            boolean suspected) {
        List<String> reasons = new ArrayList<>();
        int decimals = Figures.nanosDecimals(comparison.limit(), shown(comparison));
        reasons.add(comparison.metric() + " changed by " + change(comparison, decimals) + "; the limit is +"
                + limit(comparison, rule, decimals));
        if (verdict == Verdict.REGRESSED) {
            reasons.add("confirmed by " + comparison.confirming().length + " fresh loads of both");
        } else if (suspected) {
            reasons.add(comparison.confirming().length == 0 ? NOT_CONFIRMED
                    : comparison.confirming().length + " fresh loads of both did not confirm that it regressed"
                    + smallest(comparison));
        } else if (verdict == Verdict.INCONCLUSIVE) {
            reasons.add("not decided after " + decision.blocks() + (decision.blocks() == 1 ? " block" : " blocks") + smallest(comparison));
        }
        return List.copyOf(reasons);
    }

    private static double[] shown(Comparison comparison) {
        return Stream.of(comparison.change(), comparison.lower(), comparison.upper()).filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue).toArray();
    }

    private static String change(Comparison comparison, int decimals) {
        String nanos = Figures.signedNanos(comparison.change(), decimals) + " ns";
        String all = comparison.lower() == null ? nanos : nanos + ", between "
                + Figures.signedNanos(comparison.lower(), decimals) + " and "
                + Figures.signedNanos(comparison.upper(), decimals);
        return comparison.relative() == null ? all + ", where the baseline takes no longer than the null program"
                : Figures.signedPercentAwayFrom(comparison.relative(), comparison.limit() / comparison.baselineNet())
                + " of " + Figures.nanos(comparison.baselineNet()) + " ns net (" + all + ")";
    }

    /** Where the floor is the limit, both are told: a share that small is less than a few cycles. */
    private static String limit(Comparison comparison, Rule rule, int decimals) {
        double share = rule.maxIncrease().orElseThrow();
        String nanos = Figures.nanos(comparison.limit(), decimals) + " ns";
        if (comparison.relative() == null) {
            return nanos;
        }
        boolean floored = share * comparison.baselineNet() < rule.floor();
        return floored ? nanos + " (" + Figures.percent(share) + " would be "
                + Figures.nanos(share * comparison.baselineNet()) + " ns)"
                : Figures.percent(share) + " (" + nanos + ")";
    }

    private static String smallest(Comparison comparison) {
        Double smallest = comparison.smallestDetectable();
        if (smallest == null) {
            return "";
        }
        Double share = Comparison.share(smallest, comparison.baselineNet());
        return "; the smallest increase detectable with them is " + Figures.nanos(smallest) + " ns"
                + (share == null ? "" : " (" + Figures.signedPercent(share) + ")");
    }

    /** @param timing may lack the stored number: a baseline can hold other metrics alone */
    static String numbersAlone(Metric.Timing timing) {
        String figures = timing.baseline() == null ? "" : " (" + Figures.nanos(timing.baseline()) + " ns then, "
                + Figures.nanos(timing.value()) + " ns now)";
        return "only numbers are stored" + figures + ", which is advice and no evidence: store the object too";
    }

    /** @param excess of the values over the maximum; its bounds are those that the verdict rests on, if there was a look */
    static List<String> absolute(Metric.Timing timing, double max, Decision excess, Verdict verdict) {
        boolean looked = Double.isFinite(excess.lower());
        double lower = looked ? max + excess.lower() : timing.lower();
        double upper = looked ? max + excess.upper() : timing.upper();
        int decimals = Figures.nanosDecimals(max, timing.value(), lower, upper);
        String figures = Figures.nanos(timing.value(), decimals) + " ns per run, between "
                + Figures.nanos(lower, decimals) + " and " + Figures.nanos(upper, decimals);
        String maximum = " the maximum of " + Figures.nanos(max, decimals) + " ns";
        return switch (verdict) {
            case REGRESSED -> List.of(figures + ", is above" + maximum,
                    "confirmed by " + timing.confirming().length + " fresh loads");
            case PASS -> List.of(figures + ", is within" + maximum);
            default -> excess.outcome() == Outcome.REGRESSED ? List.of(figures + ", seems above" + maximum,
                    timing.confirming().length == 0 ? NOT_CONFIRMED : timing.confirming().length
                    + " fresh loads did not confirm it") : List.of(figures + ", cannot be told from" + maximum);
        };
    }

    static String nothingJudged(BenchmarkResult result) {
        return result.counts() != null && result.counts().notCounted() != null ? result.counts().notCounted()
                : "no rule is on what was measured ("
                        + String.join(", ", new TreeSet<>(result.metrics().keySet())) + ")";
    }
}
