package io.github.bpfgate.report;

import io.github.bpfgate.gate.Results;
import java.util.ArrayList;
import java.util.List;

/** The results as tables for the console: times, what was counted, sizes that changed, and calls of
 * functions. Below 120 columns. */
public final class ConsoleTable {

    /**
     * Writes judged results.
     *
     * @return the lines, header first, with an empty one between two tables
     */
    public List<String> lines(Results judged) {
        List<String> lines = new ArrayList<>();
        for (TextTable table : tables(judged)) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(table.lines());
        }
        return lines;
    }

    /** The tables that there is something for. */
    static List<TextTable> tables(Results judged) {
        Results run = judged.with(judged.benchmarks().stream().filter(result -> !result.onlyLoaded()).toList());
        boolean timed = run.benchmarks().stream().anyMatch(result -> result.timing().isPresent());
        boolean measured = run.benchmarks().stream().anyMatch(result -> !result.metrics().isEmpty());
        List<TextTable> tables = new ArrayList<>();
        if (timed || !measured && !run.benchmarks().isEmpty()) {
            tables.add(TimingTable.of(run));
        }
        if (run.benchmarks().stream().anyMatch(ExactTable::isCounted)) {
            ExactTable.of(run, !timed).ifPresent(tables::add);
        }
        SizeTable.of(judged, tables.isEmpty()).ifPresent(tables::add);
        FunctionTable.of(run).ifPresent(tables::add);
        return tables;
    }
}
