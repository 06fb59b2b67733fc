package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Policies;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.RuleException;
import io.github.bpfgate.gate.RuleText;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.ReportRequest;
import io.github.bpfgate.pipeline.WorkerSettings;
import io.github.bpfgate.report.SourceTree;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;

/** What a goal needs that judges and reports where no project is. */
abstract class AbstractReportingMojo extends AbstractWorkerMojo {

    /**
     * Where {@code results.json} and the other reports are written, such as {@code -Dbpfgate.reportDirectory=out}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reportDirectory", defaultValue = "target/bpfgate")
    private File reportDirectory;

    /**
     * The reports that are written, as for the goal check: {@code -Dbpfgate.reports=csv,html}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reports", defaultValue = "json,junit,markdown,html")
    private String reports;

    /**
     * Whether the CI that runs the build is told, as by the goal check: {@code -Dbpfgate.ciIntegration=false}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.ciIntegration", defaultValue = "true")
    private boolean ciIntegration;

    /**
     * The largest increase allowed, in percent of the baseline's net time: {@code -Dbpfgate.maxIncrease=3%}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.maxIncrease", defaultValue = "5%")
    private String maxIncrease;

    /**
     * What is measured, such as {@code -Dbpfgate.metrics=instructions,verified-insns}: names of metrics as rules have
     * them. By default all. Without {@code latency} no time is taken.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.metrics")
    private String metrics;

    /**
     * Seconds that one program may take, at least 1: {@code -Dbpfgate.maxTimePerBenchmark=60}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.maxTimePerBenchmark", defaultValue = "20")
    private int maxTimePerBenchmark;

    /**
     * {@code fail} or {@code warn} when the noise here is too large to decide: {@code -Dbpfgate.onInconclusive=fail}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.onInconclusive", defaultValue = "warn")
    private String onInconclusive;

    final Set<MetricName> wanted() throws GateException {
        return MetricsParameter.toMetrics(metrics);
    }

    final Rules rules() throws GateException, RuleException {
        Rule latency = new RuleText(MetricName.LATENCY, Optional.of(maxIncrease), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty()).toRule();
        Set<MetricName> wanted = wanted();
        return new Rules(wanted.contains(MetricName.LATENCY) ? Rules.standard(latency) : Rules.standard(wanted), Map.of());
    }

    final Policies policies() throws GateException {
        return PolicyParameters.of(true, "warn", onInconclusive, "fail");
    }

    final WorkerSettings workerSettings() throws GateException {
        return workerSettings(maxTimePerBenchmark);
    }

    final Path reportDirectory() {
        return reportDirectory.toPath();
    }

    /** @param subject the file to point at, which the reports are called by */
    final ReportRequest reports(Path subject) throws GateException {
        return new ReportRequest(ReportsParameter.toReports(reports), String.valueOf(subject.getFileName()),
                SourceTree.around(Path.of(""), subject.toAbsolutePath()), ci(ciIntegration));
    }
}
