package io.github.bpfgate.instrument;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A program's instructions as the kernel is given them, in slots of 8 bytes (linux/bpf.h, {@code struct bpf_insn}).
 */
final class ProgramCode {

    static final int SLOT_SIZE = 8;

    private static final int IMMEDIATE = 4;
    private static final int LD_IMM64 = 0x18;
    private static final int CALL = 0x85;
    private static final int PSEUDO_CALL = 1;
    private static final int PSEUDO_KFUNC_CALL = 2;
    private static final int PSEUDO_MAP_VALUE = 2;
    private static final int PSEUDO_FUNC = 4;

    private final ByteBuffer slots;

    /** @param insns in native byte order */
    ProgramCode(byte[] insns) {
        this.slots = ByteBuffer.wrap(insns).order(ByteOrder.nativeOrder());
    }

    int size() {
        return slots.limit() / SLOT_SIZE;
    }

    /** The slot after the instruction that begins here. */
    int next(int slot) {
        return slot + (opcode(slot) == LD_IMM64 ? 2 : 1);
    }

    /** Whether it calls a function of the program, or takes the address of one. */
    boolean namesFunction(int slot) {
        return isCall(slot, PSEUDO_CALL) || takesAddress(slot);
    }

    boolean takesAddress(int slot) {
        return opcode(slot) == LD_IMM64 && source(slot) == PSEUDO_FUNC;
    }

    boolean callsKfunc(int slot) {
        return isCall(slot, PSEUDO_KFUNC_CALL);
    }

    boolean loadsConstant(int slot) {
        return opcode(slot) == LD_IMM64;
    }

    /** By how many bytes a constant lies behind the beginning of the map's value that it is the address of. */
    int offsetInMapValue(int slot) {
        return source(slot) == PSEUDO_MAP_VALUE ? slots.getInt((slot + 1) * SLOT_SIZE + IMMEDIATE) : 0;
    }

    /** The slot where the function begins that an instruction names. */
    long namedSlot(int slot) {
        return slot + 1L + slots.getInt(slot * SLOT_SIZE + IMMEDIATE);
    }

    private boolean isCall(int slot, int kind) {
        return opcode(slot) == CALL && source(slot) == kind;
    }

    private int opcode(int slot) {
        return Byte.toUnsignedInt(slots.get(slot * SLOT_SIZE));
    }

    /** The two registers share a byte, in which the destination comes first in memory's order of bits. */
    private int source(int slot) {
        int registers = Byte.toUnsignedInt(slots.get(slot * SLOT_SIZE + 1));
        return slots.order() == ByteOrder.LITTLE_ENDIAN ? registers >> 4 : registers & 0xf;
    }
}
