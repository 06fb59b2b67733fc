package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;

/** Every metric of every program as a table: baseline, candidate, change. A program's name stands before its first. */
public final class ComparisonTable {

    private static final int MOST_DECIMALS = 4;
    private static final List<Column> COLUMNS = List.of(Column.text("program"), Column.text("metric"),
            Column.figures("baseline"), Column.figures("candidate"), Column.figures("change"), Column.text("verdict"));

    private ComparisonTable() {
    }

    /** The lines, header first; none if there is no result. */
    public static List<String> lines(List<BenchmarkResult> judged) {
        TextTable table = new TextTable(COLUMNS);
        for (BenchmarkResult result : judged) {
            rows(result).forEach(table::add);
        }
        return judged.isEmpty() ? List.of() : table.lines();
    }

    private static List<List<String>> rows(BenchmarkResult result) {
        List<List<String>> rows = new ArrayList<>();
        for (MetricName name : MetricName.values()) {
            Metric metric = result.metrics().get(name.toString());
            if (metric != null) {
                boolean first = rows.isEmpty();
                rows.add(List.of(first ? DisplayText.printable(result.name()) : "", name + unit(name),
                        baseline(result, name, metric), shown(name, metric.value()), change(result, name, metric),
                        first ? Cells.verdict(result) : ""));
            }
        }
        return rows.isEmpty() ? List.of(List.of(DisplayText.printable(result.name()), "", "", "", "",
                Cells.verdict(result))) : rows;
    }

    private static String unit(MetricName name) {
        return switch (name) {
            case LATENCY, LOAD_TIME -> " " + name.unit();
            case INSTRUCTIONS, HELPER_CALLS -> " per run";
            default -> "";
        };
    }

    private static String baseline(BenchmarkResult result, MetricName name, Metric metric) {
        if (metric.baseline() != null) {
            return shown(name, metric.baseline());
        }
        return result.reference() == Reference.SAME_WORK ? "same work" : "";
    }

    private static String change(BenchmarkResult result, MetricName name, Metric metric) {
        if (name == MetricName.LATENCY && result.comparison() != null && result.comparison().relative() != null) {
            return Cells.share(result.comparison().relative(), 1) + " of net";
        }
        if (metric.baseline() == null) {
            return "";
        }
        double change = metric.value() - metric.baseline();
        if (change == 0) {
            return "none";
        }
        if (name == MetricName.COVERAGE) {
            return (change < 0 ? "−" : "+") + Figures.count(Math.abs(change) * 100, 1) + " points";
        }
        if (metric.baseline() == 0) {
            return (change < 0 ? "−" : "+") + shown(name, Math.abs(change));
        }
        double share = change / metric.baseline();
        return Cells.share(share, Math.min(MOST_DECIMALS, Figures.percentDecimals(0, share)));
    }

    private static String shown(MetricName name, double value) {
        return switch (name) {
            case LATENCY -> Figures.nanos(value);
            case COVERAGE -> name.shown(value);
            default -> Cells.count(value);
        };
    }
}
