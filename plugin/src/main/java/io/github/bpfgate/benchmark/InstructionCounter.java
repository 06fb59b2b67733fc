package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.InstructionCount.Range;
import io.github.bpfgate.instrument.CannotCountException;
import io.github.bpfgate.instrument.InsnCounts;
import io.github.bpfgate.instrument.LineCounts;
import io.github.bpfgate.instrument.LineRate;
import io.github.bpfgate.instrument.ObjectFormatException;
import io.github.bpfgate.instrument.Passage;
import io.github.bpfgate.instrument.ProgramMap;
import io.github.bpfgate.instrument.SourceLine;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfObject;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.TestRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Takes the exact figures of a program: what the verifier says of it, and how many instructions its packets execute.
 *
 * <p>A count is taken over all packets on one fresh instance, and taken again on another. Where the two differ, or may
 * well be equal by chance, it is taken several times more; counts that differ are given as a range.
 */
final class InstructionCounter {

    private static final int COUNTS = 2;
    private static final int COUNTS_IF_IN_DOUBT = 6;

    /** Functions whose answers differ from run to run: clocks, random numbers, the CPU and the current task. */
    private static final Set<String> VARYING = Set.of("bpf_ktime_get_ns", "bpf_ktime_get_boot_ns",
            "bpf_ktime_get_coarse_ns", "bpf_ktime_get_tai_ns", "bpf_jiffies64", "bpf_get_prandom_u32",
            "bpf_get_smp_processor_id", "bpf_get_current_pid_tgid", "bpf_get_ns_current_pid_tgid",
            "bpf_get_current_uid_gid", "bpf_get_current_comm", "bpf_get_current_task", "bpf_get_current_task_btf",
            "bpf_get_current_cgroup_id", "bpf_get_current_ancestor_cgroup_id");

    /** Functions that have a callback run later: by then the counters may have been read, or not. */
    private static final Set<String> DEFERRING = Set.of("bpf_timer_start", "bpf_wq_start");

    private final Libbpf libbpf;
    private final ProgramSource.InObject source;
    private final ProgramSource.Loaded first;
    private final List<Exercise> exercises;

    /**
     * What was taken.
     *
     * @param answers of one run on each packet; empty if the program was not counted, or has no packets
     */
    record Result(ExactFigures figures, List<TestRun.Output> answers) {
    }

    /**
     * @param source  of fresh maps
     * @param first   loaded from it, with statistics, and not yet run: the first count is taken on its maps
     * @param exercises ways to run it, each counted on its own
     */
    InstructionCounter(Libbpf libbpf, ProgramSource.InObject source, ProgramSource.Loaded first,
            List<Exercise> exercises) {
        this.libbpf = libbpf;
        this.source = source;
        this.first = first;
        this.exercises = List.copyOf(exercises);
    }

    /**
     * What one load of the program counted.
     *
     * @param answers   what the program returned and left, by packet
     * @param runs      by exercise
     * @param totals    instructions by exercise, those of tail-called programs among them
     * @param byProgram counts over all exercises, of the programs that ran
     * @param maps      to their sources, of the same programs
     */
    private record Count(List<TestRun.Output> answers, int[] runs, long[] totals, Map<String, InsnCounts> byProgram,
            Map<String, ProgramMap> maps) {

        boolean sameAs(Count other) {
            return Arrays.equals(runs, other.runs) && Arrays.equals(totals, other.totals)
                    && byProgram.equals(other.byProgram);
        }

        boolean calls(Set<String> names) {
            return byProgram.values().stream()
                    .anyMatch(counts -> !Collections.disjoint(counts.helperCalls().keySet(), names));
        }

        /** Whether two such counts may well be equal by chance. */
        boolean isInDoubt() {
            return calls(DEFERRING) || calls(VARYING) || byProgram.values().stream().anyMatch(InsnCounts::ranMayGoto);
        }

        double callsPerRun() {
            return byProgram.values().stream().flatMap(counts -> counts.helperCalls().values().stream())
                    .mapToLong(Long::longValue).sum() / (double) allRuns();
        }

        double coverage() {
            return byProgram.values().stream().mapToInt(InsnCounts::reached).sum()
                    / (double) byProgram.values().stream().mapToInt(InsnCounts::instructions).sum();
        }

        double perRun() {
            return Arrays.stream(totals).sum() / (double) allRuns();
        }

        /** Instructions of a run of that exercise, rounded up where its runs differ. */
        long perRun(int exercise) {
            return -Math.floorDiv(-totals[exercise], (long) runs[exercise]);
        }

        int allRuns() {
            return Arrays.stream(runs).sum();
        }

        List<LineRate> lines() {
            Map<SourceLine, LineRate> lines = new LinkedHashMap<>();
            // Programs that tail-call each other may each have a copy of one function.
            byProgram.forEach((program, counts) -> LineCounts.of(maps.get(program), counts::at)
                    .forEach(line -> lines.merge(new SourceLine(line.file(), line.line(), line.text(), line.function()),
                            line.perRun(allRuns()), LineRate::plus)));
            return lines.values().stream()
                    .sorted(Comparator.comparing(LineRate::file).thenComparingInt(LineRate::line)).toList();
        }

        /** The program that was run first, then those that it tail-called. */
        List<Passage> listing(String first) {
            return byProgram.keySet().stream().sorted(Comparator.comparing(program -> !program.equals(first)))
                    .flatMap(program -> Passage.of(program, maps.get(program), byProgram.get(program), allRuns())
                            .stream()).toList();
        }
    }

    /**
     * Takes the figures of the first load, and counts.
     *
     * @throws BpfException if the program does not run, or its maps cannot be made afresh
     */
    Result take(ExactRunner.Depth depth) {
        ExactFigures figures = StaticFigures.of(libbpf, first);
        if (depth == ExactRunner.Depth.LOADED) {
            return new Result(figures, List.of());
        }
        try {
            List<Count> counts = counts();
            return new Result(figures.counted(summary(counts, depth == ExactRunner.Depth.LISTED)),
                    counts.get(0).answers());
        } catch (CannotCountException | ObjectFormatException e) {
            return new Result(figures.notCounted(e.getMessage()), List.of());
        }
    }

    private List<Count> counts() throws CannotCountException, ObjectFormatException {
        TwinSource twins = new TwinSource(libbpf, source.file().map(), first);
        MapSource maps = MapSource.of(source, first);
        List<Count> counts = new ArrayList<>(List.of(count(twins, first.object())));
        int wanted = counts.get(0).isInDoubt() ? COUNTS_IF_IN_DOUBT : COUNTS;
        while (counts.size() < wanted) {
            try (BpfObject fresh = maps.load()) {
                counts.add(count(twins, fresh));
            }
            if (!counts.get(counts.size() - 1).sameAs(counts.get(0))) {
                wanted = COUNTS_IF_IN_DOUBT;
            }
        }
        return counts;
    }

    private Count count(TwinSource twins, BpfObject instance) throws CannotCountException, ObjectFormatException {
        try (CountingInstance counting = CountingInstance.of(libbpf, twins, instance)) {
            List<TestRun.Output> answers = new ArrayList<>();
            int[] runs = new int[exercises.size()];
            long[] totals = new long[exercises.size()];
            Map<String, InsnCounts> sums = new TreeMap<>();
            for (int i = 0; i < runs.length; i++) {
                CountingInstance.Counted counted = counting.run(exercises.get(i));
                counted.done().answer().ifPresent(answers::add);
                runs[i] = counted.done().runs();
                totals[i] = counted.counts().values().stream().mapToLong(InsnCounts::total).sum();
                counted.counts().forEach((program, count) -> sums.merge(program, count, InsnCounts::plus));
            }
            sums.values().removeIf(count -> count.total() == 0);
            Map<String, ProgramMap> maps = new TreeMap<>();
            sums.keySet().forEach(program -> maps.put(program, counting.map(program)));
            return new Count(answers, runs, totals, sums, maps);
        }
    }

    private InstructionCount summary(List<Count> counts, boolean listed) {
        Count first = counts.get(0);
        Range insns = range(counts, Count::perRun);
        boolean exact = counts.stream().allMatch(first::sameAs);
        int worst = IntStream.range(0, exercises.size()).boxed().max(Comparator.comparingLong(first::perRun))
                .orElseThrow();
        return new InstructionCount(insns.value(), insns.least(), insns.most(), exact ? null : whyNotExact(counts),
                exercises.get(worst).name(), first.perRun(worst), helperCalls(first), first.lines(),
                range(counts, Count::callsPerRun), range(counts, Count::coverage),
                listed ? first.listing(source.programName()) : null);
    }

    private static Range range(List<Count> counts, ToDoubleFunction<Count> figure) {
        return Range.of(counts.stream().mapToDouble(figure).toArray());
    }

    private static SortedMap<String, Double> helperCalls(Count count) {
        SortedMap<String, Double> calls = new TreeMap<>();
        count.byProgram().values().forEach(counts -> counts.helperCalls().forEach((helper, times) ->
                calls.merge(helper, times / (double) count.allRuns(), Double::sum)));
        return calls;
    }

    private static String whyNotExact(List<Count> counts) {
        List<InsnCounts> all = counts.stream().flatMap(count -> count.byProgram().values().stream()).toList();
        Set<String> called = all.stream().flatMap(count -> count.helperCalls().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> reasons = new ArrayList<>();
        if (counts.get(0).calls(DEFERRING)) {
            reasons.add("the program has a callback run later, which may be in time for the count");
        }
        if (all.stream().anyMatch(InsnCounts::ranMayGoto)) {
            reasons.add("a loop with may_goto runs until its time is up");
        }
        called.retainAll(VARYING);
        if (!called.isEmpty()) {
            reasons.add("the program asks " + String.join(", ", called) + ", which answers otherwise each time");
        }
        return "The counts of " + counts.size() + " fresh loads differ: " + (reasons.isEmpty()
                ? "what the program does depends on more than its packets and its maps' first contents."
                : String.join("; ", reasons) + ".");
    }
}
