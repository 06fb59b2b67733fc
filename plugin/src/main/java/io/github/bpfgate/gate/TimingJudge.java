package io.github.bpfgate.gate;

import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.stats.ConfirmingSeries;
import io.github.bpfgate.stats.Decision;
import io.github.bpfgate.stats.Holm;
import io.github.bpfgate.stats.Limit;
import io.github.bpfgate.stats.LookSchedule;
import io.github.bpfgate.stats.Outcome;
import io.github.bpfgate.stats.SequentialDecision;
import io.github.bpfgate.stats.SmallestDetectable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Judges the time of all benchmarks of a module, from block values, rules and acceptances alone.
 *
 * <p>A benchmark has regressed when a look at its first series puts the whole interval above the limit, and the
 * confirming series of fresh loads rejects "at most the limit" in a test that is corrected for the number of benchmarks
 * (Holm).
 */
final class TimingJudge {

    private static final double POWER = 0.95;

    private final Rules rules;
    private final Acceptances acceptances;
    private final LookSchedule looks = LookSchedule.standard();
    private final List<BenchmarkResult> benchmarks;
    private final Map<Rule.Level, boolean[]> grew = new EnumMap<>(Rule.Level.class);
    /** By more than is accepted. */
    private final Map<Rule.Level, boolean[]> outgrew = new EnumMap<>(Rule.Level.class);
    private final Map<Rule.Level, boolean[]> above = new EnumMap<>(Rule.Level.class);

    /**
     * What the limits on latency say of one benchmark.
     *
     * @param judgements empty if no rule is on latency
     * @param comparison with the limit and bounds of the gravest of them; null if nothing was compared
     */
    record Said(List<RuleJudgement> judgements, Comparison comparison) {
    }

    private record Compared(RuleJudgement judgement, Comparison comparison) {
    }

    TimingJudge(Rules rules, Acceptances acceptances, List<BenchmarkResult> benchmarks) {
        this.rules = rules;
        this.acceptances = acceptances;
        this.benchmarks = benchmarks;
        for (Rule.Level level : Rule.Level.values()) {
            grew.put(level, confirmed(result -> tightest(result, level)
                    .map(rule -> confirmingP(result, rule)).orElse(Double.NaN)));
            outgrew.put(level, confirmed(result -> tightest(result, level)
                    .map(rule -> confirmingP(result, relaxed(rule, result))).orElse(Double.NaN)));
            above.put(level, confirmed(result -> smallestMaximum(result, level)
                    .map(rule -> confirmingPAbove(result, rule)).orElse(Double.NaN)));
        }
    }

    /** Of the benchmark at that place, which must have been timed. */
    Said judge(int index) {
        BenchmarkResult result = benchmarks.get(index);
        List<Compared> compared = new ArrayList<>();
        List<RuleJudgement> judgements = new ArrayList<>();
        for (Rule.Level level : Rule.Level.values()) {
            tightest(result, level).ifPresent(rule -> compared.add(relative(index, rule)));
        }
        compared.forEach(c -> judgements.add(c.judgement()));
        for (Rule.Level level : Rule.Level.values()) {
            smallestMaximum(result, level)
                    .ifPresent(rule -> judgements.add(absolute(result, rule, above.get(level)[index])));
        }
        return new Said(judgements, compared.stream().max(Comparator.comparingInt(c -> c.judgement().weight()))
                .map(Compared::comparison).orElseGet(() -> unjudged(result.comparison())));
    }

    /** What an earlier judging by other rules left in it is gone. */
    private static Comparison unjudged(Comparison comparison) {
        return comparison == null ? null : Comparison.measured(comparison.metric(), comparison.unit(),
                comparison.baselineNet(), comparison.blocks(), comparison.confirming(), comparison.pairs());
    }

    private Stream<Rule> rules(BenchmarkResult result, Rule.Level level) {
        return rules.of(result.name()).stream()
                .filter(rule -> rule.metric() == MetricName.LATENCY && rule.level() == level);
    }

    /** The rule with the smallest limit in ns: a floor can make a small share the larger limit. */
    private Optional<Rule> tightest(BenchmarkResult result, Rule.Level level) {
        return rules(result, level).filter(r -> r.maxIncrease().isPresent())
                .min(Comparator.<Rule>comparingDouble(r -> result.comparison() == null ? 0
                        : limit(r, result.comparison())).thenComparingDouble(r -> r.maxIncrease().getAsDouble()));
    }

    private Optional<Rule> smallestMaximum(BenchmarkResult result, Rule.Level level) {
        return rules(result, level).filter(r -> r.max().isPresent())
                .min(Comparator.comparingDouble(r -> r.max().getAsDouble()));
    }

    /** Corrected for those that are run: what is only loaded has no time, and no part in the false alarms. */
    private boolean[] confirmed(ToDoubleFunction<BenchmarkResult> p) {
        int[] run = IntStream.range(0, benchmarks.size()).filter(i -> !benchmarks.get(i).onlyLoaded()).toArray();
        boolean[] rejected = Holm.rejected(Arrays.stream(run).mapToDouble(i -> p.applyAsDouble(benchmarks.get(i)))
                .toArray(), looks.totalAlpha());
        boolean[] confirmed = new boolean[benchmarks.size()];
        for (int i = 0; i < run.length; i++) {
            confirmed[run[i]] = rejected[i];
        }
        return confirmed;
    }

    private Rule relaxed(Rule rule, BenchmarkResult result) {
        return acceptances.relaxed(rule, result.name());
    }

    private static double confirmingPAbove(BenchmarkResult result, Rule rule) {
        return result.timing().filter(timing -> timing.confirming().length > 0)
                .map(timing -> ConfirmingSeries.p(timing.confirming(), rule.max().getAsDouble())).orElse(Double.NaN);
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

    private Compared relative(int index, Rule rule) {
        BenchmarkResult result = benchmarks.get(index);
        return switch (result.reference()) {
            case OBJECT -> compared(index, rule);
            case NOTHING -> plain(Verdict.NO_BASELINE, rule, Wording.NOTHING_STORED);
            case NUMBERS_FROM_ELSEWHERE -> plain(Verdict.NOT_COMPARABLE, rule,
                    "only numbers are stored, and they are from another machine");
            case NUMBERS_FROM_HERE -> plain(Verdict.INCONCLUSIVE, rule,
                    Wording.numbersAlone(result.timing().orElseThrow()));
            case SAME_WORK, NOT_RUN -> throw new IllegalArgumentException("not judged by rules");
        };
    }

    private static Compared plain(Verdict verdict, Rule rule, String reason) {
        return new Compared(RuleJudgement.onIncrease(rule, null, verdict, List.of(reason)), null);
    }

    private Compared compared(int index, Rule rule) {
        BenchmarkResult result = benchmarks.get(index);
        Comparison measured = result.comparison();
        double limit = limit(rule, measured);
        Decision decision = SequentialDecision.decide(measured.blocks(), limit, looks);
        Verdict verdict = increase(decision, grew.get(rule.level())[index]);
        Decision beyond = SequentialDecision.decide(measured.blocks(), limit(relaxed(rule, result), measured), looks);
        // The bounds that the verdict rests on: above the rule's limit that is the look that tells what is accepted.
        boolean over = decision.outcome() == Outcome.REGRESSED || decision.outcome() == Outcome.UNDECIDED;
        Comparison comparison = comparison(measured, limit, over ? beyond : decision);
        RuleJudgement byRule = RuleJudgement.onIncrease(rule, limit, verdict, Wording.compared(comparison, rule,
                decision, verdict, decision.outcome() == Outcome.REGRESSED));
        return new Compared(acceptances.weigh(byRule, result.name(),
                acceptance -> increase(beyond, outgrew.get(rule.level())[index])), comparison);
    }

    private static Verdict increase(Decision decision, boolean confirmed) {
        return switch (decision.outcome()) {
            case REGRESSED -> confirmed ? Verdict.REGRESSED : Verdict.INCONCLUSIVE;
            case IMPROVED -> Verdict.IMPROVED;
            case PASS -> Verdict.PASS;
            case UNDECIDED -> Verdict.INCONCLUSIVE;
        };
    }

    private Comparison comparison(Comparison measured, double limit, Decision decision) {
        // Before the first look its α is what a look would have: whoever chooses a limit needs a figure to go by.
        double alpha = decision.alpha() == 0 ? looks.looks().get(0).alpha() : decision.alpha();
        double smallest = measured.blocks().length < 2 ? Double.NaN
                : SmallestDetectable.of(measured.blocks(), limit, alpha, POWER);
        return new Comparison(measured.metric(), measured.unit(), decision.estimate(), finite(decision.lower()),
                finite(decision.upper()), limit, Comparison.share(decision.estimate(), measured.baselineNet()),
                measured.baselineNet(), measured.blocks(), measured.confirming(), measured.pairs(), finite(smallest));
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private RuleJudgement absolute(BenchmarkResult result, Rule rule, boolean confirmed) {
        Metric.Timing timing = result.timing().orElseThrow();
        Limit.Maximum maximum = rule.maximum().orElseThrow();
        Decision excess = SequentialDecision.decide(maximum.excess(timing.blocks()), 0, looks);
        Verdict verdict = switch (excess.outcome()) {
            case REGRESSED -> confirmed ? Verdict.REGRESSED : Verdict.INCONCLUSIVE;
            case IMPROVED, PASS -> Verdict.PASS;
            case UNDECIDED -> Verdict.INCONCLUSIVE;
        };
        return RuleJudgement.onMaximum(rule, verdict, Wording.absolute(timing, maximum.nanos(), excess, verdict));
    }
}
