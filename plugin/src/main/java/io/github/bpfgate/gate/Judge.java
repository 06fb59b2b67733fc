package io.github.bpfgate.gate;

import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives each benchmark its verdict: the gravest of what the limits on its time and on its exact metrics say.
 *
 * <p>A pure function of results, rules and acceptances on a day. Judging what was judged before gives the same.
 */
public final class Judge {

    private final Rules rules;
    private final Acceptances acceptances;

    /** Nothing is accepted. */
    public Judge(Rules rules) {
        this(rules, Acceptances.NONE);
    }

    public Judge(Rules rules, Acceptances acceptances) {
        this.rules = rules;
        this.acceptances = acceptances;
    }

    /** The results with their verdicts; what an earlier judging left in them does not matter. */
    public Results judge(Results results) {
        TimingJudge timing = new TimingJudge(rules, acceptances, results.benchmarks());
        List<BenchmarkResult> judged = new ArrayList<>();
        for (int i = 0; i < results.benchmarks().size(); i++) {
            BenchmarkResult result = results.benchmarks().get(i);
            TimingJudge.Said ofTime = ofTime(result, timing, i);
            judged.add(combined(result, ofTime.comparison(), Stream.concat(ofTime.judgements().stream(),
                    ExactJudge.judge(result, rules.of(result.name()), acceptances).stream()).toList()));
        }
        return results.with(judged);
    }

    private static TimingJudge.Said ofTime(BenchmarkResult result, TimingJudge timing, int index) {
        if (result.reference() == Reference.NOT_RUN) {
            return whole(Verdict.UNSUPPORTED, result.onlyLoaded() ? Rule.Level.WARN : Rule.Level.ERROR, result.notes());
        }
        if (result.reference() == Reference.SAME_WORK) {
            return whole(Verdict.UNCHANGED, Rule.Level.ERROR, List.of("candidate and baseline are the same work"));
        }
        return result.timing().isPresent() ? timing.judge(index) : new TimingJudge.Said(List.of(), null);
    }

    private static TimingJudge.Said whole(Verdict verdict, Rule.Level level, List<String> reasons) {
        return new TimingJudge.Said(List.of(RuleJudgement.ofWhole(verdict, level, reasons)), null);
    }

    /** Nobody asked for a program that is only loaded: that no limit is on it leaves nothing open. */
    private static RuleJudgement unlimited(BenchmarkResult result) {
        return RuleJudgement.ofWhole(result.onlyLoaded() ? Verdict.PASS : Verdict.INCONCLUSIVE, Rule.Level.ERROR,
                List.of(Wording.nothingJudged(result)));
    }

    private static BenchmarkResult combined(BenchmarkResult result, Comparison comparison,
            List<RuleJudgement> judgements) {
        if (judgements.isEmpty()) {
            return combined(result, comparison, List.of(unlimited(result)));
        }
        // Unchanged work stays so, whatever there is to warn of in it.
        boolean unchanged = result.reference() == Reference.SAME_WORK;
        RuleJudgement gravest = judgements.stream().filter(j -> !unchanged || j.level() == Rule.Level.ERROR)
                .max(Comparator.comparingInt(RuleJudgement::weight)).orElseThrow();
        List<RuleJudgement> told = Stream.concat(
                judgements.stream().filter(j -> j.weight() == gravest.weight()),
                // A warning weighs less than what could not be told, and is no less true for it.
                judgements.stream().filter(j -> j.verdict() == Verdict.REGRESSED || j.verdict() == Verdict.ACCEPTED))
                .distinct().toList();
        Stream<String> evidence = leavesOpen(gravest) ? ExactWording.evidence(result, told) : Stream.empty();
        List<String> reasons = Stream.concat(told.stream().flatMap(j -> j.reasons().stream()), evidence).distinct()
                .toList();
        return result.judged(gravest.verdict(), gravest.level(), reasons, comparison, judgements);
    }

    /** Whether somebody will ask what the exact metrics say: is it real? */
    private static boolean leavesOpen(RuleJudgement gravest) {
        return gravest.isOfTime() && switch (gravest.verdict()) {
            case REGRESSED, INCONCLUSIVE, NOT_COMPARABLE, UNSUPPORTED -> true;
            case UNCHANGED, PASS, IMPROVED, ACCEPTED, NO_BASELINE -> false;
        };
    }
}
