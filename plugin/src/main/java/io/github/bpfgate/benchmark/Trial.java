package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfObject;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Libbpf;
import java.util.EnumMap;
import java.util.Map;

/**
 * The first load of a benchmark's programs: finds out whether they can be run, whether they are the same work, and how
 * to sample them. Closing it takes them out of the kernel.
 */
final class Trial implements AutoCloseable {

    private final Libbpf libbpf;
    private final Benchmark benchmark;
    private final Map<Side, ProgramSource.InObject> sources = new EnumMap<>(Side.class);
    private final Map<Side, ProgramSource.Loaded> loaded = new EnumMap<>(Side.class);
    private Driver driver;
    private boolean unchanged;

    private Trial(Libbpf libbpf, Benchmark benchmark) {
        this.libbpf = libbpf;
        this.benchmark = benchmark;
    }

    /**
     * Loads the programs.
     *
     * @throws BenchmarkFailure if they do not load, or cannot be run as the benchmark asks
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
                Driver ofSide = requireDrivable(sources.get(side));
                driver = driver == null ? ofSide : requireSame(driver, ofSide);
            } catch (BenchmarkFailure e) {
                throw of(side, e);
            }
        }
        for (Side side : sources.keySet()) {
            loaded.put(side, load(side, sources.get(side)));
        }
        try {
            driver.prepare(loaded.values());
        } catch (BpfException e) {
            throw driver.explained(e);
        }
        unchanged = loaded.containsKey(Side.BASELINE)
                && WorkIdentity.same(loaded.get(Side.CANDIDATE), loaded.get(Side.BASELINE), sameFile());
    }

    /** How they are run. */
    Driver driver() {
        return driver;
    }

    /** Where fresh copies of candidate or baseline come from. */
    ProgramSource.InObject source(Side side) {
        return sources.get(side);
    }

    /** The load of candidate or baseline that this trial holds, with statistics. */
    ProgramSource.Loaded loaded(Side side) {
        return loaded.get(side);
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

    private Driver requireDrivable(ProgramSource.InObject source) throws BenchmarkFailure {
        try (BpfObject object = libbpf.openObject(source.file().bytes(), source.file().name())) {
            BpfProgram program = require(object, source.programName(), "program ");
            if (source.setup().isPresent()) {
                require(object, source.setup().get(), "set-up program ");
            }
            return Driver.of(libbpf, benchmark, program);
        } catch (BpfException e) {
            throw new BenchmarkFailure(Kind.ERROR, e.getMessage());
        }
    }

    private static BpfProgram require(BpfObject object, String name, String role) throws BenchmarkFailure {
        return object.program(name).orElseThrow(() -> new BenchmarkFailure(Kind.CONFIGURATION, object.name()
                + " has no " + role
                + NearestNames.suggest(name, object.programs().stream().map(BpfProgram::name).toList())));
    }

    private static Driver requireSame(Driver candidate, Driver baseline) throws BenchmarkFailure {
        if (!candidate.kind().equals(baseline.kind())) {
            throw new BenchmarkFailure(Kind.CONFIGURATION, "it is " + baseline.kind()
                    + " and the candidate " + candidate.kind() + ": their times cannot be compared.");
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

    /**
     * Runs the programs and calibrates.
     *
     * @throws BenchmarkFailure if they cannot be run
     */
    Driver.Findings examine() throws BenchmarkFailure {
        try {
            return driver.examine(loaded);
        } catch (BpfException e) {
            throw driver.explained(e);
        }
    }

    private boolean sameFile() {
        return benchmark.baseline().filter(b -> b.object().sha256().equals(benchmark.candidate().sha256())).isPresent();
    }

    /** Where fresh copies come from, with or without a baseline and always with a null program. */
    Map<Side, ProgramSource> withNullProgram() {
        Map<Side, ProgramSource> all = new EnumMap<>(sources);
        all.put(Side.NULL, driver.nullProgram(loaded.get(Side.CANDIDATE).program()));
        return all;
    }

    @Override
    public void close() {
        loaded.values().forEach(ProgramSource.Loaded::close);
        loaded.clear();
    }
}
