package io.github.bpfgate.instrument;

import java.util.Map;

/**
 * Writes instructions as {@code llvm-objdump} does, with hexadecimal numbers and names for what they refer to.
 *
 * <p>What became part of the instruction set later than LLVM 14 is written as LLVM 20 has it. One difference is meant:
 * 32-bit loads and stores name the whole register ({@code r1}), as LLVM does without the extension {@code alu32}, for
 * the bytecode does not tell with which of the two it was made, and means the same.
 */
final class Disassembler {

    private static final int NEG = 8;
    private static final int MOV = 11;
    private static final int END = 13;
    private static final int INDIRECT = 0x40;
    private static final int SIGN_EXTENDING = 0x80;
    private static final int EXCHANGE = 0xe1;
    private static final int NUMBER = 0;

    /** By the upper four bits of the opcode; negation and byte order are written otherwise. */
    private static final String[] ARITHMETIC = {"+=", "-=", "*=", "/=", "|=", "&=", "<<=", ">>=", "", "%=", "^=", "=",
        "s>>="};
    private static final String[] COMPARISONS = {"", "==", ">", ">=", "&", "!=", "s>", "s>=", "", "", "<", "<=", "s<",
        "s<="};
    /** By the two bits of the opcode that say how many bits are loaded or stored. */
    private static final int[] BITS = {32, 16, 8, 64};
    private static final Map<Integer, String> ATOMIC_OPERATORS = Map.of(0x00, "+=", 0x40, "|=", 0x50, "&=", 0xa0, "^=");
    private static final Map<Integer, String> ATOMIC_NAMES = Map.of(0x00, "add", 0x40, "or", 0x50, "and", 0xa0, "xor");

    private final Bytecode code;
    private final Map<Integer, String> references;

    /** @param references by slot, names of what calls and 64-bit constants refer to; may be empty */
    Disassembler(Bytecode code, Map<Integer, String> references) {
        this.code = code;
        this.references = references;
    }

    /** What jumps call the place where this slot's instruction begins. */
    static String label(int slot) {
        return "L" + slot;
    }

    /** The instruction that begins at a slot. */
    String text(int slot) {
        Insn insn = code.at(slot);
        return switch (insn.code() & Insn.CLASS) {
            case Insn.LD -> insn.isLoadImm64() ? constant(slot) : packetLoad(insn);
            case Insn.LDX -> "r" + insn.dst() + " = " + memory(insn, insn.src());
            case Insn.ST -> memory(insn, insn.dst()) + " = " + hex(insn.imm());
            case Insn.STX -> insn.isAtomic() ? atomic(insn) : memory(insn, insn.dst()) + " = r" + insn.src();
            case Insn.ALU, Insn.ALU64 -> arithmetic(insn);
            default -> flow(slot);
        };
    }

    /** Descriptors and addresses in the place of what it refers to differ from load to load, and are left out. */
    private String constant(int slot) {
        Insn low = code.at(slot);
        int high = code.at(slot + 1).imm();
        long value = low.src() == NUMBER ? (long) high << Integer.SIZE | Integer.toUnsignedLong(low.imm())
                : low.src() == Insn.PSEUDO_MAP_VALUE ? high : 0;
        String name = references.get(slot);
        return "r" + low.dst() + " = " + hex(value) + " ll" + (name == null ? "" : " <" + name + ">");
    }

    private static String packetLoad(Insn insn) {
        boolean indirect = (insn.code() & INDIRECT) != 0;
        return "r0 = *(u" + bits(insn) + " *)skb[" + (!indirect ? hex(insn.imm())
                : "r" + insn.src() + (insn.imm() == 0 ? "" : plus(insn.imm()))) + "]";
    }

    private static String memory(Insn insn, int base) {
        boolean signed = (insn.code() & Insn.CLASS) == Insn.LDX && (insn.code() & SIGN_EXTENDING) != 0;
        return "*(" + (signed ? "s" : "u") + bits(insn) + " *)(" + place(insn, base) + ")";
    }

    private static String place(Insn insn, int base) {
        return "r" + base + plus(insn.off());
    }

    private static String plus(int offset) {
        return offset < 0 ? " - " + hex(-offset) : " + " + hex(offset);
    }

    private static int bits(Insn insn) {
        return BITS[insn.code() >> 3 & 3];
    }

    private static String atomic(Insn insn) {
        boolean whole = bits(insn) == Long.SIZE;
        String source = (whole ? "r" : "w") + insn.src();
        String typed = "(u" + bits(insn) + " *)(" + place(insn, insn.dst()) + ")";
        return switch (insn.imm()) {
            case EXCHANGE -> source + " = " + (whole ? "xchg_64(" : "xchg32_32(") + place(insn, insn.dst()) + ", "
                    + source + ")";
            case Insn.CMPXCHG -> whole ? "r0 = cmpxchg_64(" + place(insn, insn.dst()) + ", r0, " + source + ")"
                    : "w0 = cmpxchg32_32(" + place(insn, insn.dst()) + ", w0, " + source + ")";
            case Insn.LOAD_ACQUIRE -> (whole ? "r" : "w") + insn.dst() + " = load_acquire((u" + bits(insn) + " *)("
                    + place(insn, insn.src()) + "))";
            case Insn.STORE_RELEASE -> "store_release(" + typed + ", " + source + ")";
            default -> (insn.imm() & Insn.FETCH) == 0
                    ? "lock *" + typed + " " + ATOMIC_OPERATORS.get(insn.imm()) + " " + source
                    : source + " = atomic_fetch_" + ATOMIC_NAMES.get(insn.imm() & ~Insn.FETCH) + "(" + typed + ", " + source
                            + ")";
        };
    }

    private static String arithmetic(Insn insn) {
        boolean whole = (insn.code() & Insn.CLASS) == Insn.ALU64;
        String destination = (whole ? "r" : "w") + insn.dst();
        int operation = insn.code() >> 4;
        return switch (operation) {
            case NEG -> destination + " = -" + destination;
            case END -> "r" + insn.dst() + " = " + (whole ? "bswap" : readsSource(insn) ? "be" : "le") + insn.imm()
                    + " r" + insn.dst();
            case MOV -> destination + " = " + moved(insn, whole);
            // Of division and remainder, an offset of 1 makes the signed ones.
            default -> destination + (insn.off() == 1 ? " s" : " ") + ARITHMETIC[operation] + " "
                    + operand(insn, whole);
        };
    }

    private static String moved(Insn insn, boolean whole) {
        String operand = operand(insn, whole);
        return switch (insn.off()) {
            case 0 -> operand;
            case 1 -> "addr_space_cast(" + operand + ", " + hex(insn.imm() >>> Short.SIZE) + ", "
                    + hex(insn.imm() & 0xffff) + ")";
            default -> "(s" + insn.off() + ")" + operand;
        };
    }

    private static String operand(Insn insn, boolean whole) {
        return readsSource(insn) ? (whole ? "r" : "w") + insn.src() : hex(insn.imm());
    }

    private static boolean readsSource(Insn insn) {
        return (insn.code() & Insn.SOURCE_REGISTER) != 0;
    }

    private String flow(int slot) {
        Insn insn = code.at(slot);
        if (insn.isExit()) {
            return "exit";
        }
        if (insn.isCall()) {
            return "call" + (insn.code() == Insn.CALL ? " " + callee(insn, slot) : "x r" + insn.dst());
        }
        String jump = (insn.code() == Insn.JA32 ? "gotol " : insn.code() == Insn.MAY_GOTO ? "may_goto " : "goto ")
                + (insn.distance() < 0 ? "" : "+") + hex(insn.distance()) + " <" + label(code.target(slot)) + ">";
        if (insn.isUnconditionalJump() || insn.code() == Insn.MAY_GOTO) {
            return jump;
        }
        boolean whole = (insn.code() & Insn.CLASS) != Insn.JMP32;
        return "if " + (whole ? "r" : "w") + insn.dst() + " " + COMPARISONS[insn.code() >> 4] + " "
                + operand(insn, whole) + " " + jump;
    }

    private String callee(Insn insn, int slot) {
        return insn.isHelperCall() ? HelperFacts.name(insn.imm()) : references.getOrDefault(slot, hex(insn.imm()));
    }

    static String hex(long value) {
        return value < 0 ? "-0x" + Long.toHexString(-value) : "0x" + Long.toHexString(value);
    }
}
