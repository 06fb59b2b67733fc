package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.benchmark.attach.AttachPoint;
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
 * <p>Where nothing was asked for, every program that test-run can run becomes a benchmark, and every other one of which it
 * is known how to attach and trigger it.
 */
public final class BenchmarkPlan {

    private static final String SUFFIX = ".bpf.o";
    private static final int NAMES_SHOWN = 3;

    /** @param method that suits the type and place of the program; empty if nothing runs it by itself */
    private record Found(ObjectFile object, String program, Optional<Method> method, String obstacle) {

        static Found of(ObjectFile object, BpfProgram program) {
            Optional<AttachPoint> point = AttachPoint.of(program);
            Optional<Method> method = RunnableType.of(program).isPresent() ? Optional.of(Method.TEST_RUN)
                    : point.filter(AttachPoint::hasKnownTrigger).map(p -> Method.ATTACH);
            String obstacle = program.type() == 0 ? "section \"" + program.section() + "\", which libbpf does not know"
                    : point.isPresent() ? point.get() + ", where a <workload> has to say what runs it"
                    : RunnableType.of(program.type()).isPresent() ? program.section() : program.typeName();
            return new Found(object, program.name(), method, obstacle);
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
        return programs.stream().filter(f -> names.contains(f.program())).toList();
    }

    /** One benchmark for each program that can be run, named after it, or after object and program. */
    public List<Benchmark> ofAllPrograms(List<Packet> packets, List<Limit> limits) {
        return found.stream().filter(f -> f.method().isPresent()).map(f -> benchmark(nameOf(f), f,
                new Wanted(Optional.empty(), f.program(), Optional.empty(), packets, Optional.empty(), limits,
                        Optional.empty(), Attaching.DEFAULT))).toList();
    }

    /**
     * What can be looked at of the programs that none of these benchmarks runs: benchmarks without a packet, named as
     * those of all programs are, or after object and program where a benchmark has that name.
     */
    public List<Benchmark> ofTheOthers(List<Benchmark> benchmarks) {
        Set<String> taken = benchmarks.stream().map(Benchmark::name).collect(Collectors.toSet());
        return found.stream().filter(f -> benchmarks.stream().noneMatch(f::isRunBy)).map(f -> {
            String name = taken.contains(nameOf(f)) ? longName(f) : nameOf(f);
            return benchmark(name, f, new Wanted(Optional.empty(), f.program(), Optional.empty(), List.of(),
                    Optional.empty(), List.of(), Optional.of(Method.LOAD), Attaching.DEFAULT));
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
     * @throws BenchmarkFailure if no object, or more than one, holds its program
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
        return benchmark(wanted.resultName(), matches.get(0), wanted);
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

    private Benchmark benchmark(String name, Found program, Wanted wanted) {
        boolean attached = wanted.method().or(program::method).equals(Optional.of(Method.ATTACH));
        return new Benchmark(name, program.program(), program.object(),
                Optional.ofNullable(baselines.get(name)).or(() -> fallback(program)),
                attached ? List.of() : wanted.packets(), wanted.setup(), wanted.limits(),
                attached ? Optional.of(wanted.attaching()) : Optional.empty());
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

    /** The programs found that nothing runs by itself, by the reason: nobody should think that they are gated. */
    public List<String> notRunnable() {
        Map<String, List<String>> byObstacle = new LinkedHashMap<>();
        found.stream().filter(f -> f.method().isEmpty())
                .forEach(f -> byObstacle.computeIfAbsent(f.obstacle(), o -> new ArrayList<>()).add(f.program()));
        return byObstacle.entrySet().stream()
                .map(e -> shortened(e.getValue()) + " (" + e.getKey() + ")").toList();
    }

    private static String shortened(List<String> names) {
        return names.size() <= NAMES_SHOWN ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMES_SHOWN)) + " and " + (names.size() - NAMES_SHOWN) + " more";
    }
}
