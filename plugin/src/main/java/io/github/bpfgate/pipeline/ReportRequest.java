package io.github.bpfgate.pipeline;

import io.github.bpfgate.report.ReportName;
import io.github.bpfgate.report.SourceTree;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be told of the verdicts, beside the console.
 *
 * @param reports chosen
 * @param module  whose results they are
 * @param sources where its sources are
 * @param ci      that runs the build
 * @param history the file that remembers every run; empty for none
 */
public record ReportRequest(Set<ReportName> reports, String module, SourceTree sources, CiEnvironment ci,
        Optional<Path> history) {

    /** Without a history. */
    public ReportRequest(Set<ReportName> reports, String module, SourceTree sources, CiEnvironment ci) {
        this(reports, module, sources, ci, Optional.empty());
    }
}
