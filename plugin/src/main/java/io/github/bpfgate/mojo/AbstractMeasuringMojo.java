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
abstract class AbstractMeasuringMojo extends AbstractRunningMojo {

    /**
     * Objects to benchmark besides those this module compiles; by default none. Baseline and results go by the name of
     * the file. On the command line they are separated by commas.
     *
     * <pre>{@code
     * <objects>
     *   <object>target/vendor/lb.bpf.o</object>
     * </objects>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.objects")
    private List<File> objects;

    /**
     * What to run. By default every program that a test run takes, on a packet of 64 bytes, IPv4 and UDP, or on a
     * context of zeros, but none of type syscall, for such a program may change the machine; and every other program of
     * which it is known how to attach it and what runs it.
     *
     * <pre>{@code
     * <benchmarks>
     *   <benchmark>
     *     <program>fun_xdp</program>
     *     <input><pcap>src/test/bpf/sources.pcap</pcap></input>
     *     <rules><rule><metric>latency</metric><maxIncrease>3%</maxIncrease></rule></rules>
     *   </benchmark>
     *   <benchmark>
     *     <program>on_kill</program>
     *     <workload><syscall>kill</syscall></workload>
     *   </benchmark>
     * </benchmarks>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    private List<BenchmarkParameter> benchmarks;

    /**
     * Limits for benchmarks without rules of their own. By default {@code latency} may grow by 5 % of its net value,
     * and by 1 ns in any case; a warning is given where {@code instructions} grow by more than 5 % (an error where no
     * time is taken), or {@code verified-insns} are above 900000. Whatever the rules, a warning is given where
     * {@code coverage} is below 50 %, unless a rule is on it.
     *
     * <pre>{@code
     * <rules>
     *   <rule><metric>latency</metric><maxIncrease>3%</maxIncrease><floor>0.5</floor></rule>
     *   <rule><metric>instructions</metric><maxIncrease>0%</maxIncrease><level>warn</level></rule>
     *   <rule><metric>coverage</metric><min>80%</min></rule>
     * </rules>
     * }</pre>
     *
     * @since 0.1.0
     */
    @Parameter
    private List<RuleParameter> rules;

    /**
     * What is measured: names of metrics as rules have them, separated by commas or blanks. By default all. Without
     * {@code latency} no time is taken, and the answer is the same on any machine:
     * {@code <metrics>instructions, coverage</metrics>}.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.metrics")
    private String metrics;

    /**
     * Where the module's own baseline is, {@code baseline.json} and the objects, such as
     * {@code <baselineDirectory>baseline</baselineDirectory>}. Commit it.
     *
     * @since 0.1.0
     */
    @Parameter(property = "bpfgate.baselineDirectory", defaultValue = "${project.basedir}/src/test/bpf/baseline")
    private File baselineDirectory;

    /**
     * Whether sources without a program to benchmark are an error. With
     * {@code <failOnNoBenchmarks>false</failOnNoBenchmarks>} they are warned of.
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
                RuleParameters.toRules(rules, benchmarks(), wanted), wanted, reportDirectory(), workerSettings(),
                failOnNoBenchmarks, clangVersion(), session().getRequest().getDegreeOfConcurrency(), today());
    }

    private List<BenchmarkParameter> benchmarks() {
        return benchmarks == null ? List.of() : benchmarks;
    }

    private String clangVersion() {
        Object version = context().get(CompileMojo.CLANG_VERSION);
        return version == null ? "" : version.toString();
    }
}
