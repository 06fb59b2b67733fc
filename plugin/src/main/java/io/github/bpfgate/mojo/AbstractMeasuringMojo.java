package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.pipeline.BaselineOrigin;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.pipeline.MeasureRequest;
import io.github.bpfgate.pipeline.NamedObject;
import io.github.bpfgate.pipeline.SourcelessModule;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of the goals that measure a module's programs or judge what was measured. */
abstract class AbstractMeasuringMojo extends AbstractModuleMojo {

    /**
     * Objects to benchmark besides those this module compiles.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.objects")
    private List<File> objects;

    /**
     * What to run. By default every program that a test run takes, on a packet of 64 bytes, IPv4 and UDP, or on a
     * context of zeros; but none of type syscall, for such a program may change the machine.
     *
     * <pre>{@code
     * <benchmarks>
     *   <benchmark>
     *     <program>fun_xdp</program>
     *     <input><pcap>src/test/bpf/sources.pcap</pcap></input>
     *     <rules><rule><metric>latency</metric><maxIncrease>3%</maxIncrease></rule></rules>
     *   </benchmark>
     * </benchmarks>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    private List<BenchmarkParameter> benchmarks;

    /**
     * Limits for benchmarks without rules of their own. By default {@code latency} may grow by 5 % of its net value;
     * a warning is given where {@code instructions} grow by more than 5 % (an error where no time is taken), or
     * {@code verified-insns} are above 900000.
     * Whatever the rules, a warning is given where {@code coverage} is below 50 %, unless a rule is on it.
     *
     * @since 0.1.0
     */
    @Parameter
    private List<RuleParameter> rules;

    /**
     * What is measured, such as {@code instructions, coverage}: names of metrics as rules have them. By default all.
     * Without {@code latency} no time is taken, and the answer is the same on any machine.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.metrics")
    private String metrics;

    /**
     * Where the module's own baseline is: {@code baseline.json} and the objects. Commit it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.baselineDirectory", defaultValue = "${project.basedir}/src/test/bpf/baseline")
    private File baselineDirectory;

    /**
     * Where results and logs are written.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.reportDirectory", defaultValue = "${project.build.directory}/bpfgate")
    private File reportDirectory;

    /**
     * A command that runs the measuring process with privileges, such as {@code sudo -n}; words are split at blanks.
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

    /**
     * Seconds that one benchmark may take, its confirming series included.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.maxTimePerBenchmark", defaultValue = "20")
    private int maxTimePerBenchmark;

    /**
     * Whether sources without a program to benchmark are an error.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.failOnNoBenchmarks", defaultValue = "true")
    private boolean failOnNoBenchmarks;

    @Override
    final boolean hasConfiguredObjects() {
        return objects != null && !objects.isEmpty();
    }

    @Override
    final void requireNothingStored() throws GateException {
        SourcelessModule.requireNothingStored(sourceDirectory(), baselineDirectory.toPath());
    }

    /** What candidates are judged against: the module's own baseline, where a goal knows no other. */
    BaselineOrigin baselineOrigin() throws GateException {
        return new BaselineOrigin.Stored();
    }

    final MeasureRequest measureRequest() throws GateException {
        List<Path> configured = objects == null ? List.of() : objects.stream().map(File::toPath).toList();
        Set<MetricName> wanted = MetricsParameter.toMetrics(metrics);
        return new MeasureRequest(NamedObject.below(outputDirectory(), configured), baselineDirectory.toPath(),
                baselineOrigin(), BenchmarkParameter.toSpecs(benchmarks()),
                RuleParameters.toRules(rules, benchmarks(), wanted), wanted, reportDirectory.toPath(),
                WorkerParameters.of(launcher, libbpf, maxTimePerBenchmark), failOnNoBenchmarks, clangVersion(),
                session().getRequest().getDegreeOfConcurrency(), today());
    }

    private List<BenchmarkParameter> benchmarks() {
        return benchmarks == null ? List.of() : benchmarks;
    }

    private String clangVersion() {
        Object version = context().get(CompileMojo.CLANG_VERSION);
        return version == null ? "" : version.toString();
    }
}
