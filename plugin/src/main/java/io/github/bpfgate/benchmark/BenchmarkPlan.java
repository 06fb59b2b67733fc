package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfObject;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.stats.Limit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the programs of the built objects, and makes benchmarks of what was asked for.
 *
 * <p>Where nothing was asked for, every program that test-run can run becomes a benchmark, but for those of type
 * syscall.
 */
public final class BenchmarkPlan {

    private static final String SUFFIX = ".bpf.o";
    private static final int NAMES_SHOWN = 3;

    private record Found(ObjectFile object, String program, Optional<RunnableType> type, String obstacle) {

        static Found of(ObjectFile object, BpfProgram program) {
            Optional<RunnableType> type = RunnableType.of(program);
            return new Found(object, program.name(), type, type.map(t -> t.kernelName() + ", only where asked for")
                    .orElseGet(() -> obstacle(program)));
        }

        private static String obstacle(BpfProgram program) {
            return program.type() == 0 ? "section \"" + program.section() + "\", which libbpf does not know"
                    : "no test run of "
                    + (RunnableType.of(program.type()).isPresent() ? program.section() : program.typeName());
        }

        boolean byDefault() {
            return type.filter(RunnableType::byDefault).isPresent();
        }
    }

    private final List<Found> found;
    private final Map<String, Benchmark.Baseline> baselines;
    private final Map<String, Benchmark.Baseline> fallbackByProgram;

    private BenchmarkPlan(List<Found> found, Map<String, Benchmark.Baseline> baselines,
            Map<String, Benchmark.Baseline> fallbackByProgram) {
        this.found = found;
        this.baselines = baselines;
        this.fallbackByProgram = fallbackByProgram;
    }

    /**
     * Opens the objects; nothing is loaded.
     *
     * @param baselines by benchmark name
     * @param fallback  the baseline of every benchmark without an entry whose program it holds
     * @throws BenchmarkFailure if a file is no eBPF object
     */
    public static BenchmarkPlan of(Libbpf libbpf, List<ObjectFile> objects, Map<String, Benchmark.Baseline> baselines,
            Optional<ObjectFile> fallback) throws BenchmarkFailure {
        List<Found> found = new ArrayList<>();
        for (ObjectFile file : objects) {
            found.addAll(programs(libbpf, file));
        }
        Map<String, Benchmark.Baseline> byProgram = new LinkedHashMap<>();
        if (fallback.isPresent()) {
            for (Found program : programs(libbpf, fallback.get())) {
                byProgram.put(program.program(), new Benchmark.Baseline(program.object(), program.program(), false));
            }
        }
        return new BenchmarkPlan(found, baselines, byProgram);
    }

    private static List<Found> programs(Libbpf libbpf, ObjectFile file) throws BenchmarkFailure {
        try (BpfObject object = libbpf.openObject(file.bytes(), file.name())) {
            return object.programs().stream().map(p -> Found.of(file, p)).toList();
        } catch (BpfException e) {
            throw new BenchmarkFailure(Kind.CONFIGURATION, e.getMessage());
        }
    }

    /**
     * One benchmark for each program that is one by default, named after it, or after object and program.
     *
     * @param packets for programs that are run on packets; empty for the default packet
     */
    public List<Benchmark> ofAllPrograms(List<Packet> packets, List<Limit> limits) {
        Map<String, Integer> holders = new LinkedHashMap<>();
        found.forEach(f -> holders.merge(f.program(), 1, Integer::sum));
        return found.stream().filter(Found::byDefault).map(f -> {
            String name = holders.get(f.program()) == 1 ? f.program() : shortName(f.object()) + "/" + f.program();
            return benchmark(name, f, f.type().orElseThrow().takesContext() ? List.of() : packets, Optional.empty(),
                    limits);
        }).toList();
    }

    /**
     * The benchmark that was asked for.
     *
     * @throws BenchmarkFailure if no object, or more than one, holds its program, or that takes no such input
     */
    public Benchmark of(Wanted wanted) throws BenchmarkFailure {
        String where = "Benchmark " + wanted.resultName();
        List<Found> candidates = wanted.object().isEmpty() ? found : inObject(wanted, where);
        List<Found> matches = candidates.stream().filter(f -> f.program().equals(wanted.program())).toList();
        if (matches.isEmpty()) {
            throw new BenchmarkFailure(Kind.CONFIGURATION, where + " names a program that no object holds: "
                    + NearestNames.suggest(wanted.program(), candidates.stream().map(Found::program).toList()));
        }
        if (matches.size() > 1) {
            throw new BenchmarkFailure(Kind.CONFIGURATION, where + ": " + wanted.program() + " is in "
                    + String.join(" and ", matches.stream().map(m -> shortName(m.object())).toList())
                    + ". Say which with <object>.");
        }
        return benchmark(wanted.resultName(), matches.get(0), inputs(wanted, matches.get(0), where), wanted.setup(),
                wanted.limits());
    }

    private static List<Packet> inputs(Wanted wanted, Found program, String where) throws BenchmarkFailure {
        if (program.type().filter(RunnableType::takesContext).isEmpty()) {
            return wanted.packets();
        }
        if (wanted.frames()) {
            throw new BenchmarkFailure(Kind.CONFIGURATION, where + ": " + wanted.program() + " is of type "
                    + program.type().get().kernelName() + ", which is run on a context and not on packets. Give the"
                    + " context's bytes with <hex> or <file>, or no <input> for zeros.");
        }
        return ContextInput.named(wanted.packets());
    }

    private List<Found> inObject(Wanted wanted, String where) throws BenchmarkFailure {
        String name = wanted.object().orElseThrow();
        List<Found> inObject = found.stream()
                .filter(f -> shortName(f.object()).equals(name) || f.object().name().equals(name)).toList();
        if (inObject.isEmpty()) {
            throw new BenchmarkFailure(Kind.CONFIGURATION, where + " names an object that was not built: "
                    + NearestNames.suggest(name, found.stream().map(f -> shortName(f.object())).toList()));
        }
        return inObject;
    }

    private Benchmark benchmark(String name, Found program, List<Packet> packets, Optional<String> setup,
            List<Limit> limits) {
        Benchmark.Baseline baseline = baselines.getOrDefault(name, fallbackByProgram.get(program.program()));
        List<Packet> inputs = packets.isEmpty()
                ? List.of(program.type().map(RunnableType::defaultInput).orElseGet(DefaultPacket::get)) : packets;
        return new Benchmark(name, program.program(), program.object(), Optional.ofNullable(baseline), inputs, setup,
                limits);
    }

    private static String shortName(ObjectFile object) {
        return object.name().endsWith(SUFFIX)
                ? object.name().substring(0, object.name().length() - SUFFIX.length()) : object.name();
    }

    /** The programs found that are no benchmarks by default, by the reason: nobody should think that they are gated. */
    public List<String> leftOut() {
        Map<String, List<String>> byObstacle = new LinkedHashMap<>();
        found.stream().filter(f -> !f.byDefault())
                .forEach(f -> byObstacle.computeIfAbsent(f.obstacle(), o -> new ArrayList<>()).add(f.program()));
        return byObstacle.entrySet().stream()
                .map(e -> shortened(e.getValue()) + " (" + e.getKey() + ")").toList();
    }

    private static String shortened(List<String> names) {
        return names.size() <= NAMES_SHOWN ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES_SHOWN)) + " and " + (names.size() - NAMES_SHOWN) + " more";
    }
}
