package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.DoctorStep;
import io.github.bpfgate.pipeline.GateException;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Prints what bpfgate needs and what is here, each miss with the command that mends it. Needs no project. */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public final class DoctorMojo extends AbstractWorkerMojo {

    private static final int SECONDS = 20;

    /**
     * The compiler: a path or a name. By default {@code clang}, else the newest {@code clang-NN} on the PATH.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.clang")
    private String clang;

    @Override
    void executeMojo() throws GateException, InterruptedException, MojoFailureException {
        int missing = new DoctorStep(workerSettings(SECONDS), Optional.ofNullable(clang),
                journal()).run();
        if (missing > 0) {
            throw new MojoFailureException(missing + (missing == 1 ? " thing that bpfgate needs is"
                    : " things that bpfgate needs are") + " missing; the arrows above say what mends them.");
        }
        getLog().info("bpfgate can measure here.");
    }
}
