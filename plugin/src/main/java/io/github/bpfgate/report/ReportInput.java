package io.github.bpfgate.report;

import io.github.bpfgate.gate.Results;

/**
 * All that a report is made from.
 *
 * @param judged  results with their verdicts
 * @param module  whose they are, for a reader of many modules' reports
 * @param sources where the files are that source lines are in
 */
public record ReportInput(Results judged, String module, SourceTree sources) {
}
