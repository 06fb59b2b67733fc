package io.github.bpfgate.gate;

import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.RuleJudgement.Kind;
import io.github.bpfgate.stats.Limit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The regressions that are meant, on one day. An acceptance is a higher limit with an end: what is certainly below it is
 * accepted, what is certainly above it has regressed, and between the two it is open.
 *
 * @param entries at most one for each benchmark and metric
 * @param today   in UTC
 */
public record Acceptances(List<Acceptance> entries, LocalDate today) {

    /** Nothing is accepted, on any day. */
    public static final Acceptances NONE = new Acceptances(List.of(), LocalDate.EPOCH);

    /** How long a proposal lasts: a change that is meant for good is a new baseline. */
    private static final int PROPOSED_DAYS = 90;

    private Optional<Acceptance> on(String benchmark, MetricName metric) {
        return entries.stream().filter(entry -> entry.benchmark().equals(benchmark) && entry.metric() == metric)
                .findFirst();
    }

    /** The rule with what is accepted today of its benchmark and metric; itself where nothing is. */
    Rule relaxed(Rule rule, String benchmark) {
        return on(benchmark, rule.metric()).filter(entry -> !entry.hasEnded(today) && rule.maxIncrease().isPresent())
                .map(entry -> entry.relaxed(rule)).orElse(rule);
    }

    /** The limits on latency that sampling must be able to tell beside those of the rules. */
    public List<Limit> samplingLimits(Rules rules, String benchmark) {
        return rules.of(benchmark).stream().filter(rule -> !relaxed(rule, benchmark).equals(rule))
                .<Limit>flatMap(rule -> relaxed(rule, benchmark).increaseLimit().stream()).distinct().toList();
    }

    /**
     * What becomes of a judgement on an increase where one is accepted.
     *
     * @param byRule  what the rule alone says
     * @param relaxed the verdict where the acceptance is the limit
     */
    RuleJudgement weigh(RuleJudgement byRule, String benchmark, Function<Acceptance, Verdict> relaxed) {
        boolean over = byRule.verdict() == Verdict.REGRESSED || byRule.verdict() == Verdict.INCONCLUSIVE;
        return on(benchmark, byRule.metric()).filter(entry -> over).map(entry -> {
            if (entry.hasEnded(today)) {
                return byRule.weighed(byRule.verdict(), entry, "it was accepted up to " + entry.upTo() + ", until "
                        + entry.until() + ", and that is over");
            }
            return switch (relaxed.apply(entry)) {
                case REGRESSED -> byRule.weighed(byRule.verdict(), entry, "which is more than the " + accepted(entry));
                case INCONCLUSIVE -> byRule.weighed(Verdict.INCONCLUSIVE, entry,
                        "which cannot be told from the " + accepted(entry));
                default -> byRule.weighed(Verdict.ACCEPTED, entry, "accepted up to " + entry.upTo() + " until "
                        + entry.until() + ": " + entry.reason());
            };
        }).orElse(byRule);
    }

    private static String accepted(Acceptance entry) {
        return entry.upTo() + " that is accepted until " + entry.until();
    }

    /**
     * What accepts nothing any more, and would quietly accept the next regression.
     *
     * @param judged by these acceptances
     * @return a sentence for each
     */
    public List<String> unused(Results judged) {
        List<String> sentences = new ArrayList<>();
        for (Acceptance entry : entries) {
            String what = "accepts more " + entry.metric() + " of " + entry.benchmark() + ", ";
            Optional<BenchmarkResult> result = judged.benchmarks().stream()
                    .filter(r -> r.name().equals(entry.benchmark())).findFirst();
            if (result.isEmpty()) {
                sentences.add(what + "and there is no such benchmark");
            } else if (isWithinRules(entry.metric(), result.get())) {
                sentences.add(what + "which is over no limit now");
            }
        }
        return sentences;
    }

    /** Where nothing could be compared the next machine may need the acceptance. */
    private static boolean isWithinRules(MetricName metric, BenchmarkResult result) {
        return result.reference() == Reference.SAME_WORK || result.reference() != Reference.NOT_RUN
                && result.judgements().stream().filter(j -> j.metric() == metric && j.kind() != Kind.MAX)
                .allMatch(j -> j.verdict() == Verdict.PASS || j.verdict() == Verdict.IMPROVED);
    }

    /**
     * What would have to be accepted for these benchmarks to break no limit on an increase.
     *
     * @param failures judged
     * @return without reasons
     */
    public List<Acceptance> proposed(List<BenchmarkResult> failures) {
        LocalDate until = today.plusDays(PROPOSED_DAYS);
        return failures.stream().flatMap(result -> result.judgements().stream()
                .filter(j -> j.kind() == Kind.INCREASE && j.verdict() == Verdict.REGRESSED)
                .map(j -> Acceptance.covering(result, j, until)).distinct()).toList();
    }

    /** All entries, with proposals in the place of those that they would replace. */
    public List<Acceptance> with(List<Acceptance> proposals) {
        List<Acceptance> all = new ArrayList<>(proposals);
        entries.stream().filter(entry -> proposals.stream().noneMatch(p -> p.benchmark().equals(entry.benchmark())
                && p.metric() == entry.metric())).forEach(all::add);
        return all;
    }
}
