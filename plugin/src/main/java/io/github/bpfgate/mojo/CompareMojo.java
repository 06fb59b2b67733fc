package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.RuleException;
import io.github.bpfgate.pipeline.CompareStep;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.report.FailingBuild;
import io.github.bpfgate.report.ProgramFilter;
import io.github.bpfgate.report.ProgramOrder;
import io.github.bpfgate.report.SelectionException;
import java.io.File;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Measures two object files, or two directories of them, against each other and judges the second by the first.
 * Needs no project. The exit status is the verdict's.
 *
 * <pre>{@code
 * mvn io.github.bpfgate:bpfgate-maven-plugin:compare -Dbpfgate.baselineObject=old.o \
 *     -Dbpfgate.candidateObject=new.o -Dbpfgate.input=sources.pcap
 * }</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "compare", requiresProject = false, threadSafe = true)
public final class CompareMojo extends AbstractReportingMojo {

    /**
     * The object to judge against, such as {@code -Dbpfgate.baselineObject=old.o}; or a directory with {@code *.bpf.o}
     * files, which are compared with those of the same path in the other.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.baselineObject", required = true)
    private File baselineObject;

    /**
     * The object to judge, such as {@code -Dbpfgate.candidateObject=new.o}; or a directory.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.candidateObject", required = true)
    private File candidateObject;

    /**
     * One program, such as {@code -Dbpfgate.program=fun_xdp}; by default all. What cannot be run is loaded, for the
     * verifier's figures and sizes.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.program")
    private String program;

    /**
     * A file of packets, such as {@code -Dbpfgate.input=sources.pcap}: {@code .pcap}, {@code .pcapng}, {@code .cap},
     * {@code .hex}, or any other with the bytes of one packet. By default 64 bytes of IPv4 and UDP. Of a raw_tracepoint
     * or syscall program, if named, its context; by default zeros.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.input")
    private File input;

    /**
     * Which programs the table shows, such as {@code -Dbpfgate.filter='instructions_diff>1%'}; by default all. Terms
     * are those of veristat, separated by commas: {@code verified-insns_b>=1000}, {@code xdp_*}, {@code !lb.bpf.o/*}.
     * Suffixes are {@code _a} (baseline), {@code _b} (candidate), {@code _diff} and {@code _pct}. What is not shown is
     * judged all the same.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.filter", defaultValue = "")
    private String filter;

    /**
     * In which order the table shows them, the largest first, such as {@code -Dbpfgate.sort=instructions_diff,program};
     * by default by name. A {@code ^} behind a figure turns it round.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.sort", defaultValue = "")
    private String sort;

    @Override
    void executeMojo() throws GateException, InterruptedException, MojoFailureException {
        CompareStep.Request request;
        try {
            request = new CompareStep.Request(baselineObject.toPath(), candidateObject.toPath(),
                    Optional.ofNullable(program), InputParameter.ofFile(input), wanted(), rules(), policies(),
                    ProgramFilter.of(filter == null ? "" : filter), ProgramOrder.of(sort == null ? "" : sort),
                    reportDirectory(), reports(candidateObject.toPath()), workerSettings());
        } catch (SelectionException | RuleException e) {
            throw new GateException(e.getMessage(), e);
        }
        GateOutcome outcome = new CompareStep(request, journal()).run();
        if (!outcome.passes()) {
            throw new MojoFailureException(String.join("\n",
                    new FailingBuild(outcome, request.resultsFile()).alone()));
        }
    }
}
