package io.github.bpfgate.instrument;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One slot of eBPF bytecode, decoded; the encoding is RFC 9669 and the kernel's {@code include/uapi/linux/bpf.h}.
 *
 * @param code the opcode, 0 to 255
 * @param dst  destination register, 0 to 15
 * @param src  source register or kind of call or constant, 0 to 15
 * @param off  signed, 16 bits
 * @param imm  signed, 32 bits
 */
public record Insn(int code, int dst, int src, int off, int imm) {

    /** A slot's size. */
    public static final int BYTES = 8;

    static final int LD_IMM64 = 0x18;
    static final int LDX_DW = 0x79;
    static final int STX_DW = 0x7b;
    static final int ADD64_IMM = 0x07;
    static final int JA = 0x05;
    /** {@code JA} of class JMP32, {@code gotol}: the distance is in {@code imm}. */
    static final int JA32 = 0x06;
    static final int CALL = 0x85;
    static final int PSEUDO_MAP_VALUE = 2;

    private static final int CALLX = 0x8d;
    private static final int GOTOX = 0x0d;
    private static final int EXIT = 0x95;
    static final int MAY_GOTO = 0xe5;
    private static final int PSEUDO_MAP_FD = 1;
    private static final int PSEUDO_CALL = 1;
    private static final int PSEUDO_KFUNC_CALL = 2;
    private static final int PSEUDO_FUNC = 4;
    private static final int TAIL_CALL = 12;

    static final int CLASS = 0x07;
    static final int LD = 0;
    static final int LDX = 1;
    static final int ST = 2;
    static final int STX = 3;
    static final int ALU = 4;
    private static final int JMP = 5;
    static final int JMP32 = 6;
    static final int ALU64 = 7;

    static final int SOURCE_REGISTER = 0x08;
    private static final int OPERATION = 0xf0;
    private static final int NEG = 0x80;
    private static final int MOV = 0xb0;
    private static final int END = 0xd0;
    private static final int JEQ = 0x10;
    private static final int JSGE = 0x70;
    private static final int JLT = 0xa0;
    private static final int JSLE = 0xd0;

    private static final int SIZE = 0x18;
    private static final int WORD = 0x00;
    private static final int HALF_WORD = 0x08;
    private static final int DOUBLE_WORD = 0x18;
    private static final int MODE = 0xe0;
    private static final int ABS = 0x20;
    private static final int IND = 0x40;
    private static final int MEM = 0x60;
    private static final int MEMSX = 0x80;
    private static final int ATOMIC = 0xc0;

    static final int FETCH = 0x01;
    static final int CMPXCHG = 0xf1;
    static final int LOAD_ACQUIRE = 0x100;
    static final int STORE_RELEASE = 0x110;
    /** Add, or, and, xor, each without and with fetch; exchange; compare and exchange. */
    private static final Set<Integer> READ_MODIFY_WRITE =
            Set.of(0x00, 0x01, 0x40, 0x41, 0x50, 0x51, 0xa0, 0xa1, 0xe1, CMPXCHG);

    /**
     * Every slot of a program, the second of a 64-bit constant too, which has no opcode.
     *
     * @param insns 8 bytes each, in native byte order
     */
    public static Stream<Insn> all(byte[] insns) {
        ByteBuffer bytes = ByteBuffer.wrap(insns).order(ByteOrder.nativeOrder());
        return IntStream.range(0, insns.length / BYTES).mapToObj(slot -> read(bytes.position(slot * BYTES)));
    }

    /** Decodes the buffer's next 8 bytes, in the byte order of this machine as the kernel keeps them. */
    static Insn read(ByteBuffer bytes) {
        int code = Byte.toUnsignedInt(bytes.get());
        int registers = Byte.toUnsignedInt(bytes.get());
        int low = registers & 0xf;
        int high = registers >> 4;
        boolean little = bytes.order() == ByteOrder.LITTLE_ENDIAN;
        return new Insn(code, little ? low : high, little ? high : low, bytes.getShort(), bytes.getInt());
    }

    Insn withImm(int other) {
        return new Insn(code, dst, src, off, other);
    }

    void write(ByteBuffer bytes) {
        boolean little = bytes.order() == ByteOrder.LITTLE_ENDIAN;
        bytes.put((byte) code).put((byte) (little ? src << 4 | dst : dst << 4 | src)).putShort((short) off).putInt(imm);
    }

    /** Loads from memory, by {@code off}. */
    public boolean isLoad() {
        return is(LDX);
    }

    /** Stores to memory, by {@code off}, and does no more than that. */
    public boolean isStore() {
        return (is(ST) || is(STX)) && mode() == MEM;
    }

    /** Bytes that a load or store moves. */
    public int width() {
        return switch (size()) {
            case WORD -> Integer.BYTES;
            case HALF_WORD -> Short.BYTES;
            case DOUBLE_WORD -> Long.BYTES;
            default -> Byte.BYTES;
        };
    }

    /** Takes the next slot too, for the upper half of its constant. */
    boolean isLoadImm64() {
        return code == LD_IMM64;
    }

    /** Loads the address of a function of this program, {@code imm} slots after the next one. */
    boolean isFunctionAddress() {
        return code == LD_IMM64 && src == PSEUDO_FUNC;
    }

    /** Loads a map, or the address of a map's value; {@code imm} is the map's descriptor. */
    public boolean namesMap() {
        return code == LD_IMM64 && (src == PSEUDO_MAP_FD || src == PSEUDO_MAP_VALUE);
    }

    /** LD_ABS and LD_IND: ends its function when the packet is too short. */
    boolean isPacketLoad() {
        return is(LD) && (mode() == ABS || mode() == IND);
    }

    boolean isAtomic() {
        return is(STX) && mode() == ATOMIC;
    }

    boolean isCall() {
        return code == CALL || code == CALLX;
    }

    /** Calls a helper; {@code imm} is its number ({@code enum bpf_func_id}). */
    public boolean isHelperCall() {
        return code == CALL && src == 0;
    }

    /** Calls a function of the kernel that is no helper; {@code imm} is its BTF id. */
    boolean isKfuncCall() {
        return code == CALL && src == PSEUDO_KFUNC_CALL;
    }

    /** Calls the function of this program {@code imm} slots after the next one. */
    boolean isLocalCall() {
        return code == CALL && src == PSEUDO_CALL;
    }

    /** Ends the whole program when it succeeds. */
    boolean isTailCall() {
        return isHelperCall() && imm == TAIL_CALL;
    }

    boolean isExit() {
        return code == EXIT;
    }

    boolean isUnconditionalJump() {
        return code == JA || code == JA32;
    }

    /** Jumps to where a register says. */
    boolean isIndirectJump() {
        return code == GOTOX;
    }

    /** Jumps once the loop that it stands in has run for too long. */
    boolean isMayGoto() {
        return code == MAY_GOTO;
    }

    /** Goes to one of two places; may_goto is one of these though it compares nothing. */
    boolean isConditionalJump() {
        return isMayGoto() || compares();
    }

    boolean isJump() {
        return isUnconditionalJump() || isConditionalJump();
    }

    /** Whether it holds the place of another instruction, as a {@link #distance}: a jump, a call, an address. */
    boolean pointsIntoProgram() {
        return isJump() || isLocalCall() || isFunctionAddress();
    }

    /** How many slots after the next one lies what it points to. */
    int distance() {
        return hasShortDistance() ? off : imm;
    }

    /** The same, pointing elsewhere. */
    Insn withDistance(int distance) {
        return hasShortDistance() ? new Insn(code, dst, src, distance, imm) : withImm(distance);
    }

    private boolean hasShortDistance() {
        return isJump() && code != JA32;
    }

    /** Whether the kernel's verifier knows such an instruction, as of Linux 6.18; it may still refuse operands. */
    boolean isKnown() {
        return switch (code & CLASS) {
            case LD -> isLoadImm64() || isPacketLoad() && size() != DOUBLE_WORD;
            case LDX -> mode() == MEM || mode() == MEMSX && size() != DOUBLE_WORD;
            case ST -> mode() == MEM;
            case STX -> mode() == MEM || isAtomic() && isKnownAtomic();
            case ALU -> operation() <= END && !(operation() == NEG && readsSource());
            case ALU64 -> operation() <= END && !((operation() == NEG || operation() == END) && readsSource());
            case JMP -> isJump() || isCall() || isExit();
            default -> code == JA32 || isConditionalJump();
        };
    }

    private boolean isKnownAtomic() {
        return imm == LOAD_ACQUIRE || imm == STORE_RELEASE
                || READ_MODIFY_WRITE.contains(imm) && (size() == WORD || size() == DOUBLE_WORD);
    }

    /** The registers it reads, but for a call those of its arguments, which depend on what is called. */
    int reads() {
        return switch (code & CLASS) {
            case LD -> isPacketLoad() ? Registers.of(6) | (mode() == IND ? source() : Registers.NONE) : Registers.NONE;
            case LDX -> source();
            case ST -> destination();
            case STX -> readsOfStore();
            case ALU, ALU64 -> readsOfArithmetic();
            default -> readsOfJump();
        };
    }

    private int readsOfStore() {
        if (!isAtomic() || imm == STORE_RELEASE) {
            return destination() | source();
        }
        if (imm == LOAD_ACQUIRE) {
            return source();
        }
        return destination() | source() | (imm == CMPXCHG ? Registers.R0 : Registers.NONE);
    }

    private int readsOfArithmetic() {
        if (operation() == MOV) {
            return readsSource() ? source() : Registers.NONE;
        }
        return destination() | (readsSource() && operation() != END ? source() : Registers.NONE);
    }

    private int readsOfJump() {
        if (code == CALLX) {
            return destination();
        }
        if (isExit()) {
            return Registers.R0;
        }
        if (!compares()) {
            return Registers.NONE;
        }
        return destination() | (readsSource() ? source() : Registers.NONE);
    }

    private boolean compares() {
        int operation = operation();
        return (is(JMP) || is(JMP32))
                && (operation >= JEQ && operation <= JSGE || operation >= JLT && operation <= JSLE);
    }

    /** The registers whose value from before is gone afterwards. */
    int writes() {
        return switch (code & CLASS) {
            case LD -> isPacketLoad() ? Registers.CLOBBERED : destination();
            case LDX, ALU, ALU64 -> destination();
            case STX -> isAtomic() ? writesOfAtomic() : Registers.NONE;
            default -> isCall() ? Registers.CLOBBERED : Registers.NONE;
        };
    }

    private int writesOfAtomic() {
        return switch (imm) {
            case CMPXCHG -> Registers.R0;
            case LOAD_ACQUIRE -> destination();
            case STORE_RELEASE -> Registers.NONE;
            default -> (imm & FETCH) != 0 ? source() : Registers.NONE;
        };
    }

    private int destination() {
        return Registers.of(dst);
    }

    private int source() {
        return Registers.of(src);
    }

    private boolean is(int instructionClass) {
        return (code & CLASS) == instructionClass;
    }

    private boolean readsSource() {
        return (code & SOURCE_REGISTER) != 0;
    }

    private int operation() {
        return code & OPERATION;
    }

    private int size() {
        return code & SIZE;
    }

    private int mode() {
        return code & MODE;
    }
}
