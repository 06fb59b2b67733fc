package io.github.bpfgate.mojo;

import io.github.bpfgate.clang.BpfCompiler;
import io.github.bpfgate.clang.CompileRequest;
import io.github.bpfgate.pipeline.TypesByLibbpf;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/** The parameters that say how sources become objects. */
abstract class AbstractCompilingMojo extends AbstractModuleMojo {

    /**
     * The compiler: a path, the name of a program on the PATH, {@code system}, or coordinates of an artifact that has
     * one, {@code groupId:artifactId:version} or {@code groupId:artifactId:version:classifier}; without a classifier
     * this machine's. By default the system's, {@code clang} or else the newest {@code clang-NN} on the PATH, if it is
     * of version 14 or later and has the BPF target, or else {@code org.bytedeco:llvm:20.1.7-1.5.12}. For example
     * {@code <clang>org.bytedeco:llvm:20.1.7-1.5.12</clang>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.clang")
    private String clang;

    /**
     * Where a clang that comes from Maven is unpacked, such as
     * {@code <cacheDirectory>/var/cache/bpfgate</cacheDirectory>}. By default {@code bpfgate} in
     * {@code $XDG_CACHE_HOME}, or in {@code ~/.cache}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.cacheDirectory")
    private File cacheDirectory;

    /**
     * What {@code vmlinux.h} is made of, if a source includes one and there is none on its include path: raw BTF, or a
     * {@code vmlinux}. By default the running kernel's BTF; a file that is kept with the sources makes the same objects
     * on every machine: {@code <btf>src/main/btf/6.1-amd64.btf</btf>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.btf")
    private File btf;

    /**
     * The path of a {@code libbpf.so.1}, which makes {@code vmlinux.h}, such as
     * {@code <libbpf>/usr/local/lib/bpfgate/libbpf.so.1</libbpf>}. By default the system's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.libbpf")
    private String libbpf;

    /**
     * The folder of the sources that benchmark C functions ({@code *.bench.bpf.c}), such as
     * {@code <testSourceDirectory>src/bench/bpf</testSourceDirectory>}. They are compiled beside the others, and include
     * {@code bpfgate/bench.h}, which this goal puts on the include path.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.testSourceDirectory", defaultValue = "${project.basedir}/src/test/bpf")
    private File testSourceDirectory;

    /**
     * Folders to search for headers, besides the source directory and the system's; by default none. On the command
     * line they are separated by commas.
     *
     * <pre>{@code
     * <includeDirectories>
     *   <includeDirectory>src/main/include</includeDirectory>
     * </includeDirectories>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.includeDirectories")
    private List<File> includeDirectories;

    /**
     * Arguments for clang after bpfgate's own; by default none. On the command line they are separated by commas.
     *
     * <pre>{@code
     * <compilerArgs>
     *   <arg>-DMAX_BACKENDS=64</arg>
     * </compilerArgs>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.compilerArgs")
    private List<String> compilerArgs;

    @Parameter(defaultValue = "${plugin.version}", readonly = true)
    private String pluginVersion;

    @Parameter(defaultValue = "${project.basedir}", readonly = true)
    private File projectDirectory;

    private final RepositorySystem repositorySystem;

    AbstractCompilingMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    final BpfCompiler compiler() {
        return new BpfCompiler(ClangParameters.of(repositorySystem, session(), cacheDirectory, getLog()),
                new TypesByLibbpf(WorkerParameters.classPath(), Optional.ofNullable(libbpf)));
    }

    final CompileRequest request() {
        List<Path> includes = includeDirectories == null ? List.of()
                : includeDirectories.stream().map(File::toPath).toList();
        return new CompileRequest(sourceDirectory(), includes, compilerArgs == null ? List.of() : compilerArgs,
                outputDirectory(), Optional.ofNullable(clang), Optional.ofNullable(btf).map(File::toPath),
                pluginVersion, projectDirectory.toPath(), Optional.of(testSourceDirectory.toPath()));
    }
}
