package io.github.bpfgate.mojo;

import io.github.bpfgate.clang.BpfCompiler;
import io.github.bpfgate.clang.ClangException;
import io.github.bpfgate.clang.CompilationFailedException;
import io.github.bpfgate.clang.CompileRequest;
import io.github.bpfgate.clang.CompileResult;
import io.github.bpfgate.pipeline.Compilation;
import io.github.bpfgate.pipeline.GateException;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.eclipse.aether.RepositorySystem;

/**
 * Compiles every {@code *.bpf.c} below the source directory with clang, as many at a time as there are cores, and
 * only what changed: a source, a header it read, a flag, the compiler or this plugin.
 *
 * <pre>{@code
 * <plugin>
 *   <groupId>io.github.bpfgate</groupId>
 *   <artifactId>bpfgate-maven-plugin</artifactId>
 *   <configuration>
 *     <clang>org.bytedeco:llvm:20.1.7-1.5.12</clang>
 *     <compilerArgs>
 *       <arg>-DMAX_BACKENDS=64</arg>
 *     </compilerArgs>
 *   </configuration>
 *   <executions>
 *     <execution>
 *       <goals>
 *         <goal>compile</goal>
 *       </goals>
 *     </execution>
 *   </executions>
 * </plugin>
 * }</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "compile", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CompileMojo extends AbstractCompilingMojo {

    /** Under which this goal leaves the compiler's version for the goals after it. */
    static final String CLANG_VERSION = "bpfgate.clangVersion";
    /** Under which it leaves what was compiled, and how. */
    static final String COMPILATION = "bpfgate.compilation";

    /** @param repositorySystem Maven's own, to fetch a clang with */
    @Inject
    public CompileMojo(RepositorySystem repositorySystem) {
        super(repositorySystem);
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
}
