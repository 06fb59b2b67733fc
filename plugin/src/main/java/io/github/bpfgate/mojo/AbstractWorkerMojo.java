package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.WorkerSettings;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals that need no project share: how to run the measuring process. */
abstract class AbstractWorkerMojo extends AbstractGateMojo {

    /**
     * A command that is put before the measuring process to give it privileges, such as
     * {@code -Dbpfgate.launcher='sudo -n'}; its words are split at blanks. By default there is none, and it has those
     * of Maven. A launcher that may ask for a password is refused.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.launcher")
    private String launcher;

    /**
     * The path of a {@code libbpf.so.1}, such as {@code -Dbpfgate.libbpf=/usr/local/lib/bpfgate/libbpf.so.1}; root
     * alone may be able to change it. By default the system's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.libbpf")
    private String libbpf;

    final WorkerSettings workerSettings(int secondsPerBenchmark) throws GateException {
        return WorkerParameters.of(launcher, libbpf, secondsPerBenchmark);
    }
}
