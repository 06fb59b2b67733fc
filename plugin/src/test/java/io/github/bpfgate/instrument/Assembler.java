package io.github.bpfgate.instrument;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes bytecode for tests, with names for the places that jumps and calls lead to. */
final class Assembler {

    static final int MOV_IMM = 0xb7;
    static final int MOV = 0xbf;
    static final int ADD_IMM = 0x07;
    static final int ADD = 0x0f;
    static final int XOR = 0xaf;
    static final int LDX_W = 0x61;
    static final int LDX_DW = 0x79;
    static final int STX_DW = 0x7b;
    static final int ST_DW = 0x7a;
    static final int JA = 0x05;
    static final int GOTOL = 0x06;
    static final int JEQ_IMM = 0x15;
    static final int JNE_IMM = 0x55;
    static final int JSGT_IMM = 0x65;
    static final int MAY_GOTO = 0xe5;
    static final int CALL = 0x85;
    static final int EXIT = 0x95;
    static final int LD_IMM64 = 0x18;
    static final int LD_ABS_B = 0x30;

    private final List<Slot> slots = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    Assembler insn(int code, int dst, int src, int off, int imm) {
        slots.add(new Slot(code, dst, src, off, imm, null));
        return this;
    }

    Assembler movImm(int dst, int imm) {
        return insn(MOV_IMM, dst, 0, 0, imm);
    }

    Assembler mov(int dst, int src) {
        return insn(MOV, dst, src, 0, 0);
    }

    Assembler addImm(int dst, int imm) {
        return insn(ADD_IMM, dst, 0, 0, imm);
    }

    Assembler add(int dst, int src) {
        return insn(ADD, dst, src, 0, 0);
    }

    Assembler times(int number, Runnable what) {
        for (int i = 0; i < number; i++) {
            what.run();
        }
        return this;
    }

    Assembler exit() {
        return insn(EXIT, 0, 0, 0, 0);
    }

    Assembler loadImm64(int dst, int kind, int lower, int upper) {
        return insn(LD_IMM64, dst, kind, 0, lower).insn(0, 0, 0, 0, upper);
    }

    Assembler helper(int number) {
        return insn(CALL, 0, 0, 0, number);
    }

    Assembler kfunc(int btfId) {
        return insn(CALL, 0, 2, 0, btfId);
    }

    Assembler jump(int code, int dst, int src, int imm, String place) {
        slots.add(new Slot(code, dst, src, 0, imm, place));
        return this;
    }

    Assembler ja(String place) {
        return jump(JA, 0, 0, 0, place);
    }

    Assembler call(String place) {
        return jump(CALL, 0, 1, 0, place);
    }

    Assembler functionAddress(int dst, String place) {
        return jump(LD_IMM64, dst, 4, 0, place).insn(0, 0, 0, 0, 0);
    }

    Assembler place(String name) {
        if (places.put(name, slots.size()) != null) {
            throw new IllegalStateException("there are two places named " + name);
        }
        return this;
    }

    int slot(String place) {
        return places.get(place);
    }

    int size() {
        return slots.size();
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < slots.size(); at++) {
            bytes.writeBytes(encode(at, slots.get(at)));
        }
        return bytes.toByteArray();
    }

    private byte[] encode(int at, Slot slot) {
        int off = slot.off;
        int imm = slot.imm;
        if (slot.place != null) {
            int distance = places.get(slot.place) - at - 1;
            if (slot.code == CALL || slot.code == LD_IMM64 || slot.code == GOTOL) {
                imm = distance;
            } else {
                off = distance;
                if (off != (short) off) {
                    throw new IllegalStateException("a jump cannot go " + off + " slots");
                }
            }
        }
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        return ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).put((byte) slot.code)
                .put((byte) (little ? slot.src * 16 + slot.dst : slot.dst * 16 + slot.src))
                .putShort((short) off).putInt(imm).array();
    }

    private record Slot(int code, int dst, int src, int off, int imm, String place) {
    }
}
