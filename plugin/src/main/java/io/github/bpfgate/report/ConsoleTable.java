package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.BenchmarkResult.Metric;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * The results as a table for the console: benchmark, ns per run with interval, baseline, change with interval, limit,
 * verdict. Below 120 columns.
 */
public final class ConsoleTable {

    private static final int LONGEST_NAME = 26;
    private static final List<String> HEADER =
            List.of("benchmark", "ns per run  [95 %]", "baseline", "change of net  [interval]", "limit", "verdict");
    /** Text to the left, figures to the right. */
    private static final List<Boolean> RIGHT = List.of(false, true, true, true, true, false);

    /**
     * Writes judged results.
     *
     * @return the lines, header first
     */
    public List<String> lines(Results judged) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        judged.benchmarks().forEach(result -> rows.add(row(result)));
        int[] widths = new int[HEADER.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : "  ").append(RIGHT.get(i) ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }

    private static List<String> row(BenchmarkResult result) {
        Metric latency = result.metrics().get(Rule.LATENCY);
        boolean sameWork = result.verdict() == Verdict.UNCHANGED;
        return List.of(shortened(printable(result.name())), latency == null ? "" : measured(latency),
                sameWork ? "" : baseline(latency), sameWork ? "same work" : change(result.comparison()),
                limit(result.comparison()), verdict(result));
    }

    private static String measured(Metric metric) {
        return Figures.nanos(metric.value()) + " [" + Figures.nanos(metric.lower()) + " " + Figures.nanos(metric.upper())
                + "]";
    }

    private static String baseline(Metric latency) {
        return latency == null || latency.baseline() == null ? "" : Figures.nanos(latency.baseline());
    }

    private static String change(Comparison comparison) {
        if (comparison == null) {
            return "";
        }
        double net = comparison.baselineNet();
        String interval = comparison.lower() == null ? "" : " [" + Figures.signedPercent(comparison.lower() / net) + " "
                + Figures.signedPercent(comparison.upper() / net) + "]";
        return Figures.signedPercent(comparison.relative()) + interval;
    }

    private static String limit(Comparison comparison) {
        return comparison == null || comparison.limit() == null ? ""
                : "+" + Figures.percent(Math.round(1000 * comparison.limit() / comparison.baselineNet()) / 1000.0);
    }

    private static String verdict(BenchmarkResult result) {
        boolean mild = result.verdict() == Verdict.REGRESSED
                && result.level() == Rule.Level.WARN;
        return result.verdict() + (mild ? " (warn)" : "");
    }

    /** A name from a POM may hold anything; a terminal must not obey it. */
    static String printable(String name) {
        return name.codePoints().map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
