package io.github.bpfgate.gate;

import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Metric.Exact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges the metrics that have no noise. A limit is a limit: there is no interval to reach across it, and nothing to
 * confirm. Where counts differ from load to load, all of them have to be on one side of it.
 */
final class ExactJudge {

    private static final Set<MetricName> COUNTED = EnumSet.of(MetricName.INSTRUCTIONS, MetricName.HELPER_CALLS,
            MetricName.COVERAGE);

    private ExactJudge() {
    }

    /** What each limit on a metric that was measured says; a rule on another is not judged. */
    static List<RuleJudgement> judge(BenchmarkResult result, List<Rule> rules, Acceptances acceptances) {
        List<RuleJudgement> judgements = new ArrayList<>();
        for (Rule rule : rules) {
            Optional<Exact> exact = result.exact(rule.metric());
            if (exact.isEmpty()) {
                uncounted(result, rule).ifPresent(judgements::add);
                continue;
            }
            // The same work does not grow, whatever another kernel or another input made of it when it was stored.
            if (rule.maxIncrease().isPresent() && result.reference() != Reference.SAME_WORK) {
                increase(rule, exact.get(), result.reference()).map(judgement -> acceptances.weigh(judgement,
                        result.name(), acceptance -> verdict(exact.get(), acceptance.relaxed(rule))))
                        .ifPresent(judgements::add);
            }
            if (rule.max().isPresent()) {
                judgements.add(maximum(rule, exact.get()));
            }
            if (rule.min().isPresent()) {
                judgements.add(minimum(rule, exact.get(), result.counts()));
            }
        }
        return judgements;
    }

    /** An error that was to be ruled out by counting is not ruled out by not being able to count. */
    private static Optional<RuleJudgement> uncounted(BenchmarkResult result, Rule rule) {
        boolean settled = result.reference() == Reference.SAME_WORK && rule.max().isEmpty() && rule.min().isEmpty();
        return !settled && rule.level() == Rule.Level.ERROR && COUNTED.contains(rule.metric()) && result.counts() != null
                && result.counts().notCounted() != null
                ? Optional.of(new RuleJudgement(rule.metric(), null, null, rule.level(), Verdict.INCONCLUSIVE,
                        List.of(result.counts().notCounted()))) : Optional.empty();
    }

    private static Optional<RuleJudgement> increase(Rule rule, Exact exact, Reference reference) {
        if (exact.baseline() != null) {
            return Optional.of(increase(rule, exact));
        }
        if (reference != Reference.OBJECT) {
            return Optional.of(RuleJudgement.onIncrease(rule, null, Verdict.NO_BASELINE,
                    List.of(ExactWording.noBaseline(rule.metric(), reference))));
        }
        // The object is there and cannot be counted: another one stored in its place would not help an old program.
        return rule.level() == Rule.Level.WARN ? Optional.empty() : Optional.of(RuleJudgement.onIncrease(rule, null,
                Verdict.INCONCLUSIVE, List.of("the stored object cannot be counted, so that " + rule.metric()
                + " has nothing to compare with")));
    }

    private static RuleJudgement increase(Rule rule, Exact exact) {
        Verdict verdict = verdict(exact, rule);
        return RuleJudgement.onIncrease(rule, allowed(exact.baseline(), rule).doubleValue(), verdict,
                List.of(ExactWording.increase(rule, exact, verdict)));
    }

    private static Verdict verdict(Exact exact, Rule rule) {
        if (isAbove(exact.least(), exact.baselineMost(), rule)) {
            return Verdict.REGRESSED;
        }
        if (isAbove(exact.most(), exact.baselineLeast(), rule)) {
            return Verdict.INCONCLUSIVE;
        }
        return isBelow(exact.most(), exact.baselineLeast(), rule) ? Verdict.IMPROVED : Verdict.PASS;
    }

    private static boolean isAbove(double value, double baseline, Rule rule) {
        return difference(value, baseline).compareTo(allowed(baseline, rule)) > 0;
    }

    private static boolean isBelow(double value, double baseline, Rule rule) {
        return difference(baseline, value).compareTo(allowed(baseline, rule)) > 0;
    }

    /** In decimals, so that 5 % of 20 is 1 and not nearly so. */
    private static BigDecimal difference(double value, double other) {
        return BigDecimal.valueOf(value).subtract(BigDecimal.valueOf(other));
    }

    /** The largest increase that is no regression. */
    private static BigDecimal allowed(double baseline, Rule rule) {
        return BigDecimal.valueOf(rule.maxIncrease().getAsDouble()).multiply(BigDecimal.valueOf(baseline))
                .max(BigDecimal.valueOf(rule.floor()));
    }

    private static RuleJudgement maximum(Rule rule, Exact exact) {
        double max = rule.max().getAsDouble();
        Verdict verdict = exact.least() > max ? Verdict.REGRESSED
                : exact.most() > max ? Verdict.INCONCLUSIVE : Verdict.PASS;
        return RuleJudgement.onMaximum(rule, verdict,
                List.of(ExactWording.maximum(rule.metric(), exact, max, verdict)));
    }

    private static RuleJudgement minimum(Rule rule, Exact exact, Counts counts) {
        double min = rule.min().getAsDouble();
        Verdict verdict = exact.most() < min ? Verdict.REGRESSED
                : exact.least() < min ? Verdict.INCONCLUSIVE : Verdict.PASS;
        String missed = verdict == Verdict.PASS || counts == null ? "" : UnreachedLines.of(counts.lines());
        return RuleJudgement.onMinimum(rule, verdict, List.of(ExactWording.minimum(rule.metric(), exact, min, verdict)
                + (missed.isEmpty() ? "" : ": the input never reaches " + missed)));
    }
}
