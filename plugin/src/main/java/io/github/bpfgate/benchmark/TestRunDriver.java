package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Errno;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadAttributes;
import io.github.bpfgate.libbpf.TestRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs programs by BPF_PROG_TEST_RUN, on packets. */
final class TestRunDriver implements Driver {

    /** {@code BPF_F_SLEEPABLE} needs an attach target that a null program does not have. */
    private static final int SLEEPABLE = 1 << 4;

    private final Libbpf libbpf;
    private final Benchmark benchmark;
    private final RunnableType type;
    private final List<TestRun> packets;

    private TestRunDriver(Libbpf libbpf, Benchmark benchmark, RunnableType type, List<TestRun> packets) {
        this.libbpf = libbpf;
        this.benchmark = benchmark;
        this.type = type;
        this.packets = packets;
    }

    static TestRunDriver of(Libbpf libbpf, Benchmark benchmark, BpfProgram program) throws BenchmarkFailure {
        RunnableType type = RunnableType.of(program).orElseThrow(
                () -> Failures.ofType(program.name(), program.typeName(), program.section()));
        List<TestRun> packets = new ArrayList<>();
        for (Packet packet : benchmark.packets()) {
            try {
                packets.add(type.testRun(libbpf, packet));
            } catch (InputException e) {
                throw new BenchmarkFailure(Kind.CONFIGURATION,
                        "Benchmark " + benchmark.name() + ": " + e.getMessage());
            }
        }
        return new TestRunDriver(libbpf, benchmark, type, List.copyOf(packets));
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
                LoadAttributes.plain(type.number(), candidate.expectedAttachType(), candidate.loadFlags() & ~SLEEPABLE),
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

    /** One test run for each packet. */
    List<TestRun> packets() {
        return packets;
    }

    /**
     * Runs both sides once on every packet.
     *
     * @return how their answers differ, in words; empty if they do not
     */
    List<String> differentAnswers(Map<Side, ProgramSource.Loaded> loaded) {
        return new SamplerChoice(libbpf, benchmark, type, loaded, packets).differentAnswers();
    }

    @Override
    public BenchmarkFailure explained(BpfException refusal) {
        return Failures.ofRunning(refusal, benchmark, type);
    }
}
