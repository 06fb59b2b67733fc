package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.DoctorStep;
import io.github.bpfgate.pipeline.GateException;
import java.io.File;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Prints what bpfgate needs and what is here, each miss with the command that mends it. Needs no project.
 *
 * <pre>{@code
 * mvn io.github.bpfgate:bpfgate-maven-plugin:doctor -Dbpfgate.launcher='sudo -n'
 * }</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public final class DoctorMojo extends AbstractWorkerMojo {

    private static final int SECONDS = 20;

    /**
     * The compiler: a path, the name of a program on the PATH, {@code system}, or coordinates of an artifact that has
     * one, {@code groupId:artifactId:version} or {@code groupId:artifactId:version:classifier}; without a classifier
     * this machine's. By default the system's, {@code clang} or else the newest {@code clang-NN} on the PATH, if it is
     * of version 14 or later and has the BPF target, or else {@code org.bytedeco:llvm:20.1.7-1.5.12}. For example
     * {@code -Dbpfgate.clang=clang-19}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.clang")
    private String clang;

    /**
     * Where a clang that comes from Maven is unpacked, such as {@code -Dbpfgate.cacheDirectory=/var/cache/bpfgate}. By
     * default {@code bpfgate} in {@code $XDG_CACHE_HOME}, or in {@code ~/.cache}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.cacheDirectory")
    private File cacheDirectory;

    /**
     * What {@code vmlinux.h} is to be made of: raw BTF, or a {@code vmlinux}, such as
     * {@code -Dbpfgate.btf=src/main/btf/6.1-amd64.btf}. By default the running kernel's BTF.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.btf")
    private File btf;

    private final RepositorySystem repositorySystem;

    /** @param repositorySystem Maven's own, to fetch a clang with */
    @Inject
    public DoctorMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    @Override
    void executeMojo() throws GateException, InterruptedException, MojoFailureException {
        int missing = new DoctorStep(workerSettings(SECONDS),
                ClangParameters.of(repositorySystem, session(), cacheDirectory, getLog()), Optional.ofNullable(clang),
                Optional.ofNullable(btf).map(File::toPath), journal()).run();
        if (missing > 0) {
            throw new MojoFailureException(missing + (missing == 1 ? " thing that bpfgate needs is"
                    : " things that bpfgate needs are") + " missing; the arrows above say what mends them.");
        }
        getLog().info("bpfgate can measure here.");
    }
}
