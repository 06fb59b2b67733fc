package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.RuleJudgement;
import io.github.bpfgate.gate.RuleJudgement.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A metric without noise beside its baseline.
 *
 * @param metric   its name
 * @param unit     of its figures
 * @param value    the candidate's
 * @param baseline the baseline's; empty if there is none
 * @param change   from baseline to candidate; empty without one
 * @param limit    the gravest rule on it; empty if there is none
 * @param verdict  of that rule
 */
public record ExactRow(String metric, String unit, String value, String baseline, String change, String limit,
        Optional<VerdictView> verdict) {

    static List<ExactRow> of(BenchmarkResult result) {
        return Stream.of(MetricName.values()).flatMap(metric -> result.exact(metric)
                .map(exact -> of(metric, exact, result)).stream()).toList();
    }

    private static ExactRow of(MetricName metric, Metric.Exact exact, BenchmarkResult result) {
        Optional<RuleJudgement> judged = result.judgements().stream()
                .filter(j -> j.metric() == metric && j.limit() != null)
                .max(Comparator.comparingInt(RuleJudgement::weight));
        double limit = judged.filter(j -> j.kind() == Kind.INCREASE).map(RuleJudgement::limit).orElse(0.0);
        return new ExactRow(metric.toString(), metric == MetricName.COVERAGE ? "" : metric.unit(),
                Shown.value(metric, exact.value(), exact.least(), exact.most()),
                exact.baseline() == null ? ""
                        : Shown.value(metric, exact.baseline(), exact.baselineLeast(), exact.baselineMost()),
                Shown.change(metric, exact, limit).orElse(""),
                judged.map(j -> limit(metric, exact, j)).orElse(""),
                judged.map(j -> VerdictView.of(j.verdict(), j.level())));
    }

    private static String limit(MetricName metric, Metric.Exact exact, RuleJudgement judgement) {
        return switch (judgement.kind()) {
            case INCREASE -> Shown.increase(metric, judgement.limit(), exact.baseline());
            case MAX -> "at most " + Shown.figure(metric, judgement.limit());
            case MIN -> "at least " + Shown.figure(metric, judgement.limit());
        };
    }
}
