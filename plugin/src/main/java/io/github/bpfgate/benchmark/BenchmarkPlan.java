package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.benchmark.attach.AttachPoint;
import io.github.bpfgate.benchmark.input.InputException;
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
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the programs of the built objects, and makes benchmarks of what was asked for.
 *
 * <p>Where nothing was asked for, every program that test-run can run becomes a benchmark, but for those of type
 * syscall, and every other one of which it is known how to attach and trigger it.
 */
public final class BenchmarkPlan {

    private static final String SUFFIX = ".bpf.o";
    private static final int NAMES_SHOWN = 3;

    /**
     * @param type     if a test run takes it
     * @param point    where it can be attached, if it can
     * @param obstacle why it is no benchmark by default, if it is not
     * @param asked    whether somebody named it
     */
    private record Found(ObjectFile object, String program, Optional<RunnableType> type, Optional<AttachPoint> point,
            String obstacle, boolean asked) {

        static Found of(ObjectFile object, BpfProgram program) {
            Optional<RunnableType> type = RunnableType.of(program);
            Optional<AttachPoint> point = AttachPoint.of(program);
            return new Found(object, program.name(), type, point,
                    type.map(t -> t.kernelName() + ", only where asked for")
                    .or(() -> point.map(p -> p + ", where a <workload> has to say what runs it"))
                    .orElseGet(() -> obstacle(program)), false);
        }

        private static String obstacle(BpfProgram program) {
            return program.type() == 0 ? "section \"" + program.section() + "\", which libbpf does not know"
                    : "no test run of "
                    + (RunnableType.of(program.type()).isPresent() ? program.section() : program.typeName());
        }

        Found askedFor() {
            return new Found(object, program, type, point, obstacle, true);
        }

        boolean isRun() {
            return type.map(t -> asked || t.byDefault())
                    .orElseGet(() -> point.filter(AttachPoint::hasKnownTrigger).isPresent());
        }

        /** How it is run where nobody chose; also where it can be run no way, which is said when it is tried. */
        Method method() {
            return type.isEmpty() && point.isPresent() ? Method.ATTACH : Method.TEST_RUN;
        }

        boolean takesPackets() {
            return type.isPresent() && !type.get().takesContext();
        }

        boolean isRunBy(Benchmark benchmark) {
            return benchmark.program().equals(program) && benchmark.candidate() == object;
        }
    }

    private final List<Found> found;
    private final Map<String, Benchmark.Baseline> baselines;
    private final List<Found> fallbacks;

    private BenchmarkPlan(List<Found> found, Map<String, Benchmark.Baseline> baselines,
            List<Found> fallbacks) {
        this.found = found;
        this.baselines = baselines;
        this.fallbacks = fallbacks;
    }

    /**
     * Opens the objects; nothing is loaded.
     *
     * @param baselines by benchmark name
     * @param fallbacks of every benchmark without an entry: the one with the name of its object, or of two objects the
     *                  one, where it holds the program
     * @throws BenchmarkFailure if a file is no eBPF object
     */
    public static BenchmarkPlan of(Libbpf libbpf, List<ObjectFile> objects, Map<String, Benchmark.Baseline> baselines,
            List<ObjectFile> fallbacks) throws BenchmarkFailure {
        return new BenchmarkPlan(ofAll(libbpf, objects), baselines, ofAll(libbpf, fallbacks));
    }

    private static List<Found> ofAll(Libbpf libbpf, List<ObjectFile> files) throws BenchmarkFailure {
        List<Found> found = new ArrayList<>();
        for (ObjectFile file : files) {
            found.addAll(programs(libbpf, file));
        }
        return found;
    }

    private static List<Found> programs(Libbpf libbpf, ObjectFile file) throws BenchmarkFailure {
        try (BpfObject object = libbpf.openObject(file.bytes(), file.name())) {
            return object.programs().stream().map(p -> Found.of(file, p)).toList();
        } catch (BpfException e) {
            throw new BenchmarkFailure(Kind.CONFIGURATION, e.getMessage());
        }
    }

    /**
     * The same plan with those programs alone.
     *
     * @param names of programs; empty for all
     * @throws BenchmarkFailure if no object holds one of them
     */
    public BenchmarkPlan only(Set<String> names) throws BenchmarkFailure {
        for (String name : names) {
            if (found.stream().noneMatch(f -> f.program().equals(name))) {
                throw new BenchmarkFailure(Kind.CONFIGURATION, "No object holds the program "
                        + NearestNames.suggest(name, found.stream().map(Found::program).toList()));
            }
        }
        return names.isEmpty() ? this : new BenchmarkPlan(only(names, found), baselines, only(names, fallbacks));
    }

    private static List<Found> only(Set<String> names, List<Found> programs) {
        return programs.stream().filter(f -> names.contains(f.program())).map(Found::askedFor).toList();
    }

    /**
     * One benchmark for each program that is one by default, or that was named and can be run; called after it, or
     * after object and program.
     *
     * @param input of those that are run on packets, and of those that were named
     * @throws BenchmarkFailure if one that was named takes no such input
     */
    public List<Benchmark> ofAllPrograms(GivenInput input, List<Limit> limits) throws BenchmarkFailure {
        List<Benchmark> benchmarks = new ArrayList<>();
        for (Found program : found.stream().filter(Found::isRun).toList()) {
            benchmarks.add(benchmark(program, new Wanted(Optional.of(nameOf(program)), program.program(),
                    Optional.empty(), program.asked() || program.takesPackets() ? input : GivenInput.NONE, Optional.empty(), limits,
                    Optional.empty(), Attaching.DEFAULT)));
        }
        return List.copyOf(benchmarks);
    }

    /**
     * What can be looked at of the programs that none of these benchmarks runs: benchmarks without a packet, named as
     * those of all programs are, or after object and program where a benchmark has that name.
     */
    public List<Benchmark> ofTheOthers(List<Benchmark> benchmarks) {
        Set<String> taken = benchmarks.stream().map(Benchmark::name).collect(Collectors.toSet());
        return found.stream().filter(f -> benchmarks.stream().noneMatch(f::isRunBy)).map(f -> {
            String name = taken.contains(nameOf(f)) ? longName(f) : nameOf(f);
            return new Benchmark(name, f.program(), f.object(), baseline(name, f), List.of(), Optional.empty(),
                    List.of());
        }).filter(other -> !taken.contains(other.name())).toList();
    }

    private String nameOf(Found program) {
        boolean unique = found.stream().filter(f -> f.program().equals(program.program())).count() == 1;
        return unique ? program.program() : longName(program);
    }

    private static String longName(Found program) {
        return shortName(program.object()) + "/" + program.program();
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
        return benchmark(matches.get(0), wanted);
    }

    /** None for a type that cannot be run: that is said when it is tried. */
    private static List<Packet> packets(Found program, Wanted wanted) throws BenchmarkFailure {
        try {
            return program.type().isPresent() ? wanted.input().of(program.type().get()) : List.of();
        } catch (InputException e) {
            throw new BenchmarkFailure(Kind.CONFIGURATION, "Benchmark " + wanted.resultName() + ": " + e.getMessage());
        }
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

    private Benchmark benchmark(Found program, Wanted wanted) throws BenchmarkFailure {
        boolean attached = wanted.method().orElseGet(program::method) == Method.ATTACH;
        boolean sent = attached && program.point().filter(point -> point.type().takesPackets()).isPresent();
        if (attached && !sent && wanted.method().isPresent() && !wanted.input().packets().isEmpty()) {
            throw new BenchmarkFailure(Kind.CONFIGURATION, "Benchmark " + wanted.resultName()
                    + ": <input> is for programs that see packets, and for test runs. Drop it.");
        }
        return new Benchmark(wanted.resultName(), program.program(), program.object(),
                baseline(wanted.resultName(), program), attached ? List.of() : packets(program, wanted), wanted.setup(),
                wanted.limits(), attached ? Optional.of(sent ? wanted.attaching().sending(wanted.input().packets())
                : wanted.attaching()) : Optional.empty());
    }

    private Optional<Benchmark.Baseline> baseline(String name, Found program) {
        return Optional.ofNullable(baselines.get(name)).or(() -> fallback(program));
    }

    private Optional<Benchmark.Baseline> fallback(Found program) {
        boolean onlyOne = objects(found) == 1 && objects(fallbacks) == 1;
        return fallbacks.stream().filter(f -> f.program().equals(program.program())
                && (onlyOne || f.object().name().equals(program.object().name()))).findFirst()
                .map(f -> new Benchmark.Baseline(f.object(), f.program(), false));
    }

    private static long objects(List<Found> programs) {
        return programs.stream().map(Found::object).distinct().count();
    }

    /** Programs that the baselines hold and the objects do not, after object and program. */
    public List<String> vanished() {
        return fallbacks.stream().filter(f -> found.stream().map(this::fallback).flatMap(Optional::stream)
                .noneMatch(b -> b.object() == f.object() && b.program().equals(f.program())))
                .map(BenchmarkPlan::longName).toList();
    }

    private static String shortName(ObjectFile object) {
        return object.name().endsWith(SUFFIX)
                ? object.name().substring(0, object.name().length() - SUFFIX.length()) : object.name();
    }

    /** The programs found that are no benchmarks, by the reason: nobody should think that they are gated. */
    public List<String> leftOut() {
        Map<String, List<String>> byObstacle = new LinkedHashMap<>();
        found.stream().filter(f -> !f.isRun())
                .forEach(f -> byObstacle.computeIfAbsent(f.obstacle(), o -> new ArrayList<>()).add(f.program()));
        return byObstacle.entrySet().stream()
                .map(e -> shortened(e.getValue()) + " (" + e.getKey() + ")").toList();
    }

    private static String shortened(List<String> names) {
        return names.size() <= NAMES_SHOWN ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES_SHOWN)) + " and " + (names.size() - NAMES_SHOWN) + " more";
    }
}
