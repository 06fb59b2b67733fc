package io.github.bpfgate.report;

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
        Map<String, Map<String, Map<String, Double>>> benchmarks = new TreeMap<>();
        input.judged().benchmarks().forEach(result -> {
            Map<String, Map<String, Double>> measures = new TreeMap<>();
            result.metrics().forEach((name, metric) -> measures.put(name, figures(metric)));
            benchmarks.put(result.name(), measures);
        });
        return JsonText.of(benchmarks);
    }

    private static Map<String, Double> figures(Metric metric) {
        return metric instanceof Metric.Timing timing ? figures(timing.value(), timing.lower(), timing.upper())
                : figures((Metric.Exact) metric);
    }

    private static Map<String, Double> figures(Metric.Exact exact) {
        return figures(exact.value(), exact.least(), exact.most());
    }

    private static Map<String, Double> figures(double value, double lower, double upper) {
        return new TreeMap<>(Map.of("value", value, "lower_value", lower, "upper_value", upper));
    }
}
