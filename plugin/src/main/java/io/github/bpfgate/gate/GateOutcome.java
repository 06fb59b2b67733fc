package io.github.bpfgate.gate;

import io.github.bpfgate.gate.RuleJudgement.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a module's verdicts mean for its build.
 *
 * @param failures   benchmarks that fail it
 * @param warnings   benchmarks to warn of
 * @param improved   benchmarks that became faster, or do with less
 */
public record GateOutcome(List<BenchmarkResult> failures, List<BenchmarkResult> warnings,
        List<BenchmarkResult> improved) {

    private static final Set<Verdict> WELL = EnumSet.of(Verdict.UNCHANGED, Verdict.PASS, Verdict.IMPROVED,
            Verdict.ACCEPTED);

    /** What stores the candidate as the new baseline. */
    public static final String STORE = "mvn bpfgate:update-baseline";

    /**
     * Sorts judged results by what the policies make of them. Each of a benchmark's judgements meets the policies, and
     * not the gravest alone: what is open in one limit must not hide that another has nothing to compare with.
     */
    public static GateOutcome of(Results judged, Policies policies) {
        List<BenchmarkResult> failures = new ArrayList<>();
        List<BenchmarkResult> warnings = new ArrayList<>();
        List<BenchmarkResult> improved = new ArrayList<>();
        for (BenchmarkResult result : judged.benchmarks()) {
            if (result.allJudgements().anyMatch(judgement -> fails(judgement, policies))) {
                failures.add(result);
            } else if (result.allJudgements().anyMatch(GateOutcome::isWorthAWarning)) {
                warnings.add(result);
            }
            if (result.verdict() == Verdict.IMPROVED) {
                improved.add(result);
            }
        }
        return new GateOutcome(failures, warnings, improved);
    }

    /** That a program which nobody asked for does not load on this machine is for the results to tell. */
    private static boolean isWorthAWarning(RuleJudgement judgement) {
        return !WELL.contains(judgement.verdict())
                && !(judgement.verdict() == Verdict.UNSUPPORTED && judgement.level() == Rule.Level.WARN);
    }

    /** A rule that warns fails nothing, whether it is broken or open. */
    private static boolean fails(RuleJudgement judgement, Policies policies) {
        boolean error = judgement.level() == Rule.Level.ERROR;
        return switch (judgement.verdict()) {
            case UNCHANGED, PASS, IMPROVED, ACCEPTED -> false;
            case REGRESSED -> error && policies.failOnRegression();
            case INCONCLUSIVE -> error && policies.onInconclusive() == Policies.Action.FAIL;
            case NO_BASELINE, NOT_COMPARABLE -> policies.onMissingBaseline() == Policies.Action.FAIL;
            case UNSUPPORTED -> error && policies.onUnsupported() == Policies.Action.FAIL;
        };
    }

    /** What can be done about the failures, a sentence each; empty if there are none. */
    public List<String> cures() {
        if (passes()) {
            return List.of();
        }
        if (failures.stream().anyMatch(result -> result.verdict() == Verdict.REGRESSED)) {
            return Stream.of(broke(Kind.INCREASE, "Meant for good? Accept it with " + STORE
                    + ", and commit the new baseline."),
                    broke(Kind.MAX, "What is above its <max> has to come down, or the limit up."),
                    broke(Kind.MIN, "What is below its <min> needs an input that reaches more, or a lower limit."))
                    .flatMap(Optional::stream).toList();
        }
        if (has(Verdict.NO_BASELINE) || has(Verdict.NOT_COMPARABLE)) {
            return List.of("Store the baseline with " + STORE + ", and commit it.");
        }
        if (has(Verdict.INCONCLUSIVE)) {
            return List.of(failures.stream().anyMatch(GateOutcome::isOpenInTime)
                    ? "Raise maxTimePerBenchmark or the limit; mvn bpfgate:selftest says what can be told apart here."
                    : "More time does not help: give an input on which the counts agree, or change the rule.");
        }
        return List.of("What is missing here, mvn bpfgate:doctor says.");
    }

    private static boolean isOpenInTime(BenchmarkResult result) {
        return result.judgements().stream()
                .anyMatch(j -> j.verdict() == Verdict.INCONCLUSIVE && j.metric() == MetricName.LATENCY);
    }

    private Optional<String> broke(Kind kind, String sentence) {
        return failures.stream().anyMatch(r -> r.verdict() == Verdict.REGRESSED && r.broke(kind))
                ? Optional.of(sentence) : Optional.empty();
    }

    private boolean has(Verdict verdict) {
        return failures.stream().flatMap(BenchmarkResult::allJudgements).anyMatch(j -> j.verdict() == verdict);
    }

    /** Whether the build goes on. */
    public boolean passes() {
        return failures.isEmpty();
    }
}
