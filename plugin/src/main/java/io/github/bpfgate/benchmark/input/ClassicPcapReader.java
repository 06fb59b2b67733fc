package io.github.bpfgate.benchmark.input;

import java.nio.ByteOrder;
import java.util.List;

/** Reads classic pcap, that is one file header and then records (draft-ietf-opsawg-pcap, sections 4 and 5). */
final class ClassicPcapReader {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    /** The six bits above it describe the frame check sequence (LT_LINKTYPE in libpcap's pcap-common.h). */
    private static final int LINK_TYPE_MASK = 0x03ffffff;

    private final CaptureBytes capture;

    ClassicPcapReader(CaptureBytes capture) {
        this.capture = capture;
    }

    /** {@return whether {@code magic}, in the file's order, begins a classic pcap} */
    static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS;
    }

    List<Packet> packets() throws InputException {
        capture.order(isMagic(capture.i32(0)) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        if (capture.size() < FILE_HEADER) {
            throw capture.problem(capture.size(), "the file ends inside its 24-byte header",
                    "the file was cut short: copy or capture it again");
        }
        int major = capture.u16(4);
        int minor = capture.u16(6);
        // Before 2.3 the two lengths of a record stood the other way round.
        if (major != 2 || minor < 3) {
            throw capture.problem(4, "pcap version " + major + "." + minor + " instead of 2.4",
                    "rewrite it with tcpdump -r FILE -w new.pcap");
        }
        int linkType = capture.i32(20) & LINK_TYPE_MASK;
        CapturedPackets packets = new CapturedPackets(capture);
        int at = FILE_HEADER;
        while (at < capture.size()) {
            if (capture.left(at) < RECORD_HEADER) {
                throw capture.problem(at, "the file ends inside the header of a record",
                        "the file was cut short: copy or capture it again");
            }
            long captured = capture.u32(at + 8);
            int data = at + RECORD_HEADER;
            packets.add(linkType, at, capture.left(data), data, captured, capture.u32(at + 12));
            at = data + (int) captured;
        }
        return packets.toList();
    }
}
