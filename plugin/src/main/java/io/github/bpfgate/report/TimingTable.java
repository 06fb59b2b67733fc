package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.report.TextTable.Column;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The times as a table: benchmark, ns per run with interval, baseline, change with interval, limit, verdict. */
final class TimingTable {

    private static final int MOST_DECIMALS = 3;
    private static final List<Column> COLUMNS = List.of(Column.text("benchmark"), Column.figures("ns per run  [95 %]"),
            Column.figures("baseline"), Column.figures("change of net  [interval]"), Column.figures("limit"),
            Column.text("verdict"));

    private TimingTable() {
    }

    static TextTable of(Results judged) {
        TextTable table = new TextTable(COLUMNS);
        judged.benchmarks().forEach(result -> table.add(row(result)));
        return table;
    }

    private static List<String> row(BenchmarkResult result) {
        Metric.Timing latency = result.timing().orElse(null);
        boolean sameWork = result.reference() == Reference.SAME_WORK;
        return List.of(result.name(), latency == null ? "" : measured(latency),
                sameWork ? "" : baseline(latency), sameWork ? "same work" : change(result.comparison()),
                limit(result.comparison()), Cells.verdict(result));
    }

    private static String measured(Metric.Timing metric) {
        return Figures.nanos(metric.value()) + " [" + Figures.nanos(metric.lower()) + " "
                + Figures.nanos(metric.upper()) + "]";
    }

    private static String baseline(Metric.Timing latency) {
        return latency == null || latency.baseline() == null ? "" : Figures.nanos(latency.baseline());
    }

    static String change(Comparison comparison) {
        if (comparison == null) {
            return "";
        }
        if (comparison.relative() == null) {
            return Figures.signedNanos(comparison.change()) + " ns" + (comparison.lower() == null ? "" : " ["
                    + Figures.signedNanos(comparison.lower()) + " " + Figures.signedNanos(comparison.upper()) + "]");
        }
        int decimals = decimals(comparison);
        double net = comparison.baselineNet();
        return Cells.share(comparison.relative(), decimals) + (comparison.lower() == null ? "" : " ["
                + Cells.share(comparison.lower() / net, decimals) + " "
                + Cells.share(comparison.upper() / net, decimals) + "]");
    }

    static String limit(Comparison comparison) {
        if (comparison == null || comparison.limit() == null) {
            return "";
        }
        if (comparison.relative() == null) {
            return "+" + Figures.nanos(comparison.limit()) + " ns";
        }
        return Cells.limit(comparison.limit() / comparison.baselineNet(), decimals(comparison));
    }

    /** Enough for no figure of the row to read like the limit. */
    private static int decimals(Comparison comparison) {
        if (comparison.limit() == null) {
            return 1;
        }
        double net = comparison.baselineNet();
        double[] shares = Stream.of(comparison.change(), comparison.lower(), comparison.upper())
                .filter(Objects::nonNull).mapToDouble(nanos -> nanos / net).toArray();
        return Math.min(MOST_DECIMALS, Figures.percentDecimals(comparison.limit() / net, shares));
    }
}
