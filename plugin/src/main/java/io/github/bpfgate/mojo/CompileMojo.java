package io.github.bpfgate.mojo;

import io.github.bpfgate.clang.BpfCompiler;
import io.github.bpfgate.clang.ClangException;
import io.github.bpfgate.clang.CompilationFailedException;
import io.github.bpfgate.clang.CompileRequest;
import io.github.bpfgate.clang.CompileResult;
import io.github.bpfgate.pipeline.Compilation;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.TypesByLibbpf;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Compiles every {@code *.bpf.c} below the source directory with clang, as many at a time as there are cores, and only
 * what changed: a source, a header it read, a flag, the compiler or this plugin.
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CompileMojo extends AbstractModuleMojo {

    /** Under which this goal leaves the compiler's version for the goals after it. */
    static final String CLANG_VERSION = "bpfgate.clangVersion";
    /** Under which it leaves what was compiled, and how. */
    static final String COMPILATION = "bpfgate.compilation";

    /**
     * The compiler: a path, the name of a program on the PATH, {@code system}, or coordinates of an artifact that has
     * one, {@code groupId:artifactId:version} or {@code groupId:artifactId:version:classifier}; without a classifier
     * this machine's. By default the system's, {@code clang} or else the newest {@code clang-NN} on the PATH, if it is
     * of version 14 or later and has the BPF target, or else {@code org.bytedeco:llvm:20.1.7-1.5.12}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.clang")
    private String clang;

    /**
     * Where a clang that comes from Maven is unpacked. By default {@code bpfgate} in {@code $XDG_CACHE_HOME}, or in
     * {@code ~/.cache}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.cacheDirectory")
    private File cacheDirectory;

    /**
     * What {@code vmlinux.h} is made of, if a source includes one and there is none on its include path: raw BTF, or a
     * {@code vmlinux}. By default the running kernel's BTF; a file that is kept with the sources makes the same objects
     * on every machine.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.btf")
    private File btf;

    /**
     * The path of a {@code libbpf.so.1}, which makes {@code vmlinux.h}. By default the system's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.libbpf")
    private String libbpf;

    /**
     * The folder of the sources that benchmark C functions ({@code *.bench.bpf.c}), which are compiled beside the
     * others. They include {@code bpfgate/bench.h}, which this goal puts on the include path.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.testSourceDirectory", defaultValue = "${project.basedir}/src/test/bpf")
    private File testSourceDirectory;

    /**
     * Folders to search for headers, besides the source directory and the system's.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.includeDirectories")
    private List<File> includeDirectories;

    /**
     * Arguments for clang after bpfgate's own, such as {@code -DMAX_BACKENDS=64}.
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

    /** @param repositorySystem Maven's own, to fetch a clang with */
    @Inject
    public CompileMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    @Override
    void executeInModule() throws GateException, InterruptedException, MojoFailureException {
        try {
            CompileRequest request = request();
            BpfCompiler compiler = compiler();
            CompileResult result = compiler.compile(request);
            new CompileLog(getLog()).tell(result);
            context().put(CLANG_VERSION, result.clang().clang().version());
            context().put(COMPILATION, new Compilation(compiler, request));
        } catch (CompilationFailedException e) {
            new CompileLog(getLog()).tell(e.diagnostics());
            throw new MojoFailureException(e.getMessage(), e);
        } catch (ClangException e) {
            throw new GateException(e.getMessage(), e);
        } catch (IOException e) {
            throw new GateException("Cannot compile into " + outputDirectory() + ": " + e.getMessage() + ".", e);
        }
    }

    private BpfCompiler compiler() {
        return new BpfCompiler(ClangParameters.of(repositorySystem, session(), cacheDirectory, getLog()),
                new TypesByLibbpf(WorkerParameters.classPath(), Optional.ofNullable(libbpf)));
    }

    private CompileRequest request() {
        List<Path> includes = includeDirectories == null ? List.of()
                : includeDirectories.stream().map(File::toPath).toList();
        return new CompileRequest(sourceDirectory(), includes, compilerArgs == null ? List.of() : compilerArgs,
                outputDirectory(), Optional.ofNullable(clang), Optional.ofNullable(btf).map(File::toPath),
                pluginVersion, projectDirectory.toPath(), Optional.of(testSourceDirectory.toPath()));
    }
}
