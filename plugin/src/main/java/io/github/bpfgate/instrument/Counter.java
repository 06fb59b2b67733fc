package io.github.bpfgate.instrument;

import java.util.List;

/**
 * The instructions that add 1 to a counter, and the two registers they use.
 *
 * <p>A load, an addition and a store: one CPU runs the program, and an atomic addition would cost up to 8 times as
 * much.
 *
 * @param address    register that gets the counter's address
 * @param value      register that gets its value
 * @param stackSlots where on the stack the registers are kept meanwhile, as offsets from the frame pointer: none, or
 *                   that of {@code value}, or those of {@code value} and {@code address}
 */
record Counter(int address, int value, List<Integer> stackSlots) {

    private static final int LONGEST_STACK = 512;
    private static final int LOAD_ADD_STORE = 5;

    /**
     * Finds registers for a counter.
     *
     * @param live       registers whose values are still needed
     * @param storable   registers that the verifier lets a program store
     * @param stackDepth what the function uses of its stack, bytes; below 0 if that is not known
     * @throws CannotCountException if registers have to be put aside and cannot be
     */
    static Counter at(int slot, int live, int storable, int stackDepth) throws CannotCountException {
        int[] found = new int[2];
        int free = pick(Registers.WRITABLE & ~live, found, 0);
        if (free == found.length) {
            return new Counter(found[0], found[1], List.of());
        }
        if (pick(live & storable, found, free) < found.length) {
            throw new CannotCountException("No register for a counter is free or can be put aside before instruction "
                    + slot + ".");
        }
        if (stackDepth < 0) {
            throw new CannotCountException("A register has to be put aside for a counter before instruction " + slot
                    + ", and it is not known how much of its stack the function uses.");
        }
        int top = stackDepth + 7 & -8;
        int needed = top + 8 * (found.length - free);
        if (needed > LONGEST_STACK) {
            throw new CannotCountException("A register has to be put aside for a counter before instruction " + slot
                    + ": with it the function would use " + needed + " bytes of stack, and " + LONGEST_STACK
                    + " are allowed.");
        }
        return new Counter(found[0], found[1], free == 1 ? List.of(-top - 8) : List.of(-top - 8, -top - 16));
    }

    /** Takes registers of the set, lowest first, until enough are found; returns how many there are then. */
    private static int pick(int set, int[] found, int already) {
        int next = already;
        for (int register = 0; register < Registers.FRAME_POINTER && next < found.length; register++) {
            if (Registers.contains(set, register)) {
                found[next++] = register;
            }
        }
        return next;
    }

    /** How many slots the instructions take. */
    int slots() {
        return LOAD_ADD_STORE + 2 * stackSlots.size();
    }

    /** Appends the instructions for the counter at this byte of the map's value. */
    void emit(int mapFd, int offset, List<Insn> code) {
        int[] kept = {value, address};
        for (int i = 0; i < stackSlots.size(); i++) {
            code.add(new Insn(Insn.STX_DW, Registers.FRAME_POINTER, kept[i], stackSlots.get(i), 0));
        }
        code.add(new Insn(Insn.LD_IMM64, address, Insn.PSEUDO_MAP_VALUE, 0, mapFd));
        code.add(new Insn(0, 0, 0, 0, offset));
        code.add(new Insn(Insn.LDX_DW, value, address, 0, 0));
        code.add(new Insn(Insn.ADD64_IMM, value, 0, 0, 1));
        code.add(new Insn(Insn.STX_DW, address, value, 0, 0));
        for (int i = 0; i < stackSlots.size(); i++) {
            code.add(new Insn(Insn.LDX_DW, kept[i], Registers.FRAME_POINTER, stackSlots.get(i), 0));
        }
    }
}
