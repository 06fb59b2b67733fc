package io.github.bpfgate.gate;

import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.BenchmarkResult.Metric;
import io.github.bpfgate.stats.ConfirmingSeries;
import io.github.bpfgate.stats.Decision;
import io.github.bpfgate.stats.Holm;
import io.github.bpfgate.stats.Limit;
import io.github.bpfgate.stats.LookSchedule;
import io.github.bpfgate.stats.Outcome;
import io.github.bpfgate.stats.SequentialDecision;
import io.github.bpfgate.stats.SmallestDetectable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Gives each benchmark its verdict, from block values and rules alone.
 *
 * <p>A benchmark has regressed when a look at its first series puts the whole interval above the limit, and the
 * confirming series of fresh loads rejects "at most the limit" in a test that is corrected for the number of benchmarks
 * (Holm).
 */
public final class Judge {

    private static final double POWER = 0.95;

    private final Rules rules;
    private final LookSchedule looks = LookSchedule.standard();

    public Judge(Rules rules) {
        this.rules = rules;
    }

    /** The results with their verdicts; what an earlier judging left in them does not matter. */
    public Results judge(Results results) {
        List<BenchmarkResult> benchmarks = results.benchmarks();
        Map<Rule.Level, boolean[]> grew = new EnumMap<>(Rule.Level.class);
        Map<Rule.Level, boolean[]> above = new EnumMap<>(Rule.Level.class);
        for (Rule.Level level : Rule.Level.values()) {
            grew.put(level, confirmed(benchmarks, result -> tightest(result, level)
                    .map(rule -> confirmingP(result, rule)).orElse(Double.NaN)));
            above.put(level, confirmed(benchmarks, result -> smallestMaximum(result, level)
                    .map(rule -> confirmingPAbove(result, rule)).orElse(Double.NaN)));
        }
        List<BenchmarkResult> judged = new ArrayList<>();
        for (int i = 0; i < benchmarks.size(); i++) {
            int index = i;
            judged.add(judge(benchmarks.get(i), level -> grew.get(level)[index], level -> above.get(level)[index]));
        }
        return results.with(judged);
    }

    private BenchmarkResult judge(BenchmarkResult result, Predicate<Rule.Level> grew, Predicate<Rule.Level> above) {
        if (result.reference() == BenchmarkResult.Reference.NOT_RUN) {
            return result.judged(Verdict.UNSUPPORTED, Rule.Level.ERROR, result.notes(), null);
        }
        if (result.reference() == BenchmarkResult.Reference.SAME_WORK) {
            return result.judged(Verdict.UNCHANGED, Rule.Level.ERROR,
                    List.of("candidate and baseline are the same work"), null);
        }
        List<RuleJudgement> judgements = new ArrayList<>();
        for (Rule.Level level : Rule.Level.values()) {
            tightest(result, level).ifPresent(rule -> judgements.add(relative(result, rule, grew.test(level))));
        }
        boolean compared = !judgements.isEmpty();
        for (Rule.Level level : Rule.Level.values()) {
            smallestMaximum(result, level).map(rule -> absolute(result, rule, above.test(level)))
                    // Below its maximum a program may still be faster or slower than before: that is told first.
                    .filter(absolute -> !compared || absolute.verdict() != Verdict.PASS).ifPresent(judgements::add);
        }
        return gravest(result, judgements);
    }

    private static BenchmarkResult gravest(BenchmarkResult result, List<RuleJudgement> judgements) {
        RuleJudgement gravest = judgements.stream().max(Comparator.comparingInt(RuleJudgement::weight)).orElseThrow();
        Comparison comparison = Stream.concat(Stream.of(gravest), judgements.stream())
                .map(RuleJudgement::comparison).filter(c -> c != null).findFirst()
                .orElseGet(() -> unjudged(result.comparison()));
        List<String> reasons = judgements.stream().filter(j -> j.weight() == gravest.weight())
                .flatMap(j -> j.reasons().stream()).distinct().toList();
        return result.judged(gravest.verdict(), gravest.level(), reasons, comparison);
    }

    /** What an earlier judging by other rules left in it is gone. */
    private static Comparison unjudged(Comparison comparison) {
        return comparison == null ? null : Comparison.measured(comparison.metric(), comparison.unit(),
                comparison.baselineNet(), comparison.blocks(), comparison.confirming(), comparison.pairs());
    }

    /** The rule with the smallest limit in ns: a floor can make a small share the larger limit. */
    private Optional<Rule> tightest(BenchmarkResult result, Rule.Level level) {
        return rules.of(result.name()).stream()
                .filter(r -> r.level() == level && r.maxIncrease().isPresent())
                .min(Comparator.<Rule>comparingDouble(r -> result.comparison() == null ? 0
                        : limit(r, result.comparison())).thenComparingDouble(r -> r.maxIncrease().getAsDouble()));
    }

    private Optional<Rule> smallestMaximum(BenchmarkResult result, Rule.Level level) {
        return rules.of(result.name()).stream().filter(r -> r.level() == level && r.max().isPresent())
                .min(Comparator.comparingDouble(r -> r.max().getAsDouble()));
    }

    private boolean[] confirmed(List<BenchmarkResult> benchmarks, ToDoubleFunction<BenchmarkResult> p) {
        return Holm.rejected(benchmarks.stream().mapToDouble(p).toArray(), looks.totalAlpha());
    }

    private static double confirmingPAbove(BenchmarkResult result, Rule rule) {
        Metric metric = result.metrics().get(rule.metric());
        return metric == null || metric.confirming().length == 0 ? Double.NaN
                : ConfirmingSeries.p(metric.confirming(), rule.max().getAsDouble());
    }

    private static double confirmingP(BenchmarkResult result, Rule rule) {
        Comparison comparison = result.comparison();
        if (comparison == null || comparison.confirming().length == 0) {
            return Double.NaN;
        }
        return ConfirmingSeries.p(comparison.confirming(), limit(rule, comparison));
    }

    private static double limit(Rule rule, Comparison comparison) {
        return rule.increaseLimit().orElseThrow().in(comparison.baselineNet());
    }

    private RuleJudgement relative(BenchmarkResult result, Rule rule, boolean confirmed) {
        return switch (result.reference()) {
            case OBJECT -> compared(result.comparison(), rule, confirmed);
            case NOTHING -> plain(Verdict.NO_BASELINE, rule, "nothing is stored to compare with");
            case NUMBERS_FROM_ELSEWHERE -> plain(Verdict.NOT_COMPARABLE, rule,
                    "only numbers are stored, and they are from another machine");
            case NUMBERS_FROM_HERE -> plain(Verdict.INCONCLUSIVE, rule, Wording.numbersAlone(result.metrics()
                    .get(rule.metric())));
            case SAME_WORK, NOT_RUN -> throw new IllegalArgumentException("not judged by rules");
        };
    }

    private static RuleJudgement plain(Verdict verdict, Rule rule, String reason) {
        return new RuleJudgement(verdict, rule.level(), List.of(reason), null);
    }

    private RuleJudgement compared(Comparison measured, Rule rule, boolean confirmed) {
        double limit = limit(rule, measured);
        Decision decision = SequentialDecision.decide(measured.blocks(), limit, looks);
        // Without a look there is no α to detect anything at.
        double smallest = decision.alpha() == 0 ? Double.NaN
                : SmallestDetectable.of(measured.blocks(), limit, decision.alpha(), POWER);
        Comparison comparison = new Comparison(measured.metric(), measured.unit(), decision.estimate(),
                finite(decision.lower()), finite(decision.upper()), limit,
                Comparison.share(decision.estimate(), measured.baselineNet()), measured.baselineNet(),
                measured.blocks(), measured.confirming(), measured.pairs(), finite(smallest));
        Verdict verdict = switch (decision.outcome()) {
            case REGRESSED -> confirmed ? Verdict.REGRESSED : Verdict.INCONCLUSIVE;
            case IMPROVED -> Verdict.IMPROVED;
            case PASS -> Verdict.PASS;
            case UNDECIDED -> Verdict.INCONCLUSIVE;
        };
        List<String> reasons = Wording.compared(comparison, rule, decision, verdict,
                decision.outcome() == Outcome.REGRESSED);
        return new RuleJudgement(verdict, rule.level(), reasons, comparison);
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private RuleJudgement absolute(BenchmarkResult result, Rule rule, boolean confirmed) {
        Metric metric = result.metrics().get(rule.metric());
        Limit.Maximum maximum = rule.maximum().orElseThrow();
        Decision excess = SequentialDecision.decide(maximum.excess(metric.blocks()), 0, looks);
        Verdict verdict = switch (excess.outcome()) {
            case REGRESSED -> confirmed ? Verdict.REGRESSED : Verdict.INCONCLUSIVE;
            case IMPROVED, PASS -> Verdict.PASS;
            case UNDECIDED -> Verdict.INCONCLUSIVE;
        };
        return new RuleJudgement(verdict, rule.level(), Wording.absolute(metric, maximum.nanos(), excess, verdict), null);
    }
}
