package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.RuleJudgement;
import io.github.bpfgate.gate.RuleJudgement.Kind;
import io.github.bpfgate.gate.Verdict;
import java.util.Optional;

/** What a limit found, in a few words where many stand below each other: how much, how sure, and the limit. */
final class JudgementText {

    private JudgementText() {
    }

    /** Such as {@code latency +15.8 % [+9.1 % +21.3 %], limit +5 %, confirmed by 10 loads}. */
    static String of(BenchmarkResult result, RuleJudgement judgement) {
        if (judgement.kind() != Kind.INCREASE || judgement.verdict() != Verdict.REGRESSED) {
            return String.join("; ", judgement.reasons());
        }
        String accepted = judgement.acceptance() == null ? ""
                : ", accepted " + judgement.acceptance().upTo() + " until " + judgement.acceptance().until();
        return judgement.metric() + " " + (judgement.metric() == MetricName.LATENCY ? time(result.comparison())
                : count(result.exact(judgement.metric()).orElseThrow(), judgement)) + accepted;
    }

    private static String time(Comparison comparison) {
        return TimingTable.change(comparison) + ", limit " + TimingTable.limit(comparison) + ", confirmed by "
                + comparison.confirming().length + " loads";
    }

    private static String count(Exact exact, RuleJudgement judgement) {
        return judgement.metric().shown(exact.baseline(), exact.value()) + " → "
                + judgement.metric().shown(exact.value(), exact.baseline()) + share(exact)
                .map(share -> " (" + Cells.share(share, 2) + ")").orElse("") + ", limit "
                + ExactTable.increase(judgement.limit(), exact.baseline());
    }

    private static Optional<Double> share(Exact exact) {
        return exact.baseline() == null || exact.baseline() == 0 ? Optional.empty()
                : Optional.of(exact.value() / exact.baseline() - 1);
    }

    /** How much worse it is, to put the worst first; 0 where there is nothing to compare. */
    static double share(BenchmarkResult result, RuleJudgement judgement) {
        if (judgement.metric() == null) {
            return 0;
        }
        if (judgement.metric() == MetricName.LATENCY) {
            return result.comparison() == null || result.comparison().relative() == null ? 0
                    : result.comparison().relative();
        }
        return result.exact(judgement.metric()).flatMap(JudgementText::share).orElse(0.0);
    }
}
