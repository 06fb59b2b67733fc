package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.WorkerSettings;
import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters that say how a module's programs are run, and where what comes of it is written. */
abstract class AbstractRunningMojo extends AbstractModuleMojo {

    /**
     * Where results, reports and logs are written, such as
     * {@code <reportDirectory>target/bpfgate-slow</reportDirectory>}: two executions in one build
     * need one each.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reportDirectory", defaultValue = "${project.build.directory}/bpfgate")
    private File reportDirectory;

    /**
     * A command that is put before the measuring process to give it privileges, such as
     * {@code <launcher>sudo -n</launcher>}; its words are split at blanks. By default there is none, and it has those
     * of Maven. A launcher that may ask for a password is refused.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.launcher")
    private String launcher;

    /**
     * The path of a {@code libbpf.so.1}, such as {@code <libbpf>/usr/local/lib/bpfgate/libbpf.so.1</libbpf>}; root
     * alone may be able to change it. By default the system's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.libbpf")
    private String libbpf;

    /**
     * Seconds that one benchmark may take, at least 1, its confirming series included: half of them are kept for that
     * series. {@code <maxTimePerBenchmark>60</maxTimePerBenchmark>} suits programs of many packets, and busy machines.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.maxTimePerBenchmark", defaultValue = "20")
    private int maxTimePerBenchmark;

    final Path reportDirectory() {
        return reportDirectory.toPath();
    }

    final WorkerSettings workerSettings() throws GateException {
        return WorkerParameters.of(launcher, libbpf, maxTimePerBenchmark);
    }
}
