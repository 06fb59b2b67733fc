package io.github.bpfgate.benchmark.input;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes of a capture file, read by offset in the byte order the file announces. */
final class CaptureBytes {
    private final Path file;
    private final byte[] bytes;
    private final ByteBuffer buffer;

    /** Begins in big-endian order, in which magic numbers are written down. */
    CaptureBytes(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes);
    }

    void order(ByteOrder order) {
        buffer.order(order);
    }

    int size() {
        return bytes.length;
    }

    /** {@return how many bytes there are from {@code offset} to the end} */
    int left(int offset) {
        return bytes.length - offset;
    }

    int u8(int offset) {
        return bytes[offset] & 0xff;
    }

    int u16(int offset) {
        return Short.toUnsignedInt(buffer.getShort(offset));
    }

    int i32(int offset) {
        return buffer.getInt(offset);
    }

    long u32(int offset) {
        return Integer.toUnsignedLong(buffer.getInt(offset));
    }

    byte[] copy(int offset, int length) {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    String fileName() {
        return file.toString();
    }

    /**
     * Words what is wrong with the file.
     *
     * @param offset where, in bytes from the start of the file
     */
    InputException problem(int offset, String what, String cure) {
        return new InputException(file + ": " + what + ", at byte " + offset + "; " + cure);
    }
}
