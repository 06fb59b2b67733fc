package io.github.bpfgate.gate;

import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Metric.Exact;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** What exact metrics say, in words. */
final class ExactWording {

    private static final String PARTLY = "only some of the counts are within ";

    private ExactWording() {
    }

    /**
     * The change of what a program executes, for a verdict that rests on time.
     *
     * @param told what the verdict is made of: a metric that it speaks of already is not told again
     */
    static Stream<String> evidence(BenchmarkResult result, List<RuleJudgement> told) {
        return Stream.of(MetricName.INSTRUCTIONS, MetricName.HELPER_CALLS)
                .filter(metric -> told.stream().noneMatch(j -> j.metric() == metric))
                .flatMap(metric -> result.exact(metric).filter(exact -> exact.baseline() != null)
                        .filter(exact -> metric == MetricName.INSTRUCTIONS || !isAsBefore(exact))
                        .map(exact -> change(metric, exact, 0)).stream());
    }

    static String increase(Rule rule, Exact exact, Verdict verdict) {
        String limit = limit(rule, exact.baseline());
        return change(rule.metric(), exact, rule.maxIncrease().getAsDouble()) + "; " + (verdict == Verdict.INCONCLUSIVE
                ? PARTLY + "the limit of " + limit : "the limit is " + limit);
    }

    private static boolean isAsBefore(Exact exact) {
        return exact.value() == exact.baseline();
    }

    /** @param limit a share that the change must not read like */
    private static String change(MetricName metric, Exact exact, double limit) {
        double baseline = exact.baseline();
        String now = metric.withUnit(figure(metric, exact.value(), exact.least(), exact.most(), baseline));
        if (isAsBefore(exact)) {
            return metric + " are as before: " + now;
        }
        double share = Math.abs(exact.value() - baseline) / baseline;
        String by = baseline == 0 ? "" : " by " + Figures.percent(share, Math.max(Figures.percentDecimals(0, share),
                Figures.percentDecimals(limit, share))) + ",";
        return metric + (exact.value() > baseline ? " grew" : " fell") + by + " from "
                + figure(metric, baseline, exact.baselineLeast(), exact.baselineMost(), exact.value()) + " to " + now;
    }

    /** With the range of the counts where they differ. */
    private static String figure(MetricName metric, double value, double least, double most, double other) {
        return metric.shown(value, other)
                + (least < most ? " (" + metric.shown(least) + " to " + metric.shown(most) + ")" : "");
    }

    /** Where the floor is the limit, both are told. */
    private static String limit(Rule rule, double baseline) {
        double share = rule.maxIncrease().getAsDouble();
        String percent = "+" + Figures.percent(share);
        BigDecimal ofBaseline = BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(baseline));
        return ofBaseline.compareTo(BigDecimal.valueOf(rule.floor())) >= 0 ? percent
                : "+" + rule.metric().shown(rule.floor()) + " (" + percent + " would be "
                        + rule.metric().shown(ofBaseline.doubleValue()) + ")";
    }

    static String maximum(MetricName metric, Exact exact, double max, Verdict verdict) {
        return absolute(metric, exact, max, "maximum", switch (verdict) {
            case PASS -> ", within ";
            case REGRESSED -> ", above ";
            default -> "; " + PARTLY;
        });
    }

    static String minimum(MetricName metric, Exact exact, double min, Verdict verdict) {
        return absolute(metric, exact, min, "minimum", switch (verdict) {
            case PASS -> ", no less than ";
            case REGRESSED -> ", below ";
            default -> "; " + PARTLY;
        });
    }

    private static String absolute(MetricName metric, Exact exact, double limit, String kind, String relation) {
        return metric + (metric == MetricName.COVERAGE ? " is " : " are ")
                + metric.withUnit(figure(metric, exact.value(), exact.least(), exact.most(), limit)) + relation + "the "
                + kind + " of " + metric.shown(limit, exact.value());
    }

    static String noBaseline(MetricName metric, Reference reference) {
        return reference == Reference.NOTHING ? Wording.NOTHING_STORED
                : "the baseline has no " + metric + " to compare with here";
    }
}
