package io.github.bpfgate.benchmark.attach;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A program that does nothing, and holds a place for another one. */
final class Idle {

    static final String NAME = "bpfgate_keeper";

    private static final byte MOV64_IMM = (byte) 0xb7;
    private static final byte EXIT = (byte) 0x95;

    private Idle() {
    }

    /** {@code r0 = value; exit}. */
    static byte[] insns(int returnValue) {
        return ByteBuffer.allocate(16).order(ByteOrder.nativeOrder()).put(MOV64_IMM).put((byte) 0)
                .putShort((short) 0).putInt(returnValue).put(EXIT).array();
    }
}
