package io.github.bpfgate.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The program that does nothing: {@code r0 = value; exit}. Its time is the cost of the kernel's loop. */
final class NullProgram {

    static final String NAME = "bpfgate_null";

    private static final byte MOV64_IMM = (byte) 0xb7;
    private static final byte EXIT = (byte) 0x95;

    private NullProgram() {
    }

    static byte[] insns(int returnValue) {
        return ByteBuffer.allocate(16).order(ByteOrder.nativeOrder())
                .put(MOV64_IMM).put((byte) 0).putShort((short) 0).putInt(returnValue)
                .put(EXIT).put((byte) 0).putShort((short) 0).putInt(0)
                .array();
    }
}
