package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.InstructionCount.Range;
import io.github.bpfgate.instrument.CannotCountException;
import io.github.bpfgate.instrument.InsnCounts;
import io.github.bpfgate.instrument.LineCounts;
import io.github.bpfgate.instrument.LineRate;
import io.github.bpfgate.instrument.ObjectFormatException;
import io.github.bpfgate.instrument.ObjectMap;
import io.github.bpfgate.instrument.Passage;
import io.github.bpfgate.instrument.ProgramMap;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.TestRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
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
 * <p>A count is taken over all packets on one fresh load, and taken again on another. Where the two differ, or may well
 * be equal by chance, it is taken several times more; counts that differ are given as a range.
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
    private final List<TestRun> runs;
    private final List<String> packets;

    /**
     * @param runs    one test run for each packet
     * @param packets their names
     */
    InstructionCounter(Libbpf libbpf, ProgramSource.InObject source, List<TestRun> runs, List<String> packets) {
        this.libbpf = libbpf;
        this.source = source;
        this.runs = List.copyOf(runs);
        this.packets = List.copyOf(packets);
    }

    /**
     * What one load of the program counted.
     *
     * @param byPacket  instructions, those of tail-called programs among them
     * @param byProgram counts over all packets, of the programs that ran
     * @param maps      to their sources, of the same programs
     */
    private record Count(long[] byPacket, Map<String, InsnCounts> byProgram, Map<String, ProgramMap> maps) {

        boolean sameAs(Count other) {
            return Arrays.equals(byPacket, other.byPacket) && byProgram.equals(other.byProgram);
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
                    .mapToLong(Long::longValue).sum() / (double) byPacket.length;
        }

        int instructions() {
            return byProgram.values().stream().mapToInt(InsnCounts::instructions).sum();
        }

        int reached() {
            return byProgram.values().stream().mapToInt(InsnCounts::reached).sum();
        }

        double coverage() {
            return reached() / (double) instructions();
        }

        double perRun() {
            return Arrays.stream(byPacket).average().orElseThrow();
        }

        List<LineRate> lines() {
            List<LineRate> lines = new ArrayList<>();
            byProgram.forEach((program, counts) -> LineCounts.of(maps.get(program), counts::at)
                    .forEach(line -> lines.add(line.perRun(byPacket.length))));
            lines.sort(Comparator.comparing(LineRate::file).thenComparingInt(LineRate::line));
            return lines;
        }

        /** The program that was run first, then those that it tail-called. */
        List<Passage> listing(String first) {
            return byProgram.keySet().stream().sorted(Comparator.comparing(program -> !program.equals(first)))
                    .flatMap(program -> Passage.of(program, maps.get(program), byProgram.get(program), byPacket.length)
                            .stream()).toList();
        }
    }

    /**
     * Loads and counts.
     *
     * @throws BpfException if the program does not load, or not run
     */
    ExactFigures figures(ExactRunner.Depth depth) {
        try (ProgramSource.Loaded loaded = source.loadWithStatistics()) {
            if (depth == ExactRunner.Depth.LOADED) {
                return StaticFigures.of(libbpf, loaded, null, null);
            }
            try {
                return StaticFigures.of(libbpf, loaded, summary(counts(loaded), depth == ExactRunner.Depth.LISTED),
                        null);
            } catch (CannotCountException | ObjectFormatException e) {
                return StaticFigures.of(libbpf, loaded, null, e.getMessage());
            }
        }
    }

    private List<Count> counts(ProgramSource.Loaded first) throws CannotCountException, ObjectFormatException {
        ObjectMap objectMap = ObjectMap.read(source.file().bytes(), source.file().name());
        List<Count> counts = new ArrayList<>(List.of(count(objectMap, first)));
        int wanted = counts.get(0).isInDoubt() ? COUNTS_IF_IN_DOUBT : COUNTS;
        while (counts.size() < wanted) {
            try (ProgramSource.Loaded fresh = source.loadWithStatistics()) {
                counts.add(count(objectMap, fresh));
            }
            if (!counts.get(counts.size() - 1).sameAs(counts.get(0))) {
                wanted = COUNTS_IF_IN_DOUBT;
            }
        }
        return counts;
    }

    private Count count(ObjectMap objectMap, ProgramSource.Loaded loaded)
            throws CannotCountException, ObjectFormatException {
        try (CountingInstance instance = CountingInstance.of(libbpf, objectMap, loaded)) {
            long[] byPacket = new long[runs.size()];
            Map<String, InsnCounts> sums = new TreeMap<>();
            for (int i = 0; i < byPacket.length; i++) {
                Map<String, InsnCounts> counts = instance.run(runs.get(i));
                byPacket[i] = counts.values().stream().mapToLong(InsnCounts::total).sum();
                counts.forEach((program, count) -> sums.merge(program, count, InsnCounts::plus));
            }
            sums.values().removeIf(count -> count.total() == 0);
            Map<String, ProgramMap> maps = new TreeMap<>();
            sums.keySet().forEach(program -> maps.put(program, instance.map(program)));
            return new Count(byPacket, sums, maps);
        }
    }

    private InstructionCount summary(List<Count> counts, boolean listed) {
        Count first = counts.get(0);
        Range insns = range(counts, Count::perRun);
        boolean exact = counts.stream().allMatch(first::sameAs);
        int worst = IntStream.range(0, first.byPacket().length).boxed()
                .max(Comparator.comparingLong(i -> first.byPacket()[i])).orElseThrow();
        return new InstructionCount(insns.value(), insns.least(), insns.most(), exact ? null : whyNotExact(counts),
                packets.get(worst), first.byPacket()[worst], helperCalls(first), first.instructions(), first.reached(),
                first.lines(), range(counts, Count::callsPerRun), range(counts, Count::coverage),
                listed ? first.listing(source.programName()) : null);
    }

    private static Range range(List<Count> counts, ToDoubleFunction<Count> figure) {
        return Range.of(counts.stream().mapToDouble(figure).toArray());
    }

    private static SortedMap<String, Double> helperCalls(Count count) {
        SortedMap<String, Double> calls = new TreeMap<>();
        count.byProgram().values().forEach(counts -> counts.helperCalls().forEach((helper, times) ->
                calls.merge(helper, times / (double) count.byPacket().length, Double::sum)));
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
