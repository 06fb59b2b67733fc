package io.github.bpfgate.benchmark.input;

import java.util.List;
import java.util.Objects;

/**
 * Frames, or contexts, written as hex digits.
 *
 * <p>Two digits are a byte. Bytes may stand together or apart, with white space or {@code :} between them, and each
 * group may begin with {@code 0x}. From {@code #} to the end of the line is a comment. A blank line begins the next
 * one; a line that holds only a comment does not.
 *
 * @param text the digits of one or more frames
 */
public record Hex(String text) implements Input {

    public Hex {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public List<Packet> packets() throws InputException {
        PacketList packets = new PacketList("hex input");
        HexDigits digits = new HexDigits("hex input");
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.isBlank()) {
                flush(digits, packets);
            } else {
                digits.line(number, line);
            }
        }
        flush(digits, packets);
        return packets.toList();
    }

    private static void flush(HexDigits digits, PacketList packets) throws InputException {
        byte[] frame = digits.take();
        if (frame.length > 0) {
            packets.add(frame);
        }
    }
}
