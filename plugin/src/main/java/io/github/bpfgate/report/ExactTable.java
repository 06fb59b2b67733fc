package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.RuleJudgement;
import io.github.bpfgate.gate.RuleJudgement.Kind;
import io.github.bpfgate.report.TextTable.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was counted as a table: benchmark, instructions per run, baseline, change, helper calls, coverage; and where it
 * is the only table, limit and verdict.
 */
final class ExactTable {

    /** A change of one instruction in a million is one, and a percentage of more decimals none to read. */
    private static final int MOST_DECIMALS = 4;
    private static final List<Column> COUNTS = List.of(Column.text("benchmark"), Column.figures("instructions per run"),
            Column.figures("baseline"), Column.figures("change"), Column.figuresIfAny("helper calls"),
            Column.figuresIfAny("coverage"));
    private static final List<Column> JUDGED = List.of(Column.figures("limit"), Column.text("verdict"));

    private ExactTable() {
    }

    /**
     * The table; empty if nothing was counted.
     *
     * @param alone whether it is the only table, and has to tell the verdicts too
     */
    static Optional<TextTable> of(Results judged, boolean alone) {
        List<Column> columns = new ArrayList<>(COUNTS);
        if (alone) {
            columns.addAll(JUDGED);
        }
        TextTable table = new TextTable(columns);
        List<BenchmarkResult> shown = judged.benchmarks().stream()
                .filter(result -> alone || isCounted(result)).toList();
        for (BenchmarkResult result : shown) {
            List<String> cells = new ArrayList<>(counts(result));
            if (alone) {
                cells.add(limit(result));
                cells.add(Cells.verdict(result));
            }
            table.add(cells);
        }
        return shown.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    /** Whether it has something to tell here. */
    static boolean isCounted(BenchmarkResult result) {
        return result.exact(MetricName.INSTRUCTIONS).isPresent() || result.exact(MetricName.HELPER_CALLS).isPresent()
                || result.exact(MetricName.COVERAGE).isPresent() || isRefused(result);
    }

    private static boolean isRefused(BenchmarkResult result) {
        return result.counts() != null && result.counts().notCounted() != null;
    }

    private static List<String> counts(BenchmarkResult result) {
        boolean sameWork = result.reference() == Reference.SAME_WORK;
        Optional<Exact> instructions = result.exact(MetricName.INSTRUCTIONS);
        Optional<Exact> compared = instructions.filter(exact -> exact.baseline() != null && !sameWork);
        return List.of(result.name(),
                instructions.map(ExactTable::measured).orElse(isRefused(result) ? "not counted" : ""),
                compared.map(exact -> Cells.count(exact.baseline())).orElse(""),
                sameWork ? "same work" : compared.map(exact -> change(exact, result)).orElse(""),
                result.exact(MetricName.HELPER_CALLS).map(ExactTable::calls).orElse(""),
                result.exact(MetricName.COVERAGE).map(e -> MetricName.COVERAGE.shown(e.value())).orElse(""));
    }

    private static String measured(Exact exact) {
        return Cells.count(exact.value()) + (exact.least() < exact.most()
                ? " [" + Cells.count(exact.least()) + " " + Cells.count(exact.most()) + "]" : "");
    }

    private static String change(Exact exact, BenchmarkResult result) {
        double change = exact.value() - exact.baseline();
        if (change == 0) {
            return "none";
        }
        if (exact.baseline() == 0) {
            return "+" + Cells.count(change);
        }
        double share = change / exact.baseline();
        double limit = judged(result).filter(j -> j.kind() == Kind.INCREASE)
                .map(j -> j.limit() / exact.baseline()).orElse(0.0);
        return Cells.share(share, Math.min(MOST_DECIMALS, Math.max(Figures.percentDecimals(0, share),
                Figures.percentDecimals(limit, share))));
    }

    private static String calls(Exact exact) {
        return exact.baseline() == null || exact.baseline() == exact.value() ? Cells.count(exact.value())
                : Cells.count(exact.baseline()) + " → " + Cells.count(exact.value());
    }

    /** By the gravest limit on instructions. */
    private static Optional<RuleJudgement> judged(BenchmarkResult result) {
        return result.judgements().stream().filter(j -> j.metric() == MetricName.INSTRUCTIONS && j.limit() != null)
                .max(Comparator.comparingInt(RuleJudgement::weight));
    }

    private static String limit(BenchmarkResult result) {
        return judged(result).map(j -> j.kind() == Kind.INCREASE
                ? increase(j.limit(), result.exact(MetricName.INSTRUCTIONS).orElseThrow().baseline())
                : Cells.count(j.limit())).orElse("");
    }

    static String increase(double limit, double baseline) {
        return baseline == 0 ? "+" + Cells.count(limit)
                : Cells.limit(limit / baseline, MOST_DECIMALS);
    }
}
