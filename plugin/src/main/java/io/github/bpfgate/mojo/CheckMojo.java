package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.Policies;
import io.github.bpfgate.pipeline.CheckStep;
import io.github.bpfgate.pipeline.GateException;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/** Judges {@code results.json} by the rules, prints the table, and fails the build if a program got slower. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractJudgingMojo {

    /**
     * Whether a regression fails the build. {@code -Dbpfgate.failOnRegression} on the command line wins over the POM.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.failOnRegression", defaultValue = "true")
    private boolean failOnRegression;

    /**
     * {@code fail} or {@code warn} when nothing is stored for a benchmark, or only numbers from another machine.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.onMissingBaseline", defaultValue = "warn")
    private String onMissingBaseline;

    /**
     * {@code fail} or {@code warn} when the noise here is too large to decide.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.onInconclusive", defaultValue = "warn")
    private String onInconclusive;

    /**
     * {@code fail} or {@code warn} when this kernel or these privileges cannot run a benchmark.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.onUnsupported", defaultValue = "fail")
    private String onUnsupported;

    /** @param repositorySystem Maven's own, to find released baselines with */
    @Inject
    public CheckMojo(RepositorySystem repositorySystem) {
        super(repositorySystem);
    }

    @Override
    void executeInModule() throws GateException, MojoFailureException {
        Policies policies = PolicyParameters.of(userWins("bpfgate.failOnRegression", failOnRegression),
                onMissingBaseline, onInconclusive, onUnsupported);
        CheckStep step = new CheckStep(measureRequest(), policies, journal());
        GateOutcome outcome = step.run();
        if (!outcome.passes()) {
            throw new MojoFailureException(step.ending(outcome));
        }
    }
}
