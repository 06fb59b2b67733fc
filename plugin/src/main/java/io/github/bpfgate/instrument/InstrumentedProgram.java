package io.github.bpfgate.instrument;

import java.util.List;

/** A program with counters, and what is needed to read them. */
public final class InstrumentedProgram {

    private final ControlFlow flow;
    private final CounterPlan plan;
    private final Layout layout;
    private final byte[] insns;

    InstrumentedProgram(ControlFlow flow, CounterPlan plan, Layout layout, byte[] insns) {
        this.flow = flow;
        this.plan = plan;
        this.layout = layout;
        this.insns = insns;
    }

    /** The instructions to load. */
    public byte[] insns() {
        return insns.clone();
    }

    /** How many 64-bit counters there are; they lie one behind the other in the map's only value. */
    public int counters() {
        return plan.counters();
    }

    /** How many basic blocks the program has, at least as many as counters. */
    public int blocks() {
        return flow.blocks().size();
    }

    /** Slots at which the original's functions begin, ascending: those that its code names, and those of the facts. */
    public List<Integer> functionStarts() {
        return flow.functionStarts();
    }

    /**
     * Where the code of an old slot begins: its counter, if there is one before it, or else its instruction.
     *
     * @throws IndexOutOfBoundsException if the original has no such slot
     */
    public int newSlot(int oldSlot) {
        return layout.begin(oldSlot);
    }

    /**
     * How often each instruction of the original ran.
     *
     * @param counters the values of all counters in order, after every run has ended
     * @throws CannotCountException     if no run that has ended can have left these values
     * @throws IllegalArgumentException if there are not {@link #counters} of them
     */
    public InsnCounts counts(long[] counters) throws CannotCountException {
        return new InsnCounts(flow, plan.solve(counters));
    }
}
