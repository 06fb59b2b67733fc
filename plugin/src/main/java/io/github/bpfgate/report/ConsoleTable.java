package io.github.bpfgate.report;

import io.github.bpfgate.gate.Results;
import java.util.ArrayList;
import java.util.List;

/** The results as tables for the console: times, what was counted, and sizes that changed. Below 120 columns. */
public final class ConsoleTable {

    /**
     * Writes judged results.
     *
     * @return the lines, header first, with an empty one between two tables
     */
    public List<String> lines(Results judged) {
        Results run = judged.with(judged.benchmarks().stream().filter(result -> !result.onlyLoaded()).toList());
        boolean timed = run.benchmarks().stream().anyMatch(result -> result.timing().isPresent());
        boolean counted = run.benchmarks().stream().anyMatch(ExactTable::isCounted);
        boolean measured = run.benchmarks().stream().anyMatch(result -> !result.metrics().isEmpty());
        List<String> lines = new ArrayList<>();
        if (timed || !measured && !run.benchmarks().isEmpty()) {
            append(TimingTable.lines(run), lines);
        }
        if (counted) {
            append(ExactTable.lines(run, !timed), lines);
        }
        append(SizeTable.lines(judged, lines.isEmpty()), lines);
        return lines;
    }

    private static void append(List<String> table, List<String> lines) {
        if (!lines.isEmpty() && !table.isEmpty()) {
            lines.add("");
        }
        lines.addAll(table);
    }
}
