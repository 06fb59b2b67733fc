package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.WorkerSettings;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals that need no project share: how to run the measuring process. */
abstract class AbstractWorkerMojo extends AbstractGateMojo {

    /**
     * A command that runs the measuring process with privileges, such as {@code sudo -n}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.launcher")
    private String launcher;

    /**
     * The path of a {@code libbpf.so.1}. By default the system's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.libbpf")
    private String libbpf;

    final WorkerSettings workerSettings(int secondsPerBenchmark) throws GateException {
        return WorkerParameters.of(launcher, libbpf, secondsPerBenchmark);
    }
}
