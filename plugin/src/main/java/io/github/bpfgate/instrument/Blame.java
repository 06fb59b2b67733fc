package io.github.bpfgate.instrument;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Names the source lines that made a program execute more instructions than its baseline.
 *
 * <p>Lines are the same by function and text, whatever their numbers, so that a line put in above blames nothing below
 * it. Where a function holds a text several times they are the same in their order. What then remains on both sides is
 * matched by text alone, for a function may have been renamed, or inlined elsewhere. A line whose text changed is one
 * that is gone and one that is new.
 */
public final class Blame {

    private final List<LineChange> changes = new ArrayList<>();
    private List<LineRate> baseline;
    private List<LineRate> candidate;

    private Blame(List<LineRate> baseline, List<LineRate> candidate) {
        this.baseline = baseline;
        this.candidate = candidate;
    }

    /** The lines whose figures differ; those that grew most, in executed instructions, first. */
    public static List<LineChange> changes(List<LineRate> baseline, List<LineRate> candidate) {
        Blame blame = new Blame(baseline, candidate);
        blame.match(line -> List.of(line.function(), text(line)));
        blame.match(Blame::text);
        blame.candidate.forEach(line -> blame.add(line, 0, 0, line.executions(), line.instructions()));
        blame.baseline.forEach(line -> blame.add(line, line.executions(), line.instructions(), 0, 0));
        blame.changes.sort(Comparator.comparingDouble(LineChange::growth).reversed());
        return blame.changes;
    }

    private static String text(LineRate line) {
        return line.text().strip().replaceAll("\\s+", " ");
    }

    private void match(Function<LineRate, Object> key) {
        Map<Object, Deque<LineRate>> waiting = new LinkedHashMap<>();
        baseline.forEach(line -> waiting.computeIfAbsent(key.apply(line), k -> new ArrayDeque<>()).add(line));
        List<LineRate> unmatched = new ArrayList<>();
        for (LineRate line : candidate) {
            LineRate before = waiting.getOrDefault(key.apply(line), new ArrayDeque<>()).poll();
            if (before == null) {
                unmatched.add(line);
            } else {
                add(line, before.executions(), before.instructions(), line.executions(), line.instructions());
            }
        }
        candidate = unmatched;
        baseline = waiting.values().stream().flatMap(Deque::stream).toList();
    }

    private void add(LineRate line, double baselineExecutions, double baselineInstructions, double executions,
            double instructions) {
        if (baselineExecutions != executions || baselineInstructions != instructions) {
            changes.add(new LineChange(line.file(), line.line(), line.text(), line.function(), baselineExecutions,
                    executions, baselineInstructions, instructions));
        }
    }
}
