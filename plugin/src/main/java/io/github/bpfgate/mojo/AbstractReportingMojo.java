package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.ReportRequest;
import io.github.bpfgate.report.SourceTree;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;

/** What a goal without a project writes for others to read. */
abstract class AbstractReportingMojo extends AbstractWorkerMojo {

    /**
     * The reports that are written, separated by commas: {@code json}, {@code junit}, {@code markdown}, {@code bencher},
     * {@code sarif}, {@code github-action-benchmark}, {@code csv}, {@code code-quality}. {@code results.json} is there
     * in any case.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reports", defaultValue = "json,junit,markdown")
    private String reports;

    /**
     * Whether the CI that runs the build is told: GitHub Actions by annotations and a summary of the step, GitLab by the
     * report {@code code-quality}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.ciIntegration", defaultValue = "true")
    private boolean ciIntegration;

    final ReportRequest reporting(File candidate) throws GateException {
        return new ReportRequest(ReportsParameter.toReports(reports), candidate.getName(),
                SourceTree.around(Path.of(""), candidate.toPath()), ci(ciIntegration));
    }
}
