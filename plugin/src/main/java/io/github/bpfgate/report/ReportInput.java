package io.github.bpfgate.report;

import io.github.bpfgate.gate.Results;
import io.github.bpfgate.history.Trend;
import java.util.List;

/**
 * All that a report is made from.
 *
 * @param judged  results with their verdicts
 * @param module  whose they are, for a reader of many modules' reports
 * @param sources where the files are that source lines are in
 * @param trends  of its benchmarks; empty where no history is kept
 */
public record ReportInput(Results judged, String module, SourceTree sources, List<Trend> trends) {

    /** Without a history. */
    public ReportInput(Results judged, String module, SourceTree sources) {
        this(judged, module, sources, List.of());
    }
}
