package io.github.bpfgate.instrument;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A program's instructions as the kernel is given them, in slots of 8 bytes (linux/bpf.h, {@code struct bpf_insn}).
 */
final class ProgramCode {

    static final int SLOT_SIZE = Insn.BYTES;

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
        return slot + (loadsConstant(slot) ? 2 : 1);
    }

    /** Whether it calls a function of the program, or takes the address of one. */
    boolean namesFunction(int slot) {
        return at(slot).isLocalCall() || takesAddress(slot);
    }

    boolean takesAddress(int slot) {
        return at(slot).isFunctionAddress();
    }

    boolean callsKfunc(int slot) {
        return at(slot).isKfuncCall();
    }

    boolean loadsConstant(int slot) {
        return at(slot).isLoadImm64();
    }

    /** By how many bytes a constant lies behind the beginning of the map's value that it is the address of. */
    int offsetInMapValue(int slot) {
        return at(slot).src() == Insn.PSEUDO_MAP_VALUE ? at(slot + 1).imm() : 0;
    }

    /** The slot where the function begins that an instruction names. */
    long namedSlot(int slot) {
        return slot + 1L + at(slot).imm();
    }

    private Insn at(int slot) {
        return Insn.read(slots.duplicate().order(slots.order()).position(slot * SLOT_SIZE));
    }
}
