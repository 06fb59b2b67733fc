package io.github.bpfgate.benchmark.input;

import java.util.Arrays;
import java.util.Objects;

/**
 * One frame to run a program on, with a short name for messages. Packets are equal when name and bytes are.
 *
 * @param name  a description such as {@code #17 1.2.3.4 > 5.6.7.8 udp 64 B}
 * @param bytes the frame from its Ethernet header on, without frame check sequence; copied in and out
 */
public record Packet(String name, byte[] bytes) {

    /** Copies the bytes. */
    public Packet {
        Objects.requireNonNull(name, "name");
        bytes = bytes.clone();
    }

    /**
     * Names a frame by its place in the input and by what its headers say.
     *
     * @param number place in the input, from 1
     * @param bytes  the frame, copied
     */
    static Packet numbered(int number, byte[] bytes) {
        return new Packet("#" + number + " " + FrameHeaders.of(bytes).describe(), bytes);
    }

    /** {@return a copy of the frame} */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return the length of the frame in bytes} */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Packet that && name.equals(that.name) && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return name;
    }
}
