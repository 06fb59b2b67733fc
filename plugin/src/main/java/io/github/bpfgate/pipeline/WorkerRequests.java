package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.Method;
import io.github.bpfgate.benchmark.input.Input;
import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Rules;
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

/** Puts requests for the worker together: reads inputs here, so that the worker opens nothing but objects. */
final class WorkerRequests {

    private static final String LOCK_FILE = "bpfgate.lock";

    private final WorkerSettings settings;
    private final Rules rules;

    WorkerRequests(WorkerSettings settings, Rules rules) {
        this.settings = settings;
        this.rules = rules;
    }

    /** A request that asks what this machine allows. */
    static WorkerRequest examine(WorkerSettings settings) {
        return new WorkerRequest(WorkerRequest.Task.EXAMINE, settings.libbpf().orElse(null), Set.of(), lockFile(),
                List.of(), Set.of(), List.of(), WorkerRequest.InputData.NONE, List.of(), Map.of(), List.of(), 0, 0, 0);
    }

    /** A request that asks for the types of a file with BTF. */
    static WorkerRequest declareTypes(Optional<String> libbpf, Path btf) {
        return new WorkerRequest(WorkerRequest.Task.DECLARE_TYPES, libbpf.orElse(null), Set.of(), lockFile(),
                List.of(new WorkerRequest.ObjectPath(btf.getFileName().toString(), btf.toString())), Set.of(),
                List.of(), WorkerRequest.InputData.NONE, List.of(), Map.of(), List.of(), 0, 0, 0);
    }

    /**
     * A request to measure.
     *
     * @param programs    to look at; empty for all
     * @param baselines   by benchmark name
     * @param fallbacks   objects to judge by where no baseline has the benchmark's name
     * @param kinds       of figures
     * @param fixedBlocks 0 to stop by the verdict
     * @throws GateException if an input cannot be read, or two benchmarks have one name
     */
    WorkerRequest measure(List<NamedObject> candidates, Set<String> programs, List<BenchmarkSpec> benchmarks,
            Input defaultInput, Map<String, WorkerRequest.BaselinePath> baselines, List<NamedObject> fallbacks,
            Set<WorkerRequest.Kind> kinds, int fixedBlocks) throws GateException {
        requireDistinct(benchmarks);
        List<WorkerRequest.WantedBenchmark> wanted = new ArrayList<>();
        for (BenchmarkSpec spec : benchmarks) {
            wanted.add(new WorkerRequest.WantedBenchmark(spec.name().orElse(null), spec.program(),
                    spec.object().orElse(null), input(spec.input(), "Benchmark " + spec.resultName() + ": "),
                    spec.setup().orElse(null), data(rules.samplingLimits(spec.resultName())),
                    spec.method().map(Method::toString).orElse(null), WorkerRequest.AttachData.of(spec.attaching())));
        }
        return new WorkerRequest(WorkerRequest.Task.MEASURE, settings.libbpf().orElse(null), kinds, lockFile(),
                candidates.stream().map(WorkerRequests::path).toList(), programs, wanted, input(defaultInput, ""),
                data(rules.commonSamplingLimits()), baselines, fallbacks.stream().map(WorkerRequests::path).toList(),
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

    static WorkerRequest.ObjectPath path(NamedObject object) {
        return new WorkerRequest.ObjectPath(object.name(), object.path().toString());
    }

    static List<WorkerRequest.LimitData> data(List<Limit> limits) {
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

    /** The same for every user of the host: two builds that measure at once measure each other. */
    private static String lockFile() {
        return Path.of(System.getProperty("java.io.tmpdir"), LOCK_FILE).toString();
    }
}
