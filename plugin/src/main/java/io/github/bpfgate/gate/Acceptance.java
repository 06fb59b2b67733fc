package io.github.bpfgate.gate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.bpfgate.gate.RuleJudgement.Kind;
import io.github.bpfgate.stats.Limit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * A regression that somebody means: up to how much, until when, and why. It is of an increase over the baseline, and
 * moves no other limit.
 *
 * @param benchmark its name
 * @param metric    that may increase
 * @param upTo      how much
 * @param until     the last day, as ISO 8601 writes it, in UTC
 * @param reason    why it is meant; blank in a proposal alone
 */
@JsonPropertyOrder({"benchmark", "metric", "upTo", "until", "reason"})
public record Acceptance(String benchmark, MetricName metric, AcceptedIncrease upTo, String until, String reason) {

    /** From here on a share says nothing, and the amount is told. */
    private static final double LARGEST_SHARE = 100;

    /**
     * The least that has to be accepted for a broken limit to let the same measurement pass, with no reason yet.
     *
     * @param result    with its interval
     * @param judgement that an increase over the baseline is too large
     * @param until     the last day
     * @throws IllegalArgumentException if it says something else
     */
    static Acceptance covering(BenchmarkResult result, RuleJudgement judgement, LocalDate until) {
        if (judgement.kind() != Kind.INCREASE || judgement.verdict() != Verdict.REGRESSED) {
            throw new IllegalArgumentException("nothing to accept: " + judgement);
        }
        AcceptedIncrease upTo = judgement.metric() == MetricName.LATENCY ? ofTime(result.comparison())
                : ofCounts(judgement.metric(), result.exact(judgement.metric()).orElseThrow());
        return new Acceptance(result.name(), judgement.metric(), upTo, until.toString(), "");
    }

    /** Above the whole interval: only what is certainly below a limit passes it. */
    private static AcceptedIncrease ofTime(BenchmarkResult.Comparison comparison) {
        double net = comparison.baselineNet();
        double most = comparison.upper();
        AcceptedIncrease upTo = net > 0 && most / net < LARGEST_SHARE
                ? AcceptedIncrease.ofShare(BigDecimal.valueOf(most), BigDecimal.valueOf(net))
                : AcceptedIncrease.ofAmount(MetricName.LATENCY, BigDecimal.valueOf(most));
        while (!(new Limit.Increase(upTo.share(), upTo.amount()).in(net) > most)) {
            upTo = upTo.next();
        }
        return upTo;
    }

    private static AcceptedIncrease ofCounts(MetricName metric, Metric.Exact exact) {
        // In decimals, as counts are judged.
        BigDecimal least = BigDecimal.valueOf(exact.baselineLeast());
        BigDecimal most = BigDecimal.valueOf(exact.most()).subtract(least);
        return exact.baselineLeast() > 0 && exact.most() / exact.baselineLeast() < LARGEST_SHARE
                ? AcceptedIncrease.ofShare(most, least) : AcceptedIncrease.ofAmount(metric, most);
    }

    /** Whether it is over on a day. */
    boolean hasEnded(LocalDate today) {
        return today.isAfter(LocalDate.parse(until));
    }

    /** A rule on its metric with this increase allowed, if it allows less. */
    Rule relaxed(Rule rule) {
        return new Rule(rule.metric(), OptionalDouble.of(Math.max(rule.maxIncrease().orElseThrow(), upTo.share())),
                rule.max(), rule.min(), Math.max(rule.floor(), upTo.amount()), rule.level());
    }
}
