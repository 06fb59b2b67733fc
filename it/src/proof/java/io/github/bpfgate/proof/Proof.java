package io.github.bpfgate.proof;

import io.github.bpfgate.benchmark.input.Input;
import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.pipeline.WorkerSettings;
import io.github.bpfgate.proof.Pairing.Kind;
import io.github.bpfgate.worker.Machine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the proof, section by section, and writes what it found after each round of gates. */
public final class Proof {

    /** The default of {@code maxTimePerBenchmark}. */
    private static final Duration LONGEST_BENCHMARK = Duration.ofSeconds(20);
    private static final double USUAL_LIMIT = 0.05;
    private static final List<Double> LIMITS = List.of(0.02, USUAL_LIMIT);
    private static final List<Double> INCREASES = List.of(0.03, 0.05, 0.08, 0.15, 0.50);
    /** As the JVM ends on a signal: 128 and SIGINT. */
    private static final int INTERRUPTED = 130;

    private final Settings settings;
    private final Variants variants;
    private final WorkerSettings worker;
    private final Gate gate;
    private final Calibration calibration;
    private final PluginCost cost;
    private final ExactCost exactCost;
    private final Ledger ledger;
    private final ReportFiles files;
    private final Progress progress;
    private Optional<PlainReading> plain = Optional.empty();

    private Proof(Settings settings) {
        this.settings = settings;
        variants = new Variants(settings);
        worker = new WorkerSettings(List.of(), Stream.of(System.getProperty("java.class.path")
                .split(File.pathSeparator)).map(Path::of).toList(), Optional.empty(), LONGEST_BENCHMARK);
        gate = new Gate(worker, settings.output().resolve("gate"));
        calibration = new Calibration(settings, worker, variants);
        cost = new PluginCost(settings);
        exactCost = new ExactCost(settings, worker, variants);
        ledger = new Ledger(counts(settings));
        files = new ReportFiles(settings.output());
        progress = new Progress(System.out, steps());
    }

    /**
     * Takes system properties, see {@link Settings}.
     *
     * @throws Exception if the proof cannot go on; what was found until then is in the files
     */
    public static void main(String[] args) throws Exception {
        // Maven's end is the proof's, and the proof's is that of all it started.
        Runtime.getRuntime().addShutdownHook(new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        ProcessHandle.current().parent().ifPresent(
                maven -> maven.onExit().thenRun(() -> System.exit(INTERRUPTED)));
        new Proof(Settings.fromSystemProperties()).run();
    }

    private static Map<String, Integer> counts(Settings settings) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("gates", settings.gates());
        counts.put("detections", settings.detections());
        counts.put("quietGates", settings.quietGates());
        counts.put("calibrationBlocks", settings.calibrationBlocks());
        counts.put("builds", settings.builds());
        counts.put("exactPrograms", settings.exactPrograms());
        return counts;
    }

    private int steps() {
        int slower = INCREASES.size() * LIMITS.size() * (settings.detections() + settings.tcDetections());
        return 2 * settings.gates() + settings.tcGates() + slower + 3 * settings.quietGates() + 2 * cost.steps()
                + exactCost.steps();
    }

    private void run() throws ProofException, InterruptedException, IOException {
        describeMachine();
        Optional<Integer> busyCpu = BusyCpu.choose();
        ledger.environment("kept busy", busyCpu.map(cpu -> "CPU " + cpu).orElse("nothing: there is one CPU"));
        try (BusyCpu busy = busyCpu.isPresent() ? BusyCpu.start(busyCpu.get()) : null) {
            Load load = busy == null ? Load.NONE : Load.BUSY;
            section("equal programs", equal(load, settings.gates(), settings.tcGates()), busy);
            if (settings.detections() > 0) {
                for (ProgramType type : ProgramType.values()) {
                    section("slower programs, " + type.label(), slower(type, load), busy);
                }
            }
        }
        section("equal programs, other CPU idle", equal(busyCpu.isPresent() ? Load.IDLE : Load.NONE,
                settings.quietGates(), settings.quietGates()), null);
        if (settings.builds() > 0) {
            timeBuilds("one XDP program", "xdp", List.of(variants.source(ProgramType.XDP)));
            timeBuilds("one tc program", "tc", List.of(variants.source(ProgramType.TC)));
        }
        if (settings.exactPrograms() > 0) {
            timeExactMetrics();
        }
        ledger.complete();
        write();
        progress.section("Done: " + files.markdown());
    }

    private void describeMachine() throws ProofException, InterruptedException, IOException {
        progress.section("Looking at the machine");
        Machine machine = calibration.machine();
        ledger.environment("kernel", machine.kernel());
        ledger.environment("CPU", machine.cpu());
        ledger.environment("CPUs", Integer.toString(Runtime.getRuntime().availableProcessors()));
        ledger.environment("measured on", "CPU " + machine.cpuNumber());
        ledger.environment("virtualization", machine.virtualization());
        ledger.environment("JIT", machine.jit() + ", hardening " + machine.jitHarden());
        ledger.environment("mitigations", machine.mitigations().toString());
        ledger.environment("clang", variants.clang());
        ledger.environment("libbpf", machine.libbpf());
        ledger.environment("Java", Runtime.version().toString());
        ledger.environment("bpfgate", settings.version());
        Optional<String> bpftool = PlainReading.bpftool();
        ledger.environment("bpftool", bpftool.orElse("missing"));
        if (bpftool.isPresent()) {
            plain = Optional.of(new PlainReading(settings.output().resolve("bpffs"), packet()));
        }
        write();
    }

    private Path packet() throws ProofException, IOException {
        try {
            Path file = settings.output().resolve("packet.bin");
            return Files.write(file, Input.builtDefault().packets().get(0).bytes());
        } catch (InputException e) {
            throw new ProofException("The default packet cannot be built: " + e.getMessage(), e);
        }
    }

    private List<Contest> equal(Load load, int gates, int tcGates) throws ProofException, InterruptedException {
        return List.of(
                new Contest(new Pairing(Kind.EQUAL, "equal-b beside equal-a", ProgramType.XDP, variants.equal("a"),
                        variants.equal("b"), 0, USUAL_LIMIT, gates), load, null),
                inert(ProgramType.XDP, load, gates), inert(ProgramType.TC, load, tcGates));
    }

    private Contest inert(ProgramType type, Load load, int gates) throws ProofException, InterruptedException {
        return new Contest(new Pairing(Kind.EQUAL, "slow beside itself, data larger", type, variants.slow(type, 0),
                variants.inert(type), 0, USUAL_LIMIT, gates), load, null);
    }

    private List<Contest> slower(ProgramType type, Load load) throws ProofException, InterruptedException {
        progress.section("Calibrating " + type.label());
        List<Effect> effects = calibration.find(type, INCREASES);
        ledger.addEffects(effects);
        List<Contest> contests = new ArrayList<>();
        int gates = type == ProgramType.XDP ? settings.detections() : settings.tcDetections();
        for (int i = 0; i < INCREASES.size(); i++) {
            for (double limit : LIMITS) {
                contests.add(new Contest(new Pairing(Kind.SLOWER, "slow with EXTRA=" + effects.get(i).extra(), type,
                        variants.slow(type, 0), variants.slow(type, effects.get(i).extra()), INCREASES.get(i), limit,
                        gates), load, effects.get(i)));
            }
        }
        return contests;
    }

    /** Runs contests in turn, so that a bad minute of the machine meets all of them. */
    private void section(String title, List<Contest> contests, BusyCpu busy)
            throws ProofException, InterruptedException, IOException {
        progress.section(title);
        ledger.add(contests);
        long start = System.nanoTime();
        while (contests.stream().anyMatch(contest -> !contest.done())) {
            for (Contest contest : contests.stream().filter(c -> !c.done()).toList()) {
                if (busy != null) {
                    busy.requireAlive();
                }
                long stepStart = System.nanoTime();
                contest.next(gate, plain);
                progress.stepDone(title, System.nanoTime() - stepStart);
            }
            ledger.sectionTook(title, (System.nanoTime() - start) / 1e9);
            write();
        }
        contests.forEach(contest -> contest.row().messages().forEach(ledger::note));
        noteWaiting(title, contests);
    }

    private void noteWaiting(String title, List<Contest> contests) throws ProofException {
        int waited = contests.stream().mapToInt(contest -> contest.row().waited()).sum();
        if (waited > 0) {
            ledger.note(title + ": " + waited + " gates waited for another bpfgate on this machine, and are left out"
                    + " of its times.");
        }
        write();
    }

    private void timeBuilds(String what, String name, List<Path> sources) throws ProofException, InterruptedException {
        String title = "builds of a module with " + what;
        progress.section(title);
        long start = System.nanoTime();
        try {
            ledger.add(cost.measure(name, sources, progress));
        } catch (ProofException e) {
            ledger.note(e.getMessage());
        }
        ledger.sectionTook(title, (System.nanoTime() - start) / 1e9);
        write();
    }

    private void timeExactMetrics() throws ProofException, InterruptedException {
        String title = "exact metrics of " + settings.exactPrograms() + " programs";
        progress.section(title);
        long start = System.nanoTime();
        try {
            ledger.addExactCosts(exactCost.measure(progress));
        } catch (ProofException e) {
            ledger.note(e.getMessage());
        }
        ledger.sectionTook(title, (System.nanoTime() - start) / 1e9);
        write();
    }

    private void write() throws ProofException {
        files.write(ledger.report());
    }
}
