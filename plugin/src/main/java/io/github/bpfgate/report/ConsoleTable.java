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
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The results as a table for the console: benchmark, ns per run with interval, baseline, change with interval, limit,
 * verdict. Below 120 columns.
 */
public final class ConsoleTable {

    private static final int WIDEST = 119;
    private static final int LONGEST_NAME = 26;
    private static final int MOST_DECIMALS = 3;
    /** Above it a share is no figure to read, and only its size is told. */
    private static final double LARGEST_SHARE = 100;
    private static final String GAP = "  ";
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
        int[] widths = IntStream.range(0, HEADER.size())
                .map(i -> rows.stream().mapToInt(row -> DisplayText.columns(row.get(i))).max().orElseThrow()).toArray();
        int others = IntStream.of(widths).skip(1).sum() + (widths.length - 1) * GAP.length();
        widths[0] = Math.min(widths[0], Math.min(LONGEST_NAME, WIDEST - others));
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = DisplayText.shortened(row.get(i), widths[i]);
            String padding = " ".repeat(widths[i] - DisplayText.columns(cell));
            line.append(i == 0 ? "" : GAP).append(RIGHT.get(i) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static List<String> row(BenchmarkResult result) {
        Metric latency = result.metrics().get(Rule.LATENCY);
        boolean sameWork = result.verdict() == Verdict.UNCHANGED;
        return List.of(DisplayText.printable(result.name()), latency == null ? "" : measured(latency),
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
        if (comparison.relative() == null) {
            return Figures.signedNanos(comparison.change()) + " ns" + (comparison.lower() == null ? "" : " ["
                    + Figures.signedNanos(comparison.lower()) + " " + Figures.signedNanos(comparison.upper()) + "]");
        }
        int decimals = decimals(comparison);
        double net = comparison.baselineNet();
        return share(comparison.relative(), decimals) + (comparison.lower() == null ? "" : " ["
                + share(comparison.lower() / net, decimals) + " " + share(comparison.upper() / net, decimals) + "]");
    }

    private static String limit(Comparison comparison) {
        if (comparison == null || comparison.limit() == null) {
            return "";
        }
        if (comparison.relative() == null) {
            return "+" + Figures.nanos(comparison.limit()) + " ns";
        }
        double share = comparison.limit() / comparison.baselineNet();
        return share < LARGEST_SHARE ? "+" + Figures.percent(share, decimals(comparison)) : share(share, 0);
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

    private static String share(double share, int decimals) {
        if (Math.abs(share) >= LARGEST_SHARE) {
            return share < 0 ? "<−9999 %" : ">+9999 %";
        }
        return Figures.signedPercent(share, Math.abs(share) >= 10 ? 0 : decimals);
    }

    private static String verdict(BenchmarkResult result) {
        boolean mild = result.verdict() == Verdict.REGRESSED
                && result.level() == Rule.Level.WARN;
        return result.verdict() + (mild ? " (warn)" : "");
    }
}
