package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.CallTime;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.report.TextTable.Column;
import java.util.List;
import java.util.Optional;

/** What calls of C functions take, as a table: of the benchmarks whose every run makes many of them. */
final class FunctionTable {

    private static final List<Column> COLUMNS = List.of(Column.text("function"), Column.figures("calls per run"),
            Column.figuresIfAny("ns per call [low estimate high]"), Column.figuresIfAny("instructions per call"),
            Column.figuresIfAny("samples"), new Column("outliers", false, true));

    private FunctionTable() {
    }

    /** Empty if there is no such benchmark. */
    static Optional<TextTable> of(Results judged) {
        List<BenchmarkResult> functions = judged.benchmarks().stream()
                .filter(result -> result.calls() != null && !result.metrics().isEmpty()).toList();
        TextTable table = new TextTable(COLUMNS);
        functions.forEach(result -> table.add(row(result)));
        return functions.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    private static List<String> row(BenchmarkResult result) {
        Optional<CallTime> time = CallTime.of(result);
        return List.of(result.name(), result.calls().toString(),
                time.map(FunctionTable::interval).orElse(""),
                result.exact(MetricName.INSTRUCTIONS).map(count -> Cells.count(count.value() / result.calls())).orElse(""),
                time.map(t -> Integer.toString(t.samples())).orElse(""), time.map(CallTime::outliers).orElse(""));
    }

    private static String interval(CallTime time) {
        return "[" + Figures.nanos(time.low()) + " " + Figures.nanos(time.estimate()) + " "
                + Figures.nanos(time.high()) + "]";
    }
}
