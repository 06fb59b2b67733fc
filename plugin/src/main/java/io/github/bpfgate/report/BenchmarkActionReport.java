package io.github.bpfgate.report;

import static io.github.bpfgate.report.JsonText.object;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.MetricName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code benchmark-action.json}, what github-action-benchmark takes as its tool {@code customSmallerIsBetter}. Coverage
 * is left out, for more of it is better, and so is what is advice alone, for the action would raise alarms on it.
 *
 * @see <a href="https://github.com/benchmark-action/github-action-benchmark">github-action-benchmark</a>
 */
public final class BenchmarkActionReport implements ReportFormat {

    @Override
    public String fileName() {
        return "benchmark-action.json";
    }

    @Override
    public String render(ReportInput input) {
        return JsonText.of(input.judged().benchmarks().stream().flatMap(BenchmarkActionReport::entries).toList());
    }

    private static Stream<Map<String, Object>> entries(BenchmarkResult result) {
        return Stream.of(MetricName.values()).filter(metric -> !metric.moreIsBetter() && !metric.isAdvice())
                .filter(metric -> result.metrics().containsKey(metric.toString()))
                .map(metric -> entry(result, metric, result.metrics().get(metric.toString())));
    }

    private static Map<String, Object> entry(BenchmarkResult result, MetricName name, Metric metric) {
        Map<String, Object> entry = object("name", result.name() + " " + name, "unit", metric.unit(), "value",
                metric.value());
        double range = range(metric);
        if (range > 0) {
            entry.put("range", "± " + Figures.count(range));
        }
        entry.put("extra", String.join("\n", extra(result, metric)));
        return entry;
    }

    /** The half of the interval. */
    private static double range(Metric metric) {
        if (metric instanceof Metric.Timing timing) {
            return (timing.upper() - timing.lower()) / 2;
        }
        Metric.Exact exact = (Metric.Exact) metric;
        return (exact.most() - exact.least()) / 2;
    }

    private static List<String> extra(BenchmarkResult result, Metric metric) {
        String verdict = "verdict: " + result.verdict();
        return metric.baseline() == null ? List.of(verdict)
                : List.of(verdict, "baseline: " + Figures.count(metric.baseline()) + " " + metric.unit());
    }
}
