package io.github.bpfgate.benchmark.input;

import java.util.List;

/** Gathers the packets of a capture as Ethernet frames, and refuses those that were not captured whole. */
final class CapturedPackets {
    private final CaptureBytes capture;
    private final PacketList packets;

    CapturedPackets(CaptureBytes capture) {
        this.capture = capture;
        this.packets = new PacketList(capture.fileName());
    }

    /**
     * Adds one packet.
     *
     * @param linkType LINKTYPE_ number of its interface
     * @param record   offset of its record or block, for messages
     * @param room     bytes of the record from {@code data} on
     * @param data     offset of its first byte
     * @param captured bytes stored, as the file says
     * @param original bytes on the wire, as the file says
     */
    void add(int linkType, int record, int room, int data, long captured, long original) throws InputException {
        String name = "packet #" + packets.nextNumber();
        if (captured > room) {
            throw capture.problem(record, name + " claims " + captured + " bytes where " + room + " are left",
                    "the file was cut short or damaged: copy or capture it again");
        }
        if (captured < original) {
            throw capture.problem(record, name + " was captured only in part (" + captured + " of " + original
                    + " bytes)", "capture whole packets with tcpdump -s 0");
        }
        LinkType type = LinkType.of(linkType).orElseThrow(() -> capture.problem(record,
                name + " has the link type " + LinkType.describe(linkType) + ", which cannot be made an Ethernet frame",
                "capture on an Ethernet, loopback or tun interface, or with -i any"));
        packets.add(type.frame(capture, data, (int) captured, name));
    }

    /** @throws InputException when none was added */
    List<Packet> toList() throws InputException {
        return packets.toList();
    }
}
