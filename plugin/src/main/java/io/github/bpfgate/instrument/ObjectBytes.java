package io.github.bpfgate.instrument;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A named part of an object file, read by offset; to read outside of it is a sentence and not an index error. */
final class ObjectBytes {

    private final String file;
    private final String name;
    private final ByteBuffer buffer;

    private ObjectBytes(String file, String name, ByteBuffer buffer) {
        this.file = file;
        this.name = name;
        this.buffer = buffer;
    }

    /**
     * The whole file.
     *
     * @param file the file's name, for messages
     */
    static ObjectBytes of(byte[] bytes, String file, ByteOrder order) {
        return new ObjectBytes(file, "the file", ByteBuffer.wrap(bytes).order(order));
    }

    /** A part of this part, with offsets of its own. */
    ObjectBytes part(String partName, long offset, long size) throws ObjectFormatException {
        if (offset < 0 || size < 0 || offset > size() - size) {
            throw broken(partName + ", " + Long.toUnsignedString(size) + " bytes from byte "
                    + Long.toUnsignedString(offset) + " on, lies outside of " + name + ", which has " + size());
        }
        return new ObjectBytes(file, partName, buffer.slice((int) offset, (int) size).order(buffer.order()));
    }

    /** From this offset to the end. */
    ObjectBytes from(String partName, long offset) throws ObjectFormatException {
        return part(partName, offset, Math.max(0, size() - offset));
    }

    int size() {
        return buffer.limit();
    }

    int u8(long offset) throws ObjectFormatException {
        return Byte.toUnsignedInt(buffer.get(index(offset, Byte.BYTES)));
    }

    int u16(long offset) throws ObjectFormatException {
        return Short.toUnsignedInt(buffer.getShort(index(offset, Short.BYTES)));
    }

    int i32(long offset) throws ObjectFormatException {
        return buffer.getInt(index(offset, Integer.BYTES));
    }

    long u32(long offset) throws ObjectFormatException {
        return Integer.toUnsignedLong(i32(offset));
    }

    /** Values above 2⁶³ come out negative, and so lie outside of whatever they are looked up in. */
    long i64(long offset) throws ObjectFormatException {
        return buffer.getLong(index(offset, Long.BYTES));
    }

    /** The text from this offset to the next zero byte. */
    String string(long offset) throws ObjectFormatException {
        int start = index(offset, 1);
        int end = end(start);
        if (end == size()) {
            throw broken("the text at byte " + offset + " of " + name + " does not end");
        }
        return text(start, end);
    }

    /** A copy of the whole file with 0 in the place of the 32 bits at this offset. */
    byte[] fileWithZeroAt(long offset) throws ObjectFormatException {
        int at = buffer.arrayOffset() + index(offset, Integer.BYTES);
        byte[] copy = buffer.array().clone();
        Arrays.fill(copy, at, at + Integer.BYTES, (byte) 0);
        return copy;
    }

    /** All of it as text, up to the first zero byte if there is one. */
    String text() {
        return text(0, end(0));
    }

    private String text(int start, int end) {
        byte[] text = new byte[end - start];
        buffer.get(start, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private int end(int start) {
        int end = start;
        while (end < size() && buffer.get(end) != 0) {
            end++;
        }
        return end;
    }

    private int index(long offset, int width) throws ObjectFormatException {
        if (offset < 0 || offset > size() - width) {
            throw broken("byte " + offset + " of " + name + " is asked for, which has " + size());
        }
        return (int) offset;
    }

    /**
     * Words what is wrong with the file.
     *
     * @param what a clause
     */
    ObjectFormatException broken(String what) {
        return new ObjectFormatException(file + " is broken: " + what + ". Build it again.");
    }
}
