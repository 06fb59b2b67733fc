package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.Policies;
import io.github.bpfgate.pipeline.CheckStep;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.MeasureRequest;
import io.github.bpfgate.pipeline.ReportRequest;
import io.github.bpfgate.report.SourceTree;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Judges {@code results.json} by the rules, prints the table, writes the reports, and fails the build if a program
 * got slower. List it after {@code benchmark}:
 *
 * <pre>{@code
 * <plugin>
 *   <groupId>io.github.bpfgate</groupId>
 *   <artifactId>bpfgate-maven-plugin</artifactId>
 *   <configuration>
 *     <rules>
 *       <rule><metric>latency</metric><maxIncrease>3%</maxIncrease></rule>
 *     </rules>
 *     <onMissingBaseline>fail</onMissingBaseline>
 *   </configuration>
 *   <executions>
 *     <execution>
 *       <goals>
 *         <goal>compile</goal>
 *         <goal>benchmark</goal>
 *         <goal>check</goal>
 *       </goals>
 *     </execution>
 *   </executions>
 * </plugin>
 * }</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractJudgingMojo {

    /**
     * Whether a regression fails the build; else it is warned of. {@code -Dbpfgate.failOnRegression=false} on the
     * command line wins over {@code <failOnRegression>true</failOnRegression>} in the POM.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.failOnRegression", defaultValue = "true")
    private boolean failOnRegression;

    /**
     * {@code fail} or {@code warn} when nothing is stored for a benchmark, or only numbers from another machine:
     * {@code <onMissingBaseline>fail</onMissingBaseline>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.onMissingBaseline", defaultValue = "warn")
    private String onMissingBaseline;

    /**
     * {@code fail} or {@code warn} when the noise here is too large to decide:
     * {@code <onInconclusive>fail</onInconclusive>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.onInconclusive", defaultValue = "warn")
    private String onInconclusive;

    /**
     * {@code fail} or {@code warn} when this kernel or these privileges cannot run a benchmark:
     * {@code <onUnsupported>warn</onUnsupported>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.onUnsupported", defaultValue = "fail")
    private String onUnsupported;

    /**
     * The reports that are written, separated by commas: {@code json}, {@code junit}, {@code markdown}, {@code html},
     * {@code bencher}, {@code sarif}, {@code github-action-benchmark}, {@code csv}, {@code code-quality}. For example
     * {@code <reports>junit,sarif</reports>}. {@code results.json} is there in any case.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reports", defaultValue = "json,junit,markdown,html")
    private String reports;

    /**
     * Whether the CI that runs the build is told: GitHub Actions by annotations and a summary of the step, GitLab by
     * the report {@code code-quality}. {@code <ciIntegration>false</ciIntegration>} tells none;
     * {@code -Dbpfgate.ciIntegration} on the command line wins.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.ciIntegration", defaultValue = "true")
    private boolean ciIntegration;

    @Parameter(defaultValue = "${project.basedir}", readonly = true)
    private File projectDirectory;

    /**
     * A file of JSON lines that every run is added to, with its commit, environment and figures; the page of the
     * reports draws them. By default none is kept. For example
     * {@code <historyFile>history.jsonl</historyFile>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.historyFile")
    private File historyFile;

    /** @param repositorySystem Maven's own, to find released baselines with */
    @Inject
    public CheckMojo(RepositorySystem repositorySystem) {
        super(repositorySystem);
    }

    @Override
    void executeInModule() throws GateException, MojoFailureException {
        Policies policies = PolicyParameters.of(userWins("bpfgate.failOnRegression", failOnRegression),
                onMissingBaseline, onInconclusive, onUnsupported);
        ReportRequest reporting = new ReportRequest(ReportsParameter.toReports(reports), module(),
                SourceTree.around(projectDirectory.toPath(), Path.of("pom.xml")), ci(ciIntegration),
                Optional.ofNullable(historyFile).map(File::toPath));
        MeasureRequest request = measureRequest();
        claim("verdicts", request.reportDirectory());
        if (Files.exists(request.resultsFile()) && !isClaimed(BenchmarkMojo.RESULTS, request.reportDirectory())) {
            getLog().info("Judging the results of an earlier build, which are in " + request.resultsFile());
        }
        CheckStep step = new CheckStep(request, policies, reporting, journal());
        GateOutcome outcome = step.run();
        if (!outcome.passes()) {
            throw new MojoFailureException(String.join("\n", step.ending(outcome)));
        }
    }
}
