package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.RuleJudgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code results.csv}, by RFC 4180: a row for each metric of each benchmark, and one for a benchmark without any.
 *
 * <p>A text that a spreadsheet would take for a formula gets an apostrophe before it, which those know as the mark of
 * text.
 */
public final class CsvReport implements ReportFormat {

    private static final List<String> HEADER = List.of("module", "benchmark", "program", "object", "type", "method",
            "verdict", "metric", "unit", "value", "lower", "upper", "baseline", "limit_on", "limit", "metric_verdict");
    private static final Pattern TO_BE_QUOTED = Pattern.compile("[\",\\p{Cntrl}]|^\\s|\\s$");
    /** With what spreadsheets trim before they look. */
    private static final Pattern FORMULA = Pattern.compile("[\\s\\p{Cntrl}]*[=+\\-@＝＋－＠].*|[\\t\\r\\n].*",
            Pattern.DOTALL);
    private static final String END_OF_ROW = "\r\n";

    @Override
    public String fileName() {
        return "results.csv";
    }

    @Override
    public String render(ReportInput input) {
        StringBuilder csv = new StringBuilder(row(HEADER, List.of()));
        for (BenchmarkResult result : input.judged().benchmarks()) {
            List<String> head = Stream.of(input.module(), result.name(), result.program(), result.object(),
                    result.type(), result.method(), String.valueOf(result.verdict())).map(CsvReport::text).toList();
            List<MetricName> metrics = Stream.of(MetricName.values())
                    .filter(metric -> result.metrics().containsKey(metric.toString())).toList();
            if (metrics.isEmpty()) {
                csv.append(row(head, List.of("", "", "", "", "", "", "", "", "")));
            }
            metrics.forEach(metric -> csv.append(row(head, figures(result, metric))));
        }
        return csv.toString();
    }

    private static List<String> figures(BenchmarkResult result, MetricName name) {
        Metric metric = result.metrics().get(name.toString());
        List<String> cells = new ArrayList<>(List.of(name.toString(), metric.unit(), number(metric.value())));
        if (metric instanceof Metric.Timing timing) {
            cells.addAll(List.of(number(timing.lower()), number(timing.upper())));
        } else {
            Metric.Exact exact = (Metric.Exact) metric;
            cells.addAll(List.of(number(exact.least()), number(exact.most())));
        }
        Optional<RuleJudgement> limit = gravest(result, name);
        cells.addAll(List.of(number(metric.baseline()),
                limit.map(RuleJudgement::kind).map(Object::toString).orElse(""),
                limit.map(RuleJudgement::limit).map(CsvReport::number).orElse(""),
                limit.map(RuleJudgement::verdict).map(Object::toString).orElse("")));
        return cells;
    }

    private static Optional<RuleJudgement> gravest(BenchmarkResult result, MetricName name) {
        return result.judgements().stream().filter(j -> j.metric() == name)
                .max(Comparator.comparingInt(RuleJudgement::weight));
    }

    private static String number(Double value) {
        return value == null ? "" : value.toString();
    }

    private static String text(String text) {
        String safe = text == null ? "" : FORMULA.matcher(text).matches() ? "'" + text : text;
        return TO_BE_QUOTED.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }

    private static String row(List<String> head, List<String> cells) {
        return Stream.concat(head.stream(), cells.stream()).collect(Collectors.joining(",", "", END_OF_ROW));
    }
}
