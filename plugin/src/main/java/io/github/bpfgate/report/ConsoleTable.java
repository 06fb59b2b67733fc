package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Results;
import java.util.ArrayList;
import java.util.List;

/** The results as tables for the console: times, and below them what was counted. Below 120 columns. */
public final class ConsoleTable {

    /**
     * Writes judged results.
     *
     * @return the lines, header first, with an empty one between two tables
     */
    public List<String> lines(Results judged) {
        boolean timed = judged.benchmarks().stream().anyMatch(result -> result.timing().isPresent());
        boolean counted = judged.benchmarks().stream().map(BenchmarkResult::metrics).anyMatch(m -> !m.isEmpty());
        if (!timed && counted) {
            return ExactTable.lines(judged, true);
        }
        List<String> lines = new ArrayList<>(TimingTable.lines(judged));
        List<String> counts = ExactTable.lines(judged, false);
        if (!counts.isEmpty()) {
            lines.add("");
            lines.addAll(counts);
        }
        return lines;
    }
}
