package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.RuleException;
import io.github.bpfgate.gate.RuleText;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.pipeline.CompareStep;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.report.FailingBuild;
import io.github.bpfgate.report.ProgramFilter;
import io.github.bpfgate.report.ProgramOrder;
import io.github.bpfgate.report.SelectionException;
import java.io.File;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Measures two object files, or two directories of them, against each other and judges the second by the first. Needs no
 * project: {@code mvn io.github.bpfgate:bpfgate-maven-plugin:compare -Dbpfgate.baselineObject=old.o
 * -Dbpfgate.candidateObject=new.o}. The exit status is the verdict's.
 */
@Mojo(name = "compare", requiresProject = false, threadSafe = true)
public final class CompareMojo extends AbstractReportingMojo {

    /**
     * The object to judge against; or a directory with {@code *.bpf.o} files, which are compared with those of the same
     * path in the other.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.baselineObject", required = true)
    private File baselineObject;

    /**
     * The object to judge; or a directory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.candidateObject", required = true)
    private File candidateObject;

    /**
     * One program; by default all. What no test run takes is loaded, for the verifier's figures and sizes.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.program")
    private String program;

    /**
     * A file of packets: {@code .pcap}, {@code .pcapng}, {@code .hex}, or any other with the bytes of one packet. By
     * default 64 bytes of IPv4 and UDP. Of a raw_tracepoint or syscall program, if named, its context; by default zeros.
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
     * What is measured, such as {@code instructions, verified-insns}: names of metrics as rules have them. By default
     * all. Without {@code latency} no time is taken.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.metrics")
    private String metrics;

    /**
     * Which programs the table shows: terms as veristat has them, separated by commas, such as
     * {@code instructions_diff>1%}, {@code verified-insns_b>=1000}, {@code xdp_*}, {@code !lb.bpf.o/*}. Suffixes are
     * {@code _a} (baseline), {@code _b} (candidate), {@code _diff} and {@code _pct}. What is not shown is judged all the
     * same.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.filter", defaultValue = "")
    private String filter;

    /**
     * In which order the table shows them, the largest first: such as {@code instructions_diff, program}. A {@code ^}
     * behind a figure turns it round.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.sort", defaultValue = "")
    private String sort;

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

    @Override
    void executeMojo() throws GateException, InterruptedException, MojoFailureException {
        Set<MetricName> wanted = MetricsParameter.toMetrics(metrics);
        CompareStep.Request request;
        try {
            request = new CompareStep.Request(baselineObject.toPath(), candidateObject.toPath(),
                    Optional.ofNullable(program), InputParameter.ofFile(input), wanted, rules(wanted),
                    PolicyParameters.of(true, "warn", onInconclusive, "fail"),
                    ProgramFilter.of(filter == null ? "" : filter), ProgramOrder.of(sort == null ? "" : sort),
                    reportDirectory(), reports(candidateObject.toPath()), workerSettings(maxTimePerBenchmark));
        } catch (SelectionException | RuleException e) {
            throw new GateException(e.getMessage(), e);
        }
        GateOutcome outcome = new CompareStep(request, journal()).run();
        if (!outcome.passes()) {
            throw new MojoFailureException(String.join("\n",
                    new FailingBuild(outcome, request.resultsFile()).alone()));
        }
    }

    private Rules rules(Set<MetricName> wanted) throws RuleException {
        Rule latency = new RuleText(MetricName.LATENCY, Optional.of(maxIncrease), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty()).toRule();
        return new Rules(wanted.contains(MetricName.LATENCY) ? Rules.standard(latency) : Rules.standard(wanted), Map.of());
    }
}
