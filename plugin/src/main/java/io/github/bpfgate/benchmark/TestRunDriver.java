package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Errno;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.TestRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs programs by BPF_PROG_TEST_RUN, on packets. */
final class TestRunDriver implements Driver {

    private final Libbpf libbpf;
    private final Benchmark benchmark;
    private final RunnableType type;
    private List<TestRun> packets = List.of();

    private TestRunDriver(Libbpf libbpf, Benchmark benchmark, RunnableType type) {
        this.libbpf = libbpf;
        this.benchmark = benchmark;
        this.type = type;
    }

    static TestRunDriver of(Libbpf libbpf, Benchmark benchmark, BpfProgram program) throws BenchmarkFailure {
        return new TestRunDriver(libbpf, benchmark, RunnableType.of(program).orElseThrow(
                () -> Failures.ofType(program.name(), program.typeName(), program.section())));
    }

    /** How long a context has to be is known of programs that are loaded. */
    @Override
    public void prepare(Collection<ProgramSource.Loaded> loaded) throws BenchmarkFailure {
        int contextReach = type.contextReach(libbpf,
                loaded.stream().flatMap(instance -> instance.reachable().stream()));
        List<TestRun> runs = new ArrayList<>();
        for (Packet packet : benchmark.packets()) {
            try {
                runs.add(type.testRun(libbpf, packet, contextReach));
            } catch (InputException e) {
                throw new BenchmarkFailure(Kind.CONFIGURATION,
                        "Benchmark " + benchmark.name() + ": " + e.getMessage());
            }
        }
        packets = List.copyOf(runs);
    }

    @Override
    public String typeName() {
        return type.kernelName();
    }

    @Override
    public String kind() {
        return "of type " + type.kernelName();
    }

    @Override
    public ProgramSource nullProgram(BpfProgram candidate) {
        return new ProgramSource.Assembled(libbpf, NullProgram.NAME,
                type.nullAttributes(candidate.expectedAttachType(), candidate.loadFlags()),
                NullProgram.insns(type.neutralReturn()));
    }

    @Override
    public Findings examine(Map<Side, ProgramSource.Loaded> loaded) {
        XdpHold hold = new XdpHold(libbpf);
        boolean taken = false;
        try {
            Optional<String> obstacle = type == RunnableType.XDP ? tryToHold(hold, loaded) : Optional.empty();
            SamplerChoice choice = new SamplerChoice(libbpf, benchmark, type, loaded, packets);
            Sampler sampler = choice.choose(obstacle,
                    type == RunnableType.XDP ? Optional.of(hold) : Optional.empty());
            taken = sampler instanceof Sampler.Repeated;
            return new Findings(sampler, Calibration.pairs(packets.size()), choice.notes(), choice.warnings());
        } finally {
            if (!taken) {
                hold.close();
            }
        }
    }

    private static Optional<String> tryToHold(XdpHold hold, Map<Side, ProgramSource.Loaded> loaded) {
        try {
            loaded.forEach((side, instance) -> hold.hold(side, instance.program()));
            return Optional.empty();
        } catch (BpfException e) {
            if (e.errno() != Errno.EINVAL && e.errno() != Errno.EPERM) {
                throw e;
            }
            return Optional.of("the program cannot be held in the XDP dispatcher ("
                    + e.getMessage().replaceFirst("\\.$", "") + ")");
        }
    }

    @Override
    public Exercises exercises() {
        return new Exercises(IntStream.range(0, packets.size()).<Exercise>mapToObj(i ->
                new Exercise.OnPacket(benchmark.packets().get(i).name(), packets.get(i))).toList(), List.of());
    }

    @Override
    public String inputName() {
        return type.inputName();
    }

    @Override
    public BenchmarkFailure explained(BpfException refusal) {
        return Failures.ofRunning(refusal, benchmark, type);
    }
}
