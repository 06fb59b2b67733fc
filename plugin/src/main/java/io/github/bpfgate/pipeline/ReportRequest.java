package io.github.bpfgate.pipeline;

import io.github.bpfgate.report.ReportName;
import io.github.bpfgate.report.SourceTree;
import java.util.Set;

/**
 * What is to be written of the verdicts.
 *
 * @param reports chosen
 * @param module  whose results they are
 * @param sources where its sources are
 */
public record ReportRequest(Set<ReportName> reports, String module, SourceTree sources) {
}
