package io.github.bpfgate.instrument;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The instructions of one program with its functions, in slots of 8 bytes in the byte order of this machine.
 *
 * <p>A slot's number is what jumps, calls and the verifier's log count in. A 64-bit constant takes two slots and is one
 * instruction, which the first of them stands for.
 */
public final class Bytecode {

    private final List<Insn> insns;

    private Bytecode(List<Insn> insns) {
        this.insns = insns;
    }

    /**
     * Decodes a program as it is handed to the kernel.
     *
     * @throws CannotCountException if it holds an instruction that is not known here
     */
    public static Bytecode parse(byte[] bytes) throws CannotCountException {
        if (bytes.length == 0 || bytes.length % Insn.BYTES != 0) {
            throw new CannotCountException(
                    "A program is a row of 8-byte instructions, not " + bytes.length + " bytes.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        List<Insn> insns = new ArrayList<>(bytes.length / Insn.BYTES);
        while (buffer.hasRemaining()) {
            Insn insn = Insn.read(buffer);
            require(insn, insns.size());
            insns.add(insn);
            if (insn.isLoadImm64()) {
                insns.add(upperHalf(buffer, insns.size() - 1));
            }
        }
        return new Bytecode(List.copyOf(insns));
    }

    /** A constant's second slot has no opcode, so no slot after one can be taken for another constant. */
    private static Insn upperHalf(ByteBuffer buffer, int slot) throws CannotCountException {
        if (buffer.hasRemaining()) {
            Insn half = Insn.read(buffer);
            if (half.code() == 0) {
                return half;
            }
        }
        throw new CannotCountException("Instruction " + slot + " is only the lower half of a 64-bit constant.");
    }

    private static void require(Insn insn, int slot) throws CannotCountException {
        if (insn.isIndirectJump()) {
            throw new CannotCountException("Instruction " + slot
                    + " jumps to an address in a register, and the bytecode does not tell which those can be.");
        }
        if (!insn.isKnown()) {
            throw new CannotCountException("Instruction " + slot + (insn.isAtomic()
                    ? " is an atomic operation that is not known here: 0x%x.".formatted(insn.imm())
                    : " has an opcode that is not known here: 0x%02x.".formatted(insn.code())));
        }
    }

    static byte[] serialise(List<Insn> insns) {
        ByteBuffer buffer = ByteBuffer.allocate(insns.size() * Insn.BYTES).order(ByteOrder.nativeOrder());
        insns.forEach(insn -> insn.write(buffer));
        return buffer.array();
    }

    /** How many slots there are, at least 1. */
    public int slots() {
        return insns.size();
    }

    /** The slots at which functions begin, ascending: the first, those called, and those whose address is taken. */
    public List<Integer> functionStarts() {
        TreeSet<Integer> starts = new TreeSet<>(List.of(0));
        for (int slot = 0; slot < slots(); slot = next(slot)) {
            if (at(slot).isLocalCall() || at(slot).isFunctionAddress()) {
                starts.add(target(slot));
            }
        }
        return List.copyOf(starts);
    }

    /** How many maps it names by their descriptors. */
    int maps() {
        return (int) insns.stream().filter(Insn::namesMap).map(Insn::imm).distinct().count();
    }

    /** What a slot holds; of the upper half of a constant only {@code imm} means something. */
    Insn at(int slot) {
        return insns.get(slot);
    }

    /** The slot of the next instruction; {@link #slots()} after the last. */
    int next(int slot) {
        return slot + (at(slot).isLoadImm64() ? 2 : 1);
    }

    boolean isInstruction(int slot) {
        return slot >= 0 && slot < slots() && !(slot > 0 && at(slot - 1).isLoadImm64());
    }

    /** Where the jump, local call or function address at this slot points; may be no instruction at all. */
    int target(int slot) {
        return slot + 1 + at(slot).distance();
    }
}
