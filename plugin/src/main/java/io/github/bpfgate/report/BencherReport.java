package io.github.bpfgate.report;

import static io.github.bpfgate.report.JsonText.object;

import io.github.bpfgate.gate.Metric;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code bmf.json}, the Bencher Metric Format: what {@code bencher run --adapter json} takes. Each benchmark has its
 * measures by their slugs, which are the names of the metrics; {@code latency} is in ns, as Bencher's own measure of
 * that name.
 *
 * @see <a href="https://bencher.dev/docs/reference/bencher-metric-format/">Bencher Metric Format</a>
 */
public final class BencherReport implements ReportFormat {

    @Override
    public String fileName() {
        return "bmf.json";
    }

    @Override
    public String render(ReportInput input) {
        Map<String, Object> benchmarks = new TreeMap<>();
        input.judged().benchmarks().forEach(result -> {
            Map<String, Object> measures = new TreeMap<>();
            result.metrics().forEach((name, metric) -> measures.put(name, figures(metric)));
            benchmarks.put(result.name(), measures);
        });
        return JsonText.of(benchmarks);
    }

    private static Map<String, Object> figures(Metric metric) {
        if (metric instanceof Metric.Timing timing) {
            return object("value", timing.value(), "lower_value", timing.lower(), "upper_value", timing.upper());
        }
        Metric.Exact exact = (Metric.Exact) metric;
        return object("value", exact.value(), "lower_value", exact.least(), "upper_value", exact.most());
    }
}
