package io.github.bpfgate.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one limit says of one benchmark. A benchmark has one verdict, and this is what it is made of.
 *
 * @param metric  the limit is on; null where the benchmark is judged as a whole
 * @param kind    of the limit; null with the metric
 * @param limit   in the metric's unit: for {@code INCREASE} the largest increase allowed, else the value itself; null
 *                where there is none to compute
 * @param level   of the rule
 * @param verdict of this limit alone
 * @param acceptance what somebody accepts beyond the limit; null where that did not matter
 * @param reasons in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RuleJudgement(MetricName metric, Kind kind, Double limit, Rule.Level level, Verdict verdict,
        Acceptance acceptance, List<String> reasons) {

    /** The limits a rule can have. */
    public enum Kind {
        /** On the increase over the baseline. */
        INCREASE,
        /** On the value, from above. */
        MAX,
        /** On the value, from below. */
        MIN
    }

    RuleJudgement(MetricName metric, Kind kind, Double limit, Rule.Level level, Verdict verdict,
            List<String> reasons) {
        this(metric, kind, limit, level, verdict, null, reasons);
    }

    static RuleJudgement ofWhole(Verdict verdict, Rule.Level level, List<String> reasons) {
        return new RuleJudgement(null, null, null, level, verdict, reasons);
    }

    static RuleJudgement onIncrease(Rule rule, Double limit, Verdict verdict, List<String> reasons) {
        return new RuleJudgement(rule.metric(), Kind.INCREASE, limit, rule.level(), verdict, reasons);
    }

    static RuleJudgement onMaximum(Rule rule, Verdict verdict, List<String> reasons) {
        return new RuleJudgement(rule.metric(), Kind.MAX, rule.max().getAsDouble(), rule.level(), verdict, reasons);
    }

    static RuleJudgement onMinimum(Rule rule, Verdict verdict, List<String> reasons) {
        return new RuleJudgement(rule.metric(), Kind.MIN, rule.min().getAsDouble(), rule.level(), verdict, reasons);
    }

    /** The same with what an acceptance makes of it. */
    RuleJudgement weighed(Verdict newVerdict, Acceptance by, String reason) {
        return new RuleJudgement(metric, kind, limit, level, newVerdict, by,
                Stream.concat(reasons.stream(), Stream.of(reason)).toList());
    }

    /** Whether it is on how long the program takes, or says that this is not known. */
    boolean isOfTime() {
        return metric == null || metric == MetricName.LATENCY;
    }

    /**
     * How much a verdict weighs where several limits speak of one benchmark: the gravest is the benchmark's. What can
     * never fail a build weighs less than what can, so that a warning hides no policy. That an input covers too little
     * is no change of the program: as a warning it is told beside whatever verdict the change gets.
     */
    public int weight() {
        return switch (verdict) {
            case PASS -> 1;
            case UNCHANGED, IMPROVED -> 2;
            case ACCEPTED -> 3;
            case REGRESSED -> level == Rule.Level.ERROR ? 10 : kind == Kind.MIN ? 0 : 4;
            // An error that is not ruled out weighs more than a warning that is certain.
            case INCONCLUSIVE -> level == Rule.Level.ERROR ? 8 : 5;
            case NO_BASELINE -> 6;
            case NOT_COMPARABLE -> 7;
            case UNSUPPORTED -> 9;
        };
    }
}
