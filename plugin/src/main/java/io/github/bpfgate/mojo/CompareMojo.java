package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.RuleException;
import io.github.bpfgate.gate.RuleText;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.pipeline.CompareStep;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.NamedObject;
import io.github.bpfgate.pipeline.ReportRequest;
import io.github.bpfgate.report.FailingBuild;
import io.github.bpfgate.report.SourceTree;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Measures two object files against each other and judges the second by the first. Needs no project:
 * {@code mvn io.github.bpfgate:bpfgate-maven-plugin:compare -Dbpfgate.baselineObject=old.o
 * -Dbpfgate.candidateObject=new.o}. The exit status is the verdict's.
 */
@Mojo(name = "compare", requiresProject = false, threadSafe = true)
public final class CompareMojo extends AbstractWorkerMojo {

    /**
     * The object to judge against.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.baselineObject", required = true)
    private File baselineObject;

    /**
     * The object to judge.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.candidateObject", required = true)
    private File candidateObject;

    /**
     * One program; by default all that a test run takes.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.program")
    private String program;

    /**
     * A file of packets: {@code .pcap}, {@code .pcapng}, {@code .hex}, or any other with the bytes of one packet. By
     * default 64 bytes of IPv4 and UDP.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.input")
    private File input;

    /**
     * The largest increase allowed, relative to the baseline's net time.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.maxIncrease", defaultValue = "5%")
    private String maxIncrease;

    /**
     * Where {@code results.json} is written.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reportDirectory", defaultValue = "target/bpfgate")
    private File reportDirectory;

    /**
     * Seconds that one program may take.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.maxTimePerBenchmark", defaultValue = "20")
    private int maxTimePerBenchmark;

    /**
     * {@code fail} or {@code warn} when the noise here is too large to decide.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.onInconclusive", defaultValue = "warn")
    private String onInconclusive;

    /**
     * The reports that are written, separated by commas: {@code json}, {@code junit}, {@code markdown}, {@code html},
     * {@code bencher}, {@code sarif}, {@code github-action-benchmark}, {@code csv}, {@code code-quality}.
     * {@code results.json} is there in any case.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reports", defaultValue = "json,junit,markdown,html")
    private String reports;

    /**
     * Whether the CI that runs the build is told: GitHub Actions by annotations and a summary of the step, GitLab by the
     * report {@code code-quality}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.ciIntegration", defaultValue = "true")
    private boolean ciIntegration;

    @Override
    void executeMojo() throws GateException, InterruptedException, MojoFailureException {
        NamedObject baseline = NamedObject.of(baselineObject.toPath());
        NamedObject candidate = NamedObject.of(candidateObject.toPath());
        ReportRequest reporting = new ReportRequest(ReportsParameter.toReports(reports), candidate.name(),
                SourceTree.around(Path.of(""), candidate.path()), ci(ciIntegration));
        CompareStep.Request request = new CompareStep.Request(baseline, candidate,
                Optional.ofNullable(program), InputParameter.ofFile(input), rules(),
                PolicyParameters.of(true, "warn", onInconclusive, "fail"), reportDirectory.toPath(), reporting,
                workerSettings(maxTimePerBenchmark));
        GateOutcome outcome = new CompareStep(request, journal()).run();
        if (!outcome.passes()) {
            throw new MojoFailureException(String.join("\n",
                    new FailingBuild(outcome, request.resultsFile()).alone()));
        }
    }

    private Rules rules() throws GateException {
        try {
            Rule latency = new RuleText(MetricName.LATENCY, Optional.of(maxIncrease), Optional.empty(),
                    Optional.empty(), Optional.empty(), Optional.empty()).toRule();
            return new Rules(Rules.standard(latency), Map.of());
        } catch (RuleException e) {
            throw new GateException(e.getMessage(), e);
        }
    }
}
