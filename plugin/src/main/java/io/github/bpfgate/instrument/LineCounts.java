package io.github.bpfgate.instrument;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/** Executions of instructions, summed up by the source lines they were compiled from. */
public final class LineCounts {

    private LineCounts() {
    }

    /**
     * Files in the order of their first instruction, lines ascending, functions by slot. Instructions without a line
     * are left out.
     *
     * @param executions of the instruction that begins at a slot
     */
    public static List<LineCount> of(ProgramMap program, IntToLongFunction executions) {
        Map<SourceLine, LineCount> counts = new LinkedHashMap<>();
        Map<String, Integer> files = new LinkedHashMap<>();
        program.instructions().forEach(slot -> program.line(slot).ifPresent(line -> {
            files.putIfAbsent(line.file(), files.size());
            counts.merge(line, of(line, executions.applyAsLong(slot)), LineCounts::sum);
        }));
        List<LineCount> sorted = new ArrayList<>(counts.values());
        sorted.sort(Comparator.comparing((LineCount c) -> files.get(c.file())).thenComparing(LineCount::line));
        return sorted;
    }

    private static LineCount of(SourceLine line, long executions) {
        return new LineCount(line.file(), line.line(), line.text().strip(), line.function(), executions, executions, 1,
                executions > 0 ? 1 : 0);
    }

    private static LineCount sum(LineCount a, LineCount b) {
        return new LineCount(a.file(), a.line(), a.text(), a.function(), Math.max(a.executions(), b.executions()),
                a.instructions() + b.instructions(), a.bytecode() + b.bytecode(), a.reached() + b.reached());
    }
}
