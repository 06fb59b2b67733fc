package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Libbpf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Takes the figures of programs that nothing runs: what the verifier says of them, and their sizes. They are loaded, and
 * that is all.
 */
public final class LoadRunner {

    private final Libbpf libbpf;

    public LoadRunner(Libbpf libbpf) {
        this.libbpf = libbpf;
    }

    private record Files(ObjectFile candidate, Optional<ObjectFile> baseline) {
    }

    /**
     * Loads on the calling thread, object by object.
     *
     * @param taken   hears of each program that loads
     * @param refused hears of each that does not, with the reason
     * @param lost    hears of it in the place of {@code refused} where the baseline's does load
     */
    public void measure(List<Benchmark> programs, Consumer<ExactMeasurement> taken,
            BiConsumer<Benchmark, BenchmarkFailure> refused, BiConsumer<Benchmark, BenchmarkFailure> lost) {
        Map<Files, List<Benchmark>> byFiles = programs.stream().collect(Collectors.groupingBy(
                p -> new Files(p.candidate(), p.baseline().map(Benchmark.Baseline::object)), LinkedHashMap::new,
                Collectors.toList()));
        byFiles.forEach((files, ofThem) -> {
            try (ObjectLoads candidates = new ObjectLoads(libbpf, files.candidate(), names(ofThem, Benchmark::program));
                    ObjectLoads baselines = files.baseline().isEmpty() ? null : new ObjectLoads(libbpf,
                            files.baseline().get(), names(ofThem, p -> p.baseline().orElseThrow().program()))) {
                for (Benchmark program : ofThem) {
                    try {
                        taken.accept(measure(program, candidates, baselines));
                    } catch (BenchmarkFailure e) {
                        (baselineLoads(program, baselines) ? lost : refused).accept(program, e);
                    }
                }
            }
        });
    }

    /** Whether the kernel takes neither the program nor its baseline: where nothing can be compared, nothing is lost. */
    public boolean takesNeither(Benchmark program) {
        return !loads(program.candidate(), program.program())
                && program.baseline().filter(b -> loads(b.object(), b.program())).isEmpty();
    }

    private boolean loads(ObjectFile file, String program) {
        try (ObjectLoads loads = new ObjectLoads(libbpf, file, Set.of(program))) {
            return loads(program, loads);
        }
    }

    private static boolean baselineLoads(Benchmark program, ObjectLoads baselines) {
        return baselines != null && loads(program.baseline().orElseThrow().program(), baselines);
    }

    private static boolean loads(String program, ObjectLoads loads) {
        try {
            loads.load(program);
            return true;
        } catch (BenchmarkFailure e) {
            // The reason is the baseline's, or has been told.
            return false;
        }
    }

    private static Set<String> names(List<Benchmark> programs, Function<Benchmark, String> name) {
        return programs.stream().map(name).collect(Collectors.toSet());
    }

    private ExactMeasurement measure(Benchmark program, ObjectLoads candidates, ObjectLoads baselines)
            throws BenchmarkFailure {
        ProgramSource.Loaded candidate = candidates.load(program.program());
        ExactFigures figures = figures(candidate);
        List<String> notes = new ArrayList<>();
        Optional<ProgramSource.Loaded> baseline = baselines == null ? Optional.empty()
                : baseline(program.baseline().orElseThrow(), baselines, notes);
        boolean unchanged = baseline.isPresent() && WorkIdentity.same(candidate, baseline.get(), sameFile(program));
        return new ExactMeasurement(program.name(), program.program(), program.candidate().name(),
                candidate.program().typeName(), Method.LOAD.toString(), unchanged, figures,
                unchanged || baseline.isEmpty() ? null : figures(baseline.get()), List.of(), notes,
                program.candidate().sha256(), program.baseline().map(b -> b.object().sha256()).orElse(""));
    }

    /** A baseline that does not load is none, and no fault of the candidate. */
    private static Optional<ProgramSource.Loaded> baseline(Benchmark.Baseline baseline, ObjectLoads loads,
            List<String> notes) {
        try {
            return Optional.of(loads.load(baseline.program()));
        } catch (BenchmarkFailure e) {
            notes.add("the baseline does not load here: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean sameFile(Benchmark program) {
        return program.baseline().filter(b -> b.object().sha256().equals(program.candidate().sha256())
                && b.program().equals(program.program())).isPresent();
    }

    private ExactFigures figures(ProgramSource.Loaded loaded) throws BenchmarkFailure {
        try {
            return StaticFigures.of(libbpf, loaded);
        } catch (BpfException e) {
            throw Failures.ofLoading(e);
        }
    }
}
