package io.github.bpfgate.gate;

import java.util.List;

/**
 * What one rule says of one benchmark.
 *
 * @param verdict    of this rule alone
 * @param level      of the rule
 * @param reasons    in words
 * @param comparison with limit and bounds filled in; null where the rule compares with nothing
 */
record RuleJudgement(Verdict verdict, Rule.Level level, List<String> reasons, BenchmarkResult.Comparison comparison) {

    /** How much a verdict weighs where several rules speak of one benchmark: the gravest is the benchmark's. */
    int weight() {
        return switch (verdict) {
            case UNCHANGED -> 0;
            case IMPROVED -> 1;
            case PASS -> 2;
            case NO_BASELINE -> 3;
            case NOT_COMPARABLE -> 4;
            case UNSUPPORTED -> 6;
            // An error that is not ruled out weighs more than a warning that is certain.
            case INCONCLUSIVE -> level == Rule.Level.ERROR ? 8 : 5;
            case REGRESSED -> level == Rule.Level.ERROR ? 9 : 7;
        };
    }
}
