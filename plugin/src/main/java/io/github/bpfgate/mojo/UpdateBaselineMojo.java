package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.UpdateStep;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Makes what was measured last the baseline: the objects, and the numbers beside them. Run it after
 * {@code mvn verify}, and commit what it writes:
 *
 * <pre>{@code
 * mvn verify
 * mvn bpfgate:update-baseline
 * git add -f src/test/bpf/baseline
 * }</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "update-baseline", threadSafe = true)
public final class UpdateBaselineMojo extends AbstractJudgingMojo {

    /**
     * Whether the objects are stored. Without them stored numbers are all there is: good enough for what is exact,
     * while times from another machine are never compared. {@code -Dbpfgate.storeObjects=false} stores numbers alone.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.storeObjects", defaultValue = "true")
    private boolean storeObjects;

    /** @param repositorySystem Maven's own, to find released baselines with */
    @Inject
    public UpdateBaselineMojo(RepositorySystem repositorySystem) {
        super(repositorySystem);
    }

    @Override
    void executeInModule() throws GateException {
        new UpdateStep(measureRequest(), storeObjects, journal()).run();
    }
}
