package io.github.bpfgate.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One instruction of bytecode, as far as the question goes what a program may read, write and call (RFC 9669).
 *
 * @param opcode    class in the low three bits, then by class
 * @param source    source register, or the kind of a call or of a constant
 * @param offset    of a load or store, bytes
 * @param immediate a call's function, a map's descriptor
 */
record Instruction(int opcode, int source, int offset, int immediate) {

    static final int SIZE = 8;
    private static final int CLASS_MASK = 0x07;
    private static final int LDX = 0x01;
    private static final int ST = 0x02;
    private static final int STX = 0x03;
    /** The mode bits of an opcode, and the mode that is a plain load or store. */
    private static final int MODE_MASK = 0xe0;
    private static final int MEM = 0x60;
    /** The size bits of an opcode: {@code BPF_W}, {@code BPF_H}, {@code BPF_B}, {@code BPF_DW}. */
    private static final int SIZE_SHIFT = 3;
    private static final int SIZE_MASK = 0x03;
    private static final int[] SIZES = {4, 2, 1, 8};
    private static final int CALL = 0x85;
    private static final int LD_IMM64 = 0x18;
    private static final int PSEUDO_MAP_FD = 1;
    private static final int PSEUDO_MAP_VALUE = 2;

    /** @param insns 8 bytes each, in native byte order */
    static Stream<Instruction> of(byte[] insns) {
        ByteBuffer code = ByteBuffer.wrap(insns).order(ByteOrder.nativeOrder());
        return IntStream.range(0, insns.length / SIZE).map(i -> i * SIZE).mapToObj(at -> new Instruction(
                Byte.toUnsignedInt(insns[at]), source(insns[at + 1]), code.getShort(at + 2), code.getInt(at + 4)));
    }

    private static int source(byte registers) {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? Byte.toUnsignedInt(registers) >> 4 : registers & 0xf;
    }

    boolean isLoad() {
        return (opcode & CLASS_MASK) == LDX;
    }

    boolean isStore() {
        int kind = opcode & CLASS_MASK;
        return (kind == ST || kind == STX) && (opcode & MODE_MASK) == MEM;
    }

    /** Bytes that a load or store moves. */
    int size() {
        return SIZES[opcode >> SIZE_SHIFT & SIZE_MASK];
    }

    /** Whether it names a map by its descriptor. */
    boolean namesMap() {
        return opcode == LD_IMM64 && (source == PSEUDO_MAP_FD || source == PSEUDO_MAP_VALUE);
    }

    /** Number of the helper that is called ({@code enum bpf_func_id}), if one is. */
    Optional<Integer> helper() {
        return opcode == CALL && source == 0 ? Optional.of(immediate) : Optional.empty();
    }
}
