package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Verdict;
import io.github.bpfgate.report.TextTable.Column;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The verifier's work and the sizes as a table: of the programs where they changed, or a limit on them does not hold;
 * where it is the only table, of all.
 */
final class SizeTable {

    private static final List<MetricName> SHOWN = List.of(MetricName.VERIFIED_INSNS, MetricName.STACK_BYTES,
            MetricName.XLATED_BYTES, MetricName.JITED_BYTES, MetricName.MAP_BYTES);
    private static final Set<Verdict> QUIET = EnumSet.of(Verdict.PASS, Verdict.UNCHANGED, Verdict.UNSUPPORTED);
    private static final List<Column> COLUMNS = Stream.concat(Stream.concat(Stream.of(Column.text("program")),
            SHOWN.stream().map(metric -> Column.figuresIfAny(metric.toString().replace('-', ' ')))),
            Stream.of(new Column("verdict", false, true))).toList();

    private SizeTable() {
    }

    /**
     * The table; empty if there is nothing to tell.
     *
     * @param alone whether it is the only table, and has to tell all
     */
    static Optional<TextTable> of(Results judged, boolean alone) {
        List<BenchmarkResult> shown = judged.benchmarks().stream()
                .filter(result -> alone ? !result.metrics().isEmpty() : isNews(result)).toList();
        TextTable table = new TextTable(COLUMNS);
        for (BenchmarkResult result : shown) {
            List<String> cells = new ArrayList<>(List.of(result.name()));
            SHOWN.forEach(metric -> cells.add(result.exact(metric).map(SizeTable::change).orElse("")));
            // The other tables tell the verdict of what was run.
            cells.add(alone || result.onlyLoaded() ? Cells.verdict(result) : "");
            table.add(cells);
        }
        return shown.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    private static boolean isNews(BenchmarkResult result) {
        return result.onlyLoaded() && !QUIET.contains(result.verdict())
                || SHOWN.stream().flatMap(metric -> result.exact(metric).stream()).anyMatch(SizeTable::isChanged);
    }

    private static boolean isChanged(Exact exact) {
        return exact.baseline() != null && exact.baseline() != exact.value();
    }

    private static String change(Exact exact) {
        return isChanged(exact) ? Cells.count(exact.baseline()) + " → " + Cells.count(exact.value())
                : Cells.count(exact.value());
    }
}
