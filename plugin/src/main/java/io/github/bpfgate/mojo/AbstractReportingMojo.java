package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.ReportRequest;
import io.github.bpfgate.report.SourceTree;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;

/** What a goal needs that reports verdicts where no project is. */
abstract class AbstractReportingMojo extends AbstractWorkerMojo {

    /**
     * Where {@code results.json} and the other reports are written.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reportDirectory", defaultValue = "target/bpfgate")
    private File reportDirectory;

    /**
     * The reports that are written, as for the goal check.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reports", defaultValue = "json,junit,markdown,html")
    private String reports;

    /**
     * Whether the CI that runs the build is told, as by the goal check.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.ciIntegration", defaultValue = "true")
    private boolean ciIntegration;

    final Path reportDirectory() {
        return reportDirectory.toPath();
    }

    /** @param subject the file to point at, which the reports are called by */
    final ReportRequest reports(Path subject) throws GateException {
        return new ReportRequest(ReportsParameter.toReports(reports), String.valueOf(subject.getFileName()),
                SourceTree.around(Path.of(""), subject.toAbsolutePath()), ci(ciIntegration));
    }
}
