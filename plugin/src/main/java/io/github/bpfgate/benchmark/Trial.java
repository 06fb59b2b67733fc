package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfObject;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Errno;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.TestRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first load of a benchmark's programs: finds out whether they can be run, whether they are the same work, and how
 * to sample them. Closing it takes them out of the kernel.
 */
final class Trial implements AutoCloseable {

    /**
     * How the programs can be sampled.
     *
     * @param sources   with or without a baseline, always with a null program
     * @param hold      holds the programs of the blocks to come; the taker closes it
     * @param pairs     per packet and block
     * @param warnings  what should make a reader doubt the comparison
     */
    record Findings(Map<Side, ProgramSource> sources, Sampler sampler, Optional<XdpHold> hold, int pairs,
            List<String> notes, List<String> warnings) {
    }

    private final Libbpf libbpf;
    private final Benchmark benchmark;
    private final Map<Side, ProgramSource.InObject> sources = new EnumMap<>(Side.class);
    private final Map<Side, ProgramSource.Loaded> loaded = new EnumMap<>(Side.class);
    private RunnableType type;
    private List<TestRun> packets;
    private boolean unchanged;

    private Trial(Libbpf libbpf, Benchmark benchmark) {
        this.libbpf = libbpf;
        this.benchmark = benchmark;
    }

    /**
     * Loads the programs.
     *
     * @throws BenchmarkFailure if they do not load, or are not of a type that can be run on these packets
     */
    static Trial of(Libbpf libbpf, Benchmark benchmark) throws BenchmarkFailure {
        Trial trial = new Trial(libbpf, benchmark);
        try {
            trial.load();
        } catch (BenchmarkFailure e) {
            trial.close();
            throw e;
        }
        return trial;
    }

    private void load() throws BenchmarkFailure {
        sources.put(Side.CANDIDATE, new ProgramSource.InObject(libbpf, benchmark.candidate(), benchmark.program(),
                benchmark.setup()));
        benchmark.baseline().ifPresent(stored -> sources.put(Side.BASELINE,
                new ProgramSource.InObject(libbpf, stored.object(), stored.program(), benchmark.setup())));
        for (Side side : sources.keySet()) {
            try {
                RunnableType ofSide = requireRunnable(sources.get(side));
                type = type == null ? ofSide : requireSame(type, ofSide);
            } catch (BenchmarkFailure e) {
                throw of(side, e);
            }
        }
        for (Side side : sources.keySet()) {
            loaded.put(side, load(side, sources.get(side)));
        }
        packets = testRuns();
        unchanged = loaded.containsKey(Side.BASELINE)
                && WorkIdentity.same(loaded.get(Side.CANDIDATE), loaded.get(Side.BASELINE), sameFile());
    }

    RunnableType type() {
        return type;
    }

    /** Where fresh copies of candidate or baseline come from. */
    ProgramSource.InObject source(Side side) {
        return sources.get(side);
    }

    /** The load of candidate or baseline that this trial holds, with statistics. */
    ProgramSource.Loaded loaded(Side side) {
        return loaded.get(side);
    }

    /** One test run for each packet. */
    List<TestRun> packets() {
        return List.copyOf(packets);
    }

    /** Whether candidate and baseline are the same work. */
    boolean unchanged() {
        return unchanged;
    }

    /** No change of the sources mends a baseline. */
    private BenchmarkFailure of(Side side, BenchmarkFailure e) {
        return side == Side.CANDIDATE || e.kind() == Kind.UNSUPPORTED ? e
                : benchmark.baseline().orElseThrow().blamed(e, benchmark.name());
    }

    private RunnableType requireRunnable(ProgramSource.InObject source) throws BenchmarkFailure {
        try (BpfObject object = libbpf.openObject(source.file().bytes(), source.file().name())) {
            BpfProgram program = require(object, source.programName(), "program ");
            if (source.setup().isPresent()) {
                require(object, source.setup().get(), "set-up program ");
            }
            return RunnableType.of(program).orElseThrow(
                    () -> Failures.ofType(program.name(), program.typeName(), program.section()));
        } catch (BpfException e) {
            throw new BenchmarkFailure(Kind.ERROR, e.getMessage());
        }
    }

    private static BpfProgram require(BpfObject object, String name, String role) throws BenchmarkFailure {
        return object.program(name).orElseThrow(() -> new BenchmarkFailure(Kind.CONFIGURATION, object.name()
                + " has no " + role
                + NearestNames.suggest(name, object.programs().stream().map(BpfProgram::name).toList())));
    }

    private static RunnableType requireSame(RunnableType candidate, RunnableType baseline) throws BenchmarkFailure {
        if (candidate != baseline) {
            throw new BenchmarkFailure(Kind.CONFIGURATION, "it is of type " + baseline.kernelName()
                    + " and the candidate of type " + candidate.kernelName() + ": their times cannot be compared.");
        }
        return candidate;
    }

    private ProgramSource.Loaded load(Side side, ProgramSource.InObject source) throws BenchmarkFailure {
        try {
            return source.loadWithStatistics();
        } catch (BpfException e) {
            throw of(side, Failures.ofLoading(e));
        } catch (IllegalStateException e) {
            throw of(side, new BenchmarkFailure(Kind.ERROR,
                    "Cannot set up " + benchmark.name() + ": " + e.getMessage() + "."));
        }
    }

    private List<TestRun> testRuns() throws BenchmarkFailure {
        int contextReach = contextReach();
        List<TestRun> runs = new ArrayList<>();
        for (Packet packet : benchmark.packets()) {
            try {
                runs.add(type.testRun(libbpf, packet, contextReach));
            } catch (InputException e) {
                throw new BenchmarkFailure(Kind.CONFIGURATION,
                        "Benchmark " + benchmark.name() + ": " + e.getMessage());
            }
        }
        return runs;
    }

    private int contextReach() throws BenchmarkFailure {
        try {
            return type.contextReach(libbpf,
                    loaded.values().stream().flatMap(instance -> instance.reachable().stream()));
        } catch (BpfException e) {
            throw Failures.ofRunning(e, benchmark, type);
        }
    }

    /**
     * Runs the programs and calibrates.
     *
     * @throws BenchmarkFailure if they cannot be run
     */
    Findings examine() throws BenchmarkFailure {
        Map<Side, LoadedProgram> programs = new EnumMap<>(Side.class);
        loaded.forEach((side, instance) -> programs.put(side, instance.program()));
        XdpHold hold = new XdpHold(libbpf);
        boolean keepHold = false;
        try {
            Optional<String> obstacle = type == RunnableType.XDP ? tryToHold(hold, programs) : Optional.empty();
            SamplerChoice choice = new SamplerChoice(libbpf, benchmark, type, loaded, packets);
            Sampler sampler = choice.choose(obstacle, type == RunnableType.XDP);
            keepHold = type == RunnableType.XDP && sampler instanceof Sampler.Repeated;
            return new Findings(withNullProgram(loaded.get(Side.CANDIDATE).program()), sampler,
                    keepHold ? Optional.of(hold) : Optional.empty(), Calibration.pairs(packets.size()), choice.notes(),
                    choice.warnings());
        } catch (BpfException e) {
            throw Failures.ofRunning(e, benchmark, type);
        } finally {
            if (!keepHold) {
                hold.close();
            }
        }
    }

    private static Optional<String> tryToHold(XdpHold hold, Map<Side, LoadedProgram> programs) {
        try {
            programs.forEach(hold::hold);
            return Optional.empty();
        } catch (BpfException e) {
            if (e.errno() != Errno.EINVAL && e.errno() != Errno.EPERM) {
                throw e;
            }
            return Optional.of("the program cannot be held in the XDP dispatcher ("
                    + e.getMessage().replaceFirst("\\.$", "") + ")");
        }
    }

    private boolean sameFile() {
        return benchmark.baseline().filter(b -> b.object().sha256().equals(benchmark.candidate().sha256())).isPresent();
    }

    private Map<Side, ProgramSource> withNullProgram(BpfProgram candidate) {
        Map<Side, ProgramSource> all = new EnumMap<>(sources);
        all.put(Side.NULL, new ProgramSource.Assembled(libbpf, NullProgram.NAME,
                type.nullAttributes(candidate.expectedAttachType(), candidate.loadFlags()),
                NullProgram.insns(type.neutralReturn())));
        return all;
    }

    @Override
    public void close() {
        loaded.values().forEach(ProgramSource.Loaded::close);
        loaded.clear();
    }
}
