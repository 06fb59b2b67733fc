package io.github.bpfgate.instrument;

import java.util.List;
import java.util.Map;

/** A program with counters, and what is needed to read them. */
public final class InstrumentedProgram {

    private final Instrumenter instrumenter;

    InstrumentedProgram(Instrumenter instrumenter) {
        this.instrumenter = instrumenter;
    }

    /**
     * The instructions to load.
     *
     * @param counterMapFd       descriptor of an array map whose only value holds the counters
     * @param firstCounterOffset byte of that value at which the first counter lies, a multiple of 8
     */
    public byte[] insns(int counterMapFd, int firstCounterOffset) {
        return insns(counterMapFd, firstCounterOffset, Map.of());
    }

    /**
     * The instructions to load with other maps.
     *
     * @param otherMaps descriptors by those that the original names; a map that is missing here stays
     */
    public byte[] insns(int counterMapFd, int firstCounterOffset, Map<Integer, Integer> otherMaps) {
        return instrumenter.emit(counterMapFd, firstCounterOffset, otherMaps);
    }

    /** How many 64-bit counters there are; they lie one behind the other in the map's only value. */
    public int counters() {
        return instrumenter.plan().counters();
    }

    /** How many basic blocks the program has, at least as many as counters. */
    public int blocks() {
        return instrumenter.flow().blocks().size();
    }

    /** Slots at which the original's functions begin, ascending: those that its code names, and those of the facts. */
    public List<Integer> functionStarts() {
        return instrumenter.flow().functionStarts();
    }

    /**
     * Where the code of an old slot begins: its counter, if there is one before it, or else its instruction.
     *
     * @throws IndexOutOfBoundsException if the original has no such slot
     */
    public int newSlot(int oldSlot) {
        return instrumenter.layout().begin(oldSlot);
    }

    /**
     * How often each instruction of the original ran.
     *
     * @param counters the values of all counters in order, after every run has ended
     * @throws CannotCountException     if no run that has ended can have left these values
     * @throws IllegalArgumentException if there are not {@link #counters} of them
     */
    public InsnCounts counts(long[] counters) throws CannotCountException {
        return new InsnCounts(instrumenter.flow(), instrumenter.plan().solve(counters));
    }
}
