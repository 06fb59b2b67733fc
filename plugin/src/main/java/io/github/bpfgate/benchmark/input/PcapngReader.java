package io.github.bpfgate.benchmark.input;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads pcapng: sections of blocks, each section with its own byte order and interfaces (draft-ietf-opsawg-pcapng). */
final class PcapngReader {
    /** The same in both byte orders. */
    static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;
    /** Type and length before the body of a block, in bytes; the length once more after it. */
    private static final int BEFORE_BODY = 8;
    private static final int AFTER_BODY = 4;

    private final CaptureBytes capture;
    private final CapturedPackets packets;
    private final List<Interface> interfaces = new ArrayList<>();

    /** @param snapLength bytes a packet was cut to, 0 for no limit */
    private record Interface(int linkType, long snapLength) {
    }

    PcapngReader(CaptureBytes capture) {
        this.capture = capture;
        this.packets = new CapturedPackets(capture);
    }

    List<Packet> packets() throws InputException {
        int at = 0;
        while (at < capture.size()) {
            int length = blockLength(at);
            block(at, length);
            at += length;
        }
        return packets.toList();
    }

    private int blockLength(int at) throws InputException {
        if (capture.left(at) < BEFORE_BODY + AFTER_BODY) {
            throw cutShort(at);
        }
        if (capture.i32(at) == SECTION_HEADER) {
            capture.order(sectionOrder(at));
        }
        long length = capture.u32(at + 4);
        if (length < BEFORE_BODY + AFTER_BODY || length % 4 != 0) {
            throw damaged(at, "a block claims the impossible length of " + length + " bytes");
        }
        if (length > capture.left(at)) {
            throw cutShort(at);
        }
        long repeated = capture.u32(at + (int) length - AFTER_BODY);
        if (repeated != length) {
            throw damaged(at, "a block claims " + length + " bytes at its start and " + repeated + " at its end");
        }
        return (int) length;
    }

    private ByteOrder sectionOrder(int at) throws InputException {
        int swapped = Integer.reverseBytes(BYTE_ORDER_MAGIC);
        capture.order(ByteOrder.BIG_ENDIAN);
        int found = capture.i32(at + BEFORE_BODY);
        if (found != BYTE_ORDER_MAGIC && found != swapped) {
            throw damaged(at, "a section header without its byte-order magic");
        }
        return found == swapped ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private void block(int at, int length) throws InputException {
        int body = at + BEFORE_BODY;
        switch (capture.i32(at)) {
            case SECTION_HEADER -> {
                requireBody(at, length, 16, "section header");
                if (capture.u16(body + 4) != 1) {
                    throw capture.problem(at, "pcapng version " + capture.u16(body + 4) + "." + capture.u16(body + 6)
                            + " instead of 1.0", "rewrite it with tcpdump -r FILE -w new.pcap");
                }
                interfaces.clear();
            }
            case INTERFACE_DESCRIPTION -> {
                requireBody(at, length, 8, "interface description");
                interfaces.add(new Interface(capture.u16(body), capture.u32(body + 4)));
            }
            case ENHANCED_PACKET -> {
                requireBody(at, length, 20, "enhanced packet");
                packet(at, length, interfaceOf(at, capture.u32(body)));
            }
            case OBSOLETE_PACKET -> {
                requireBody(at, length, 20, "packet");
                packet(at, length, interfaceOf(at, capture.u16(body)));
            }
            case SIMPLE_PACKET -> {
                requireBody(at, length, 4, "simple packet");
                Interface first = interfaceOf(at, 0);
                long original = capture.u32(body);
                long captured = first.snapLength() == 0 ? original : Math.min(original, first.snapLength());
                add(at, length, 4, first, captured, original);
            }
            default -> {
                // Name resolution, statistics, custom blocks: nothing a program runs on.
            }
        }
    }

    /** Both packet blocks that name their interface have the two lengths at the same place. */
    private void packet(int at, int length, Interface from) throws InputException {
        int body = at + BEFORE_BODY;
        add(at, length, 20, from, capture.u32(body + 12), capture.u32(body + 16));
    }

    private void add(int at, int length, int beforeData, Interface from, long captured, long original)
            throws InputException {
        int data = at + BEFORE_BODY + beforeData;
        int room = length - BEFORE_BODY - beforeData - AFTER_BODY;
        packets.add(from.linkType(), at, room, data, captured, original);
    }

    private Interface interfaceOf(int at, long index) throws InputException {
        if (index >= interfaces.size()) {
            throw damaged(at, "a packet on interface " + index + " where the section has described "
                    + interfaces.size());
        }
        return interfaces.get((int) index);
    }

    private void requireBody(int at, int length, int atLeast, String name) throws InputException {
        if (length < BEFORE_BODY + atLeast + AFTER_BODY) {
            throw damaged(at, "the " + name + " block is only " + length + " bytes long");
        }
    }

    private InputException damaged(int at, String what) {
        return capture.problem(at, what, "the file is damaged: copy or capture it again");
    }

    private InputException cutShort(int at) {
        return capture.problem(at, "the file ends inside a block",
                "the file was cut short: copy or capture it again");
    }
}
