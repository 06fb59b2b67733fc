package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.ProgramInfo;
import io.github.bpfgate.libbpf.TestRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chooses how the samples of a benchmark are taken: many runs in one call if every run is the same work, else one run a
 * call, on a fresh input.
 */
final class SamplerChoice {

    /** Of many packets, so many are enough for a first idea of the time. */
    private static final int PROBED_PACKETS = 8;

    /**
     * A first idea of the time.
     *
     * @param nanosPerRun of the slower program, over the packets probed
     * @param slowest     of these packets, for either program: the one that shows most of what the program does
     */
    private record Probe(double nanosPerRun, TestRun slowest) {
    }

    private final Libbpf libbpf;
    private final Benchmark benchmark;
    private final RunnableType type;
    private final Map<Side, ProgramSource.Loaded> loaded;
    private final Map<Side, LoadedProgram> programs = new EnumMap<>(Side.class);
    private final List<TestRun> packets;
    private final List<String> notes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    /** By packet, of one run each. */
    private final Map<Side, List<TestRun.Output>> outputs = new EnumMap<>(Side.class);

    SamplerChoice(Libbpf libbpf, Benchmark benchmark, RunnableType type,
            Map<Side, ProgramSource.Loaded> loaded, List<TestRun> packets) {
        this.libbpf = libbpf;
        this.benchmark = benchmark;
        this.type = type;
        this.loaded = new EnumMap<>(loaded);
        loaded.forEach((side, instance) -> programs.put(side, instance.program()));
        this.packets = List.copyOf(packets);
    }

    /**
     * Runs the programs and chooses.
     *
     * @param obstacle why many runs in one call are out of the question, if they are
     * @param hold     has XDP programs in the dispatcher; the sampler takes it if it has use for it
     */
    Sampler choose(Optional<String> obstacle, Optional<XdpHold> hold) {
        Optional<String> changes = runOnce();
        warnOfDifferentAnswers();
        Optional<String> reason = onceACall().or(() -> obstacle).or(() -> changes);
        if (reason.isPresent()) {
            return oneByOne(reason.get());
        }
        Probe probe = probe();
        Calibration calibration = Calibration.of(probe.nanosPerRun(), packets.size());
        Optional<String> drift = findDrift(calibration, probe.slowest());
        if (drift.isPresent()) {
            return oneByOne(drift.get());
        }
        calibration.disagreement(programs.get(Side.CANDIDATE), probe.slowest()).ifPresent(notes::add);
        return new Sampler.Repeated(packets, calibration.repeat(), hold);
    }

    /** What a reader of the figures should know; complete once a sampler is chosen. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** What should make a reader doubt the comparison; complete once a sampler is chosen. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private Optional<String> onceACall() {
        return type.takesContext()
                ? Optional.of("the kernel test-runs " + type.kernelName() + " programs once a call") : Optional.empty();
    }

    /** Runs every program once on every packet; answers how one of them changes what it is given, if one does. */
    private Optional<String> runOnce() {
        Optional<String> reason = Optional.empty();
        for (Side side : programs.keySet()) {
            byte[] insns = loaded.get(side).reachableInsns();
            List<TestRun.Output> ofSide = new ArrayList<>();
            for (int i = 0; i < packets.size(); i++) {
                LoadedProgram program = programs.get(side);
                TestRun packet = packets.get(i);
                TestRun.Output output = packet.runForOutput(program, 1);
                ofSide.add(output);
                Optional<String> changes = SameWork.changesPacket(type, benchmark.packets().get(i).bytes(), output)
                        .or(() -> SameWork.changesContext(type, program, insns, packet))
                        .map(why -> describe(side) + " " + why);
                reason = reason.or(() -> changes);
            }
            outputs.put(side, ofSide);
        }
        return reason;
    }

    private void warnOfDifferentAnswers() {
        if (programs.containsKey(Side.BASELINE)) {
            Answers.difference(benchmark.packets(), type.inputName(), outputs.get(Side.CANDIDATE),
                    outputs.get(Side.BASELINE)).ifPresent(warnings::add);
        }
    }

    /** Packets for a first idea of the time, from all over the input. */
    private List<TestRun> probed() {
        int probed = Math.min(packets.size(), PROBED_PACKETS);
        return IntStream.range(0, probed).mapToObj(i -> packets.get(i * packets.size() / probed)).toList();
    }

    private Probe probe() {
        List<TestRun> probed = probed();
        double slowestProgram = 0;
        double slowestRun = 0;
        TestRun slowest = packets.get(0);
        for (LoadedProgram program : programs.values()) {
            double sum = 0;
            for (TestRun packet : probed) {
                double nanos = Calibration.probe(program, packet);
                sum += nanos;
                if (nanos > slowestRun) {
                    slowestRun = nanos;
                    slowest = packet;
                }
            }
            slowestProgram = Math.max(slowestProgram, sum / probed.size());
        }
        return new Probe(slowestProgram, slowest);
    }

    private Optional<String> findDrift(Calibration calibration, TestRun slowest) {
        for (Map.Entry<Side, LoadedProgram> entry : programs.entrySet()) {
            for (int i = 0; i < packets.size(); i++) {
                Optional<String> drift = SameWork.drifts(entry.getValue(), packets.get(i),
                        outputs.get(entry.getKey()).get(i), calibration.repeat());
                if (drift.isPresent()) {
                    return drift.map(why -> describe(entry.getKey()) + " " + why);
                }
            }
            Optional<String> drift = calibration.drift(entry.getValue(), slowest);
            if (drift.isPresent()) {
                return drift.map(why -> describe(entry.getKey()) + " " + why);
            }
        }
        return Optional.empty();
    }

    private String describe(Side side) {
        return (side == Side.BASELINE ? "the baseline of " : "") + benchmark.program();
    }

    private Sampler oneByOne(String reason) {
        int calls = Calibration.callsOneByOne(nanosPerCall(), packets.size(), Calibration.pairs(packets.size()));
        Sampler sampler = statisticsWork()
                ? new Sampler.ByStatistics(libbpf, new ProgramInfo.Reader(libbpf), packets, calls)
                : new Sampler.OneByOne(packets, calls);
        notes.add(reason + "; so each run is a call of its own, on a fresh " + type.inputName() + " ("
                + sampler.description() + ")");
        return sampler;
    }

    private double nanosPerCall() {
        return programs.values().stream().mapToDouble(program -> probed().stream()
                .mapToDouble(packet -> Calibration.probeCall(program, packet)).average().orElseThrow())
                .max().orElseThrow();
    }

    private boolean statisticsWork() {
        try {
            libbpf.enableRunTimeStatistics().close();
            return true;
        } catch (BpfException e) {
            notes.add(e.getMessage().replaceFirst("\\.$", "") + " (needs CAP_SYS_ADMIN)");
            return false;
        }
    }
}
