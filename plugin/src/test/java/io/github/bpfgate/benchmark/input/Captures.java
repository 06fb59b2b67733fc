package io.github.bpfgate.benchmark.input;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes capture files for the tests, straight from the format texts and sharing nothing with the readers. */
final class Captures {
    static final int ETHERNET = 1;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteOrder order;

    Captures(ByteOrder order) {
        this.order = order;
    }

    static byte[] pcap(ByteOrder order, int magic, int linkType, List<byte[]> packets) {
        Captures file = new Captures(order).pcapHeader(magic, linkType);
        packets.forEach(packet -> file.record(packet, packet.length));
        return file.bytes();
    }

    static byte[] pcapng(ByteOrder order, int linkType, List<byte[]> packets) {
        Captures file = new Captures(order).section().interfaceOf(linkType, 0);
        packets.forEach(packet -> file.enhanced(0, packet, packet.length));
        return file.bytes();
    }

    Captures pcapHeader(int magic, int linkType) {
        return put(buffer(24).putInt(magic).putShort((short) 2).putShort((short) 4).putLong(0)
                .putInt(262_144).putInt(linkType));
    }

    Captures record(byte[] packet, int original) {
        return put(buffer(16 + packet.length).putInt(1).putInt(2).putInt(packet.length).putInt(original).put(packet));
    }

    Captures section() {
        return block(0x0a0d0d0a, buffer(16).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0).putLong(-1));
    }

    Captures interfaceOf(int linkType, int snapLength) {
        return block(1, buffer(8).putShort((short) linkType).putShort((short) 0).putInt(snapLength));
    }

    /** With an option after the data, a comment, which readers must not take for data. */
    Captures enhanced(int from, byte[] packet, int original) {
        int padded = (packet.length + 3) / 4 * 4;
        ByteBuffer body = buffer(20 + padded + 12).putInt(from).putInt(0).putInt(0)
                .putInt(packet.length).putInt(original).put(packet).position(20 + padded)
                .putShort((short) 1).putShort((short) 3).put(new byte[] {'a', 'b', 'c', 0}).putInt(0);
        return block(6, body);
    }

    Captures simple(byte[] stored, int original) {
        int padded = (stored.length + 3) / 4 * 4;
        return block(3, buffer(4 + padded).putInt(original).put(stored));
    }

    Captures obsolete(int from, byte[] packet, int original) {
        int padded = (packet.length + 3) / 4 * 4;
        return block(2, buffer(20 + padded).putShort((short) from).putShort((short) 0).putInt(0).putInt(0)
                .putInt(packet.length).putInt(original).put(packet));
    }

    Captures block(int type, ByteBuffer body) {
        int length = 12 + body.capacity();
        return put(buffer(length).putInt(type).putInt(length).put(body.array()).putInt(length));
    }

    ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(order);
    }

    Captures put(ByteBuffer buffer) {
        out.writeBytes(buffer.array());
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
