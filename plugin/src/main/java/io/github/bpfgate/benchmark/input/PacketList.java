package io.github.bpfgate.benchmark.input;

import java.util.ArrayList;
import java.util.List;

/** Numbers the packets of one input as they are read, and refuses too many or none. */
final class PacketList {
    /** A benchmark times each packet by itself; more than this would take hours. */
    static final int MAX_PACKETS = 10_000;

    private final String source;
    private final List<Packet> packets = new ArrayList<>();

    /** @param source the file, or another name of the input, with which messages begin */
    PacketList(String source) {
        this.source = source;
    }

    /** {@return the number the next packet will have, from 1} */
    int nextNumber() {
        return packets.size() + 1;
    }

    /** @throws InputException when 10,000 packets are there already */
    void add(byte[] frame) throws InputException {
        if (packets.size() == MAX_PACKETS) {
            throw new InputException(source + ": more than 10,000 packets; keep the ones that matter, such as "
                    + "tcpdump -r FILE -c 1000 -w part.pcap");
        }
        packets.add(Packet.numbered(nextNumber(), frame));
    }

    /** @throws InputException when there is no packet */
    List<Packet> toList() throws InputException {
        if (packets.isEmpty()) {
            throw new InputException(source + ": no packet in it; give at least one");
        }
        return List.copyOf(packets);
    }
}
