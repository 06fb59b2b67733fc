package io.github.bpfgate.instrument;

import java.util.BitSet;

/** Where the old code lies in the new, now that counters stand between its blocks. */
final class Layout {

    /** {@code jcc +1; ja +1; gotol}, for a conditional jump whose 16 bits do not reach. */
    private static final int FAR_CONDITIONAL = 3;

    private final Bytecode code;
    private final int[] counterSlots;
    private final int[] begin;
    private final BitSet far = new BitSet();

    /**
     * Lays the code out; each round makes far jumps of those that the last round has shown to be, until all reach.
     *
     * @param counterSlots for each old slot, how many new slots stand before it
     */
    Layout(Bytecode code, int[] counterSlots) {
        this.code = code;
        this.counterSlots = counterSlots;
        this.begin = new int[code.slots()];
        do {
            place();
        } while (lengthen());
    }

    private void place() {
        int position = 0;
        for (int slot = 0; slot < begin.length; slot++) {
            begin[slot] = position;
            position += counterSlots[slot] + (far.get(slot) ? FAR_CONDITIONAL : 1);
        }
    }

    private boolean lengthen() {
        int before = far.cardinality();
        for (int slot = 0; slot < begin.length; slot = code.next(slot)) {
            if (code.at(slot).isConditionalJump() && !fits(distance(slot, instruction(slot)))) {
                far.set(slot);
            }
        }
        return far.cardinality() > before;
    }

    static boolean fits(int distance) {
        return distance == (short) distance;
    }

    /** Where the old slot's code begins: with the counter, if there is one before it. */
    int begin(int slot) {
        return begin[slot];
    }

    /** Where the old slot's instruction itself is. */
    int instruction(int slot) {
        return begin[slot] + counterSlots[slot];
    }

    /** Whether the conditional jump at the old slot takes {@value #FAR_CONDITIONAL} slots. */
    boolean isFar(int slot) {
        return far.get(slot);
    }

    /** What a jump, local call or function address of the old slot has to hold when it stands at a new slot. */
    int distance(int slot, int position) {
        return begin[code.target(slot)] - position - 1;
    }
}
