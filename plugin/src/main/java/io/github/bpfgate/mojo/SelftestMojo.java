package io.github.bpfgate.mojo;

import io.github.bpfgate.clang.BpfCompiler;
import io.github.bpfgate.pipeline.BenchmarkSpec;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.NamedObject;
import io.github.bpfgate.pipeline.SelftestObjects;
import io.github.bpfgate.pipeline.SelftestStep;
import io.github.bpfgate.pipeline.TypesByLibbpf;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Measures the baseline against itself, and prints the noise here, the smallest change it lets through unseen, and
 * the limit it allows. Without a project, or without a baseline, it measures the object given, or a small program
 * of its own.
 *
 * <pre>{@code
 * mvn bpfgate:selftest -Dbpfgate.launcher='sudo -n'
 * }</pre>
 *
 * @since 0.1.0
 */
@Mojo(name = "selftest", requiresProject = false, threadSafe = true)
public final class SelftestMojo extends AbstractWorkerMojo {

    /**
     * An object to measure in the place of the baseline, such as {@code -Dbpfgate.candidateObject=lb.bpf.o}. By default
     * the baseline.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.candidateObject")
    private File candidateObject;

    /**
     * Where the baseline is, such as {@code -Dbpfgate.baselineDirectory=lb/src/test/bpf/baseline}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.baselineDirectory", defaultValue = "src/test/bpf/baseline")
    private File baselineDirectory;

    /**
     * What to run, as for the goal benchmark. By default every program that can be run, but none of type syscall.
     *
     * <pre>{@code
     * <benchmarks>
     *   <benchmark><program>fun_xdp</program></benchmark>
     * </benchmarks>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    private List<BenchmarkParameter> benchmarks;

    /**
     * Where logs are written, such as {@code -Dbpfgate.reportDirectory=out}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reportDirectory", defaultValue = "target/bpfgate")
    private File reportDirectory;

    /**
     * The compiler for the program of its own, as for the goal compile, such as {@code -Dbpfgate.clang=clang-19}. By
     * default as there.
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
     * Seconds that one program may take, at least 1: {@code -Dbpfgate.maxTimePerBenchmark=60}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.maxTimePerBenchmark", defaultValue = "20")
    private int maxTimePerBenchmark;

    private final RepositorySystem repositorySystem;

    /** @param repositorySystem Maven's own, to fetch a clang with */
    @Inject
    public SelftestMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    @Override
    void executeMojo() throws GateException, InterruptedException {
        List<BenchmarkSpec> specs = new ArrayList<>();
        if (benchmarks != null) {
            for (BenchmarkParameter parameter : benchmarks) {
                specs.add(parameter.toSpec());
            }
        }
        try (SelftestObjects objects = candidateObject == null
                ? SelftestObjects.ofBaseline(baselineDirectory.toPath(), compiler(), Optional.ofNullable(clang))
                : SelftestObjects.of(NamedObject.of(candidateObject.toPath()))) {
            getLog().info("Measuring " + objects.description() + " against itself");
            new SelftestStep(objects, specs, workerSettings(maxTimePerBenchmark),
                    reportDirectory.toPath(), journal()).run();
        }
    }

    private BpfCompiler compiler() {
        return new BpfCompiler(ClangParameters.of(repositorySystem, session(), cacheDirectory, getLog()),
                new TypesByLibbpf(WorkerParameters.classPath(), Optional.empty()));
    }
}
