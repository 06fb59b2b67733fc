package io.github.bpfgate.pipeline;

import io.github.bpfgate.report.ReportName;
import io.github.bpfgate.report.SourceTree;
import java.util.Set;

/**
 * What is to be told of the verdicts, beside the console.
 *
 * @param reports chosen
 * @param module  whose results they are
 * @param sources where its sources are
 * @param ci      that runs the build
 */
public record ReportRequest(Set<ReportName> reports, String module, SourceTree sources, CiEnvironment ci) {
}
