package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Errno;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.ProgramInfo;
import io.github.bpfgate.libbpf.TestRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first load of a benchmark's programs: finds out whether they can be run, whether they are the same work, and how
 * to sample them.
 */
final class Trial {

    /** What the trial found. */
    record Findings(RunnableType type, boolean unchanged, Map<Side, ProgramSource> sources, Sampler sampler,
            Optional<XdpHold> hold, List<TestRun> packets, int pairs, List<String> notes) {
    }

    private final Libbpf libbpf;
    private final Benchmark benchmark;
    private final List<String> notes = new ArrayList<>();
    private final List<String> unsteady = new ArrayList<>();

    Trial(Libbpf libbpf, Benchmark benchmark) {
        this.libbpf = libbpf;
        this.benchmark = benchmark;
    }

    /**
     * Loads, runs and calibrates.
     *
     * @throws BenchmarkFailure if the benchmark cannot be measured
     */
    Findings run() throws BenchmarkFailure {
        ProgramSource.InObject candidate = new ProgramSource.InObject(libbpf, benchmark.candidate(),
                benchmark.program(), benchmark.setup());
        RunnableType type = requireRunnable(candidate);
        List<TestRun> packets = testRuns(type);
        try (ProgramSource.Loaded loaded = load(candidate, "")) {
            if (benchmark.baseline().isEmpty()) {
                return withHold(type, Map.of(Side.CANDIDATE, candidate), Map.of(Side.CANDIDATE, loaded), packets);
            }
            Benchmark.Baseline stored = benchmark.baseline().get();
            ProgramSource.InObject baseline = new ProgramSource.InObject(libbpf, stored.object(), stored.program(),
                    benchmark.setup());
            requireProgram(baseline, "The stored baseline ");
            try (ProgramSource.Loaded loadedBaseline = load(baseline, "The stored baseline: ")) {
                return withHold(type, Map.of(Side.CANDIDATE, candidate, Side.BASELINE, baseline),
                        Map.of(Side.CANDIDATE, loaded, Side.BASELINE, loadedBaseline), packets);
            }
        }
    }

    private RunnableType requireRunnable(ProgramSource.InObject source) throws BenchmarkFailure {
        return requireProgram(source, "");
    }

    private RunnableType requireProgram(ProgramSource.InObject source, String whose) throws BenchmarkFailure {
        try (var object = libbpf.openObject(source.file().bytes(), source.file().name())) {
            BpfProgram program = object.program(source.programName()).orElseThrow(() -> new BenchmarkFailure(
                    Kind.CONFIGURATION, whose + source.file().name() + " has no program "
                    + NearestNames.suggest(source.programName(), object.programs().stream().map(BpfProgram::name)
                    .toList())));
            if (source.setup().isPresent() && object.program(source.setup().get()).isEmpty()) {
                throw new BenchmarkFailure(Kind.CONFIGURATION, whose + source.file().name() + " has no set-up program "
                        + NearestNames.suggest(source.setup().get(), object.programs().stream().map(BpfProgram::name)
                        .toList()));
            }
            return RunnableType.of(program.type()).orElseThrow(
                    () -> Failures.ofType(program.name(), program.typeName(), program.section()));
        } catch (BpfException e) {
            throw new BenchmarkFailure(Kind.ERROR, whose + e.getMessage());
        }
    }

    private ProgramSource.Loaded load(ProgramSource.InObject source, String whose) throws BenchmarkFailure {
        try {
            return source.loadExplained();
        } catch (BpfException e) {
            throw Failures.ofLoading(e, whose);
        } catch (IllegalStateException e) {
            throw new BenchmarkFailure(Kind.ERROR, whose + "Cannot set up " + benchmark.name() + ": " + e.getMessage());
        }
    }

    private List<TestRun> testRuns(RunnableType type) throws BenchmarkFailure {
        List<TestRun> runs = new ArrayList<>();
        for (Packet packet : benchmark.packets()) {
            try {
                runs.add(type.testRun(libbpf, packet));
            } catch (InputException e) {
                throw new BenchmarkFailure(Kind.CONFIGURATION,
                        "Benchmark " + benchmark.name() + ": " + e.getMessage());
            }
        }
        return runs;
    }

    private Findings withHold(RunnableType type, Map<Side, ProgramSource> sources,
            Map<Side, ProgramSource.Loaded> loaded, List<TestRun> packets) throws BenchmarkFailure {
        XdpHold hold = type == RunnableType.XDP ? new XdpHold(libbpf) : null;
        boolean kept = false;
        try {
            boolean held = hold != null && hold(hold, loaded);
            Findings findings = examine(type, sources, loaded, packets, Optional.ofNullable(hold).filter(h -> held));
            kept = findings.hold().isPresent();
            return findings;
        } catch (BpfException e) {
            throw Failures.ofRunning(e, benchmark, type);
        } finally {
            if (hold != null && !kept) {
                hold.close();
            }
        }
    }

    private boolean hold(XdpHold hold, Map<Side, ProgramSource.Loaded> loaded) {
        try {
            loaded.forEach((side, instance) -> hold.hold(side, instance.program()));
            return true;
        } catch (BpfException e) {
            if (e.errno() != Errno.EINVAL && e.errno() != Errno.EPERM) {
                throw e;
            }
            unsteady.add("cannot be held in the XDP dispatcher: " + e.getMessage());
            return false;
        }
    }

    private Findings examine(RunnableType type, Map<Side, ProgramSource> sources,
            Map<Side, ProgramSource.Loaded> loaded, List<TestRun> packets, Optional<XdpHold> hold) {
        boolean unchanged = loaded.containsKey(Side.BASELINE) && WorkIdentity.same(loaded.get(Side.CANDIDATE),
                loaded.get(Side.BASELINE), sameFile());
        int[][] once = runOnce(type, loaded, packets);
        Sampler sampler = unsteady.isEmpty() ? repeated(loaded, packets, once, hold.isPresent()) : null;
        int pairs = Calibration.of(1, packets.size()).pairs();
        if (sampler == null) {
            sampler = oneByOne(packets.size(), pairs);
            notes.add(unsteady.get(0) + "; so each run is a call of its own, on a fresh packet ("
                    + sampler.description() + ")");
        }
        Map<Side, ProgramSource> all = new EnumMap<>(sources);
        BpfProgram program = loaded.get(Side.CANDIDATE).program();
        all.put(Side.NULL, new ProgramSource.Assembled(libbpf, NullProgram.NAME, type.number(),
                program.expectedAttachType(), program.loadFlags() & ~SLEEPABLE, NullProgram.insns(type.neutralReturn())));
        boolean needsHold = sampler instanceof Sampler.Repeated;
        return new Findings(type, unchanged, all, sampler, hold.filter(h -> needsHold), packets, pairs,
                List.copyOf(notes));
    }

    /** {@code BPF_F_SLEEPABLE} needs an attach target that a null program does not have. */
    private static final int SLEEPABLE = 1 << 4;

    private boolean sameFile() {
        return benchmark.baseline().filter(b -> b.object().sha256().equals(benchmark.candidate().sha256())).isPresent();
    }

    /** Runs every program once on every packet, and looks at what it leaves behind. */
    private int[][] runOnce(RunnableType type, Map<Side, ProgramSource.Loaded> loaded, List<TestRun> packets) {
        int[][] returned = new int[Side.values().length][packets.size()];
        for (Map.Entry<Side, ProgramSource.Loaded> entry : loaded.entrySet()) {
            for (int i = 0; i < packets.size(); i++) {
                TestRun.Output output = packets.get(i).runForOutput(entry.getValue().program(), 1);
                returned[entry.getKey().ordinal()][i] = output.returnValue();
                SameWork.changesPacket(type, benchmark.packets().get(i).bytes(), output).ifPresent(
                        why -> unsteady.add(describe(entry.getKey()) + " " + why));
            }
        }
        noteDifferentAnswers(loaded, packets, returned);
        return returned;
    }

    private void noteDifferentAnswers(Map<Side, ProgramSource.Loaded> loaded, List<TestRun> packets, int[][] returned) {
        if (!loaded.containsKey(Side.BASELINE)) {
            return;
        }
        for (int i = 0; i < packets.size(); i++) {
            int candidate = returned[Side.CANDIDATE.ordinal()][i];
            int baseline = returned[Side.BASELINE.ordinal()][i];
            if (candidate != baseline) {
                notes.add("the candidate returns " + candidate + " where the baseline returned " + baseline + " (packet "
                        + benchmark.packets().get(i).name() + "): the two do not do the same");
                return;
            }
        }
    }

    private String describe(Side side) {
        return (side == Side.BASELINE ? "the baseline of " : "") + benchmark.program();
    }

    /** The usual way; null, with the reason in {@link #unsteady}, if a program drifts over repeats. */
    private Sampler repeated(Map<Side, ProgramSource.Loaded> loaded, List<TestRun> packets, int[][] once,
            boolean held) {
        double slowest = 0;
        for (ProgramSource.Loaded instance : loaded.values()) {
            double sum = 0;
            int probed = Math.min(packets.size(), PROBED_PACKETS);
            for (int i = 0; i < probed; i++) {
                sum += Calibration.probe(instance.program(), packets.get(i * packets.size() / probed));
            }
            slowest = Math.max(slowest, sum / probed);
        }
        Calibration calibration = Calibration.of(slowest, packets.size());
        for (Map.Entry<Side, ProgramSource.Loaded> entry : loaded.entrySet()) {
            for (int i = 0; i < packets.size(); i++) {
                Optional<String> drift = SameWork.drifts(entry.getValue().program(), packets.get(i),
                        once[entry.getKey().ordinal()][i], calibration.repeat());
                if (drift.isPresent()) {
                    unsteady.add(describe(entry.getKey()) + " " + drift.get());
                    return null;
                }
            }
        }
        calibration.crossCheck(loaded.get(Side.CANDIDATE).program(), packets.get(0)).ifPresent(notes::add);
        return new Sampler.Repeated(calibration.repeat(), held);
    }

    private static final int PROBED_PACKETS = 8;

    private Sampler oneByOne(int packets, int pairs) {
        int calls = Calibration.callsOneByOne(packets, pairs);
        try {
            libbpf.enableRunTimeStatistics().close();
            return new Sampler.ByStatistics(libbpf, new ProgramInfo.Reader(libbpf), calls);
        } catch (BpfException e) {
            notes.add(e.getMessage().replaceFirst("\\.$", "") + " (needs CAP_SYS_ADMIN)");
            return new Sampler.OneByOne(calls);
        }
    }
}
