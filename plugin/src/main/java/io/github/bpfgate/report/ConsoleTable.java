package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The results as tables for the console: times, and below them what was counted. Below 120 columns. */
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

    /** The tables that there is something for; at least one. */
    static List<TextTable> tables(Results judged) {
        boolean timed = judged.benchmarks().stream().anyMatch(result -> result.timing().isPresent());
        boolean counted = judged.benchmarks().stream().map(BenchmarkResult::metrics).anyMatch(m -> !m.isEmpty());
        return !timed && counted ? ExactTable.of(judged, true).stream().toList()
                : Stream.concat(Stream.of(TimingTable.of(judged)), ExactTable.of(judged, false).stream()).toList();
    }
}
