package io.github.bpfgate.instrument;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** How often each instruction of a program ran. A 64-bit constant is one instruction, at its first slot. */
public final class InsnCounts {

    private final ControlFlow flow;
    private final long[] executions;

    /** @param executions of each block */
    InsnCounts(ControlFlow flow, long[] executions) {
        this.flow = flow;
        this.executions = executions;
    }

    /** Instructions executed, all together. */
    public long total() {
        return slots().filter(this::isInstruction).mapToLong(this::at).sum();
    }

    /**
     * Executions of the instruction at a slot; 0 for the second slot of a 64-bit constant.
     *
     * @throws IndexOutOfBoundsException if the program has no such slot
     */
    public long at(int slot) {
        int block = flow.blockAt(slot);
        return isInstruction(slot) ? executions[block] : 0;
    }

    /** Calls of each helper and each kernel function (kfunc), by name; those that were not called are missing. */
    public SortedMap<String, Long> helperCalls() {
        SortedMap<String, Long> calls = new TreeMap<>();
        slots().filter(slot -> at(slot) > 0).forEach(
                slot -> flow.calledAt(slot).ifPresent(name -> calls.merge(name, at(slot), Long::sum)));
        return Collections.unmodifiableSortedMap(calls);
    }

    /** Whether a may_goto ran, which the kernel lets end its loop by the clock (from Linux 6.15 on, after 250 ms). */
    public boolean ranMayGoto() {
        return slots().anyMatch(slot -> flow.code().at(slot).isMayGoto() && at(slot) > 0);
    }

    /** Instructions that the program has. */
    public int instructions() {
        return number(this::isInstruction);
    }

    /** Instructions that ran at least once. */
    public int reached() {
        return number(slot -> at(slot) > 0);
    }

    /**
     * Both together.
     *
     * @param other of the same program, on another input or from another load
     * @throws IllegalArgumentException if the other counts are those of another program
     */
    public InsnCounts plus(InsnCounts other) {
        if (!flow.blocks().equals(other.flow.blocks())) {
            throw new IllegalArgumentException("counts of two programs cannot be added");
        }
        long[] sums = executions.clone();
        Arrays.setAll(sums, block -> sums[block] + other.executions[block]);
        return new InsnCounts(flow, sums);
    }

    /** The program that was counted. */
    Bytecode code() {
        return flow.code();
    }

    private IntStream slots() {
        return IntStream.range(0, flow.code().slots());
    }

    private boolean isInstruction(int slot) {
        return flow.code().isInstruction(slot);
    }

    private int number(IntPredicate predicate) {
        return (int) slots().filter(predicate).count();
    }

    /** Whether the other counts are those of a program cut into the same blocks, and the same for each. */
    @Override
    public boolean equals(Object other) {
        return other instanceof InsnCounts counts && flow.blocks().equals(counts.flow.blocks())
                && Arrays.equals(executions, counts.executions);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(executions);
    }

    @Override
    public String toString() {
        return total() + " instructions executed, " + reached() + " of " + instructions() + " reached";
    }
}
