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
 * Measures the baseline against itself, and prints the noise here, the smallest change it lets through unseen, and the
 * limit it allows. Without a project, or without a baseline, it measures the object given, or a small program of its own.
 */
@Mojo(name = "selftest", requiresProject = false, threadSafe = true)
public final class SelftestMojo extends AbstractWorkerMojo {

    /**
     * An object to measure in the place of the baseline.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.candidateObject")
    private File candidateObject;

    /**
     * Where the baseline is.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.baselineDirectory", defaultValue = "src/test/bpf/baseline")
    private File baselineDirectory;

    /**
     * What to run, as for the goal benchmark. By default every program that a test run takes, but none of type
     * syscall.
     *
     * @since 0.1.0
     */
    @Parameter
    private List<BenchmarkParameter> benchmarks;

    /**
     * Where logs are written.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reportDirectory", defaultValue = "target/bpfgate")
    private File reportDirectory;

    /**
     * The compiler for the program of its own, as for the goal compile.
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
     * Seconds that one program may take.
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
