package io.github.bpfgate.mojo;

import io.github.bpfgate.clang.BpfCompiler;
import io.github.bpfgate.clang.ClangException;
import io.github.bpfgate.clang.CompilationFailedException;
import io.github.bpfgate.clang.CompileRequest;
import io.github.bpfgate.clang.CompileResult;
import io.github.bpfgate.clang.Diagnostic;
import io.github.bpfgate.pipeline.GateException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

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
     * The compiler: a path or a name. By default {@code clang}, else the newest {@code clang-NN} on the PATH.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.clang")
    private String clang;

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

    @Override
    void executeInModule() throws GateException, InterruptedException, MojoFailureException {
        try {
            CompileRequest request = request();
            CompileResult result = new BpfCompiler().compile(request);
            result.diagnostics().forEach(this::log);
            result.deleted().forEach(object -> getLog().info("Deleted " + object + ": its source is gone"));
            getLog().info("Compiled " + result.compiled().size() + " of " + result.objects().size() + " eBPF objects ("
                    + result.upToDate().size() + " up to date) with " + result.clang().version());
            context().put(CLANG_VERSION, result.clang().version());
            context().put(COMPILATION, request);
        } catch (CompilationFailedException e) {
            e.diagnostics().forEach(this::log);
            throw new MojoFailureException(e.getMessage(), e);
        } catch (ClangException e) {
            throw new GateException(e.getMessage(), e);
        } catch (IOException e) {
            throw new GateException("Cannot compile into " + outputDirectory() + ": " + e.getMessage() + ".", e);
        }
    }

    private CompileRequest request() {
        List<Path> includes = includeDirectories == null ? List.of()
                : includeDirectories.stream().map(File::toPath).toList();
        return new CompileRequest(sourceDirectory(), includes, compilerArgs == null ? List.of() : compilerArgs,
                outputDirectory(), Optional.ofNullable(clang), pluginVersion, projectDirectory.toPath());
    }

    private void log(Diagnostic diagnostic) {
        switch (diagnostic.severity()) {
            case ERROR -> getLog().error(diagnostic.describe());
            case WARNING -> getLog().warn(diagnostic.describe());
            case NOTE -> getLog().info(diagnostic.describe());
        }
    }
}
