package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.Method;
import io.github.bpfgate.benchmark.input.Input;
import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.libbpf.HostLock;
import io.github.bpfgate.stats.Limit;
import io.github.bpfgate.worker.WorkerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts requests for the worker together: reads objects and inputs here, so that the worker opens no file of ours. */
final class WorkerRequests {

    private final WorkerSettings settings;
    private final Rules rules;

    WorkerRequests(WorkerSettings settings, Rules rules) {
        this.settings = settings;
        this.rules = rules;
    }

    /** A request that asks what this machine allows. */
    static WorkerRequest examine(WorkerSettings settings) {
        return new WorkerRequest(WorkerRequest.Task.EXAMINE, settings.libbpf().orElse(null), Set.of(), HostLock.CPUS,
                List.of(), Set.of(), List.of(), WorkerRequest.InputData.NONE, List.of(), List.of(), Map.of(), List.of(),
                0, 0, 0);
    }

    /** A request that asks for the types of a file with BTF. */
    static WorkerRequest declareTypes(Optional<String> libbpf, Path btf) {
        return new WorkerRequest(WorkerRequest.Task.DECLARE_TYPES, libbpf.orElse(null), Set.of(), HostLock.CPUS,
                List.of(new WorkerRequest.ObjectData(btf.toString(), new byte[0])), Set.of(), List.of(),
                WorkerRequest.InputData.NONE, List.of(), List.of(), Map.of(), List.of(), 0, 0, 0);
    }

    /**
     * A request to measure.
     *
     * @param programs    to look at; empty for all
     * @param stored      objects of the baseline
     * @param baselines   by benchmark name
     * @param fallbacks   objects to judge by where no baseline has the benchmark's name
     * @param kinds       of figures
     * @param fixedBlocks 0 to stop by the verdict
     * @throws GateException if an input cannot be read, or two benchmarks have one name
     */
    WorkerRequest measure(List<NamedObject> candidates, Set<String> programs, List<BenchmarkSpec> benchmarks,
            Input defaultInput, List<NamedObject> stored, Map<String, WorkerRequest.BaselineProgram> baselines,
            List<NamedObject> fallbacks,
            Set<WorkerRequest.Kind> kinds, int fixedBlocks) throws GateException {
        requireDistinct(benchmarks);
        List<WorkerRequest.WantedBenchmark> wanted = new ArrayList<>();
        for (BenchmarkSpec spec : benchmarks) {
            wanted.add(new WorkerRequest.WantedBenchmark(spec.name().orElse(null), spec.program(),
                    spec.object().orElse(null), input(spec.input(), "Benchmark " + spec.resultName() + ": "),
                    spec.setup().orElse(null), limits(rules.samplingLimits(spec.resultName())),
                    spec.method().map(Method::toString).orElse(null), WorkerRequest.AttachData.of(spec.attaching())));
        }
        return new WorkerRequest(WorkerRequest.Task.MEASURE, settings.libbpf().orElse(null), kinds, HostLock.CPUS,
                data(candidates), programs, wanted, input(defaultInput, ""), limits(rules.commonSamplingLimits()),
                data(stored), baselines, data(fallbacks),
                settings.longest().toNanos() / 1e9, fixedBlocks, new SecureRandom().nextLong());
    }

    /** What the worker has to take for these metrics. */
    static Set<WorkerRequest.Kind> kinds(Set<MetricName> metrics) {
        return metrics.stream().map(metric -> switch (metric) {
            case LATENCY -> WorkerRequest.Kind.TIMES;
            case INSTRUCTIONS, HELPER_CALLS, COVERAGE -> WorkerRequest.Kind.COUNTS;
            case VERIFIED_INSNS, STATES, PEAK_STATES, STACK_BYTES, XLATED_BYTES, JITED_BYTES, INSNS, MAP_BYTES,
                    LOAD_TIME -> WorkerRequest.Kind.STATIC;
        }).collect(Collectors.toUnmodifiableSet());
    }

    private static List<WorkerRequest.ObjectData> data(List<NamedObject> objects) throws GateException {
        List<WorkerRequest.ObjectData> data = new ArrayList<>();
        for (NamedObject object : objects) {
            data.add(data(object));
        }
        return data;
    }

    private static WorkerRequest.ObjectData data(NamedObject object) throws GateException {
        return new WorkerRequest.ObjectData(object.name(), object.bytes());
    }

    static List<WorkerRequest.LimitData> limits(List<Limit> limits) {
        return limits.stream().map(WorkerRequest.LimitData::of).toList();
    }

    private static WorkerRequest.InputData input(Input input, String where) throws GateException {
        try {
            return new WorkerRequest.InputData(input.packets().stream()
                    .map(p -> new WorkerRequest.PacketData(p.name(), p.bytes())).toList(), input.frames());
        } catch (InputException | IOException e) {
            throw new GateException(where + e.getMessage(), e);
        }
    }

    private static void requireDistinct(List<BenchmarkSpec> benchmarks) throws GateException {
        Set<String> names = new LinkedHashSet<>();
        for (BenchmarkSpec spec : benchmarks) {
            if (!names.add(spec.resultName())) {
                throw new GateException("Two benchmarks are named " + spec.resultName()
                        + ". Give one of them another <name>; results and baseline go by it.");
            }
        }
    }
}
