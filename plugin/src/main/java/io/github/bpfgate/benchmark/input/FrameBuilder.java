package io.github.bpfgate.benchmark.input;

import java.nio.ByteBuffer;
import java.util.List;

/** Builds the frame that a {@link BuiltPacket} describes. */
final class FrameBuilder {
    private static final int DEFAULT_SIZE = 64;
    private static final int VLAN_TAG = 4;
    private static final int ARP_BODY = 28;
    private static final int ETHERNET_PAYLOAD = 1500;
    private static final int IP_LENGTH = 65_535;
    private static final int TCP_HEADER = 20;
    /** Of UDP, ICMP echo and ICMPv6 echo alike. */
    private static final int SHORT_HEADER = 8;
    private static final int DONT_FRAGMENT = 0x4000;
    private static final int ECHO_REQUEST = 8;
    private static final int ECHO_REQUEST_V6 = 128;
    private static final int TCP_ACK = 0x10;
    private static final int FRAME_LIMIT = FrameHeaders.ETHERNET_HEADER + VLAN_TAG + FrameHeaders.IPV6_HEADER
            + IP_LENGTH;

    private final PacketWords words;
    private final String family;
    private final boolean ipv6;

    FrameBuilder(PacketWords words) {
        this.words = words;
        boolean ipv6Address = List.of("src", "dst").stream()
                .anyMatch(key -> words.value(key).filter(value -> value.contains(":")).isPresent());
        this.family = words.family().orElse(ipv6Address ? "ipv6" : "ipv4");
        this.ipv6 = family.equals("ipv6");
    }

    byte[] frame() throws InputException {
        return family.equals("arp") ? arp() : ip();
    }

    private byte[] arp() throws InputException {
        refuse("arp", List.of("sport", "dport", "ttl", "tos", "payload"));
        if (words.protocol().isPresent() || words.hasFlags()) {
            throw words.problem("arp carries no " + words.protocol().orElse("tcp flags") + "; leave that out");
        }
        ByteBuffer frame = linkLayer(FrameHeaders.ETHERTYPE_ARP, ARP_BODY, ETHERNET_PAYLOAD);
        // RFC 826: Ethernet, IPv4, their address lengths, request.
        frame.putShort((short) 1).putShort((short) FrameHeaders.ETHERTYPE_IPV4)
                .put((byte) EthernetHeader.ADDRESS_BYTES).put((byte) 4).putShort((short) 1)
                .put(words.mac("smac").orElse(EthernetHeader.sender())).put(source())
                .put(new byte[EthernetHeader.ADDRESS_BYTES]).put(destination());
        return frame.array();
    }

    private byte[] ip() throws InputException {
        String transport = words.protocol().orElse("udp");
        if (transport.equals("icmp")) {
            refuse(transport, List.of("sport", "dport"));
        }
        if (words.hasFlags() && !transport.equals("tcp")) {
            throw words.problem("flags are for tcp and this is " + transport + "; add tcp or leave the flags out");
        }
        byte[] payload = words.payload().orElse(new byte[0]);
        int header = ipv6 ? FrameHeaders.IPV6_HEADER : FrameHeaders.IPV4_HEADER;
        int transportHeader = transport.equals("tcp") ? TCP_HEADER : SHORT_HEADER;
        ByteBuffer frame = linkLayer(ipv6 ? FrameHeaders.ETHERTYPE_IPV6 : FrameHeaders.ETHERTYPE_IPV4,
                header + transportHeader + payload.length, ipv6 ? header + IP_LENGTH : IP_LENGTH);
        int network = frame.position();
        int protocol = switch (transport) {
            case "tcp" -> FrameHeaders.TCP;
            case "udp" -> FrameHeaders.UDP;
            default -> ipv6 ? FrameHeaders.ICMPV6 : FrameHeaders.ICMP;
        };
        networkLayer(frame, protocol);
        int segment = network + header;
        frame.position(segment + transportHeader).put(payload).position(segment);
        switch (transport) {
            case "tcp" -> tcp(frame);
            case "udp" -> udp(frame);
            default -> echo(frame);
        }
        return frame.array();
    }

    /** Writes the Ethernet header and the tag into a frame of the wanted size, which {@code needed} and {@code most}
     * bytes after them bound from below and above. */
    private ByteBuffer linkLayer(int etherType, int needed, int most) throws InputException {
        int vlan = words.number("vlan", 0, 4094).orElse(-1);
        int link = FrameHeaders.ETHERNET_HEADER + (vlan < 0 ? 0 : VLAN_TAG);
        int size = words.number("size", 0, FRAME_LIMIT).orElse(Math.max(DEFAULT_SIZE, link + needed));
        if (size < link + needed) {
            throw words.problem("size=" + size + " is too small: headers and payload take " + (link + needed)
                    + " bytes; give that or more");
        }
        if (size > link + most) {
            throw words.problem((words.has("size") ? "size=" + size : "the payload") + " is too large: " + family
                    + " frames end at " + (link + most) + " bytes; give less");
        }
        byte[] receiver = family.equals("arp") ? EthernetHeader.broadcast() : EthernetHeader.receiver();
        ByteBuffer frame = ByteBuffer.allocate(size).put(EthernetHeader.of(words.mac("dmac").orElse(receiver),
                words.mac("smac").orElse(EthernetHeader.sender()),
                vlan < 0 ? etherType : FrameHeaders.ETHERTYPE_VLAN));
        return vlan < 0 ? frame : frame.putShort((short) vlan).putShort((short) etherType);
    }

    private void networkLayer(ByteBuffer frame, int protocol) throws InputException {
        int start = frame.position();
        int tos = words.number("tos", 0, 255).orElse(0);
        byte ttl = (byte) words.number("ttl", 0, 255).orElse(64);
        if (ipv6) {
            frame.putInt(6 << 28 | tos << 20).putShort((short) (frame.remaining() + 4 - FrameHeaders.IPV6_HEADER))
                    .put((byte) protocol).put(ttl).put(source()).put(destination());
            return;
        }
        int length = frame.remaining();
        frame.put((byte) 0x45).put((byte) tos).putShort((short) length)
                .putShort((short) 0).putShort((short) DONT_FRAGMENT)
                .put(ttl).put((byte) protocol).putShort((short) 0).put(source()).put(destination());
        frame.putShort(start + 10, new InternetChecksum().add(frame.array(), start, frame.position()).value());
    }

    private void udp(ByteBuffer frame) throws InputException {
        int start = frame.position();
        ports(frame).putShort((short) (frame.capacity() - start));
        short sum = transportChecksum(frame, start, FrameHeaders.UDP);
        // Zero says "no checksum" (RFC 768), so that sum is sent as its other form.
        frame.putShort(start + 6, sum == 0 ? (short) 0xffff : sum);
    }

    private void tcp(ByteBuffer frame) throws InputException {
        int start = frame.position();
        int flags = words.flags().orElse(TCP_ACK);
        ports(frame).putInt(1).putInt((flags & TCP_ACK) == 0 ? 0 : 1)
                .put((byte) (TCP_HEADER / 4 << 4)).put((byte) flags).putShort((short) 0xffff);
        frame.putShort(start + 16, transportChecksum(frame, start, FrameHeaders.TCP));
    }

    private void echo(ByteBuffer frame) throws InputException {
        int start = frame.position();
        frame.put((byte) (ipv6 ? ECHO_REQUEST_V6 : ECHO_REQUEST)).put((byte) 0).putShort((short) 0)
                .putShort((short) 1).putShort((short) 1);
        // ICMP has no pseudo-header, ICMPv6 has one (RFC 792, RFC 4443).
        frame.putShort(start + 2, ipv6
                ? transportChecksum(frame, start, FrameHeaders.ICMPV6)
                : new InternetChecksum().add(frame.array(), start, frame.capacity()).value());
    }

    private ByteBuffer ports(ByteBuffer frame) throws InputException {
        return frame.putShort((short) words.number("sport", 0, 65_535).orElse(12_345))
                .putShort((short) words.number("dport", 0, 65_535).orElse(80));
    }

    private short transportChecksum(ByteBuffer frame, int start, int protocol) throws InputException {
        byte[] source = source();
        byte[] destination = destination();
        return new InternetChecksum()
                .add(source, 0, source.length)
                .add(destination, 0, destination.length)
                .add(protocol)
                .add(frame.capacity() - start)
                .add(frame.array(), start, frame.capacity())
                .value();
    }

    private byte[] source() throws InputException {
        return address("src", ipv6 ? "2001:db8::1" : "192.0.2.1");
    }

    private byte[] destination() throws InputException {
        return address("dst", ipv6 ? "2001:db8::2" : "198.51.100.1");
    }

    private byte[] address(String key, String otherwise) throws InputException {
        return words.address(key, ipv6).or(() -> IpAddress.parse(otherwise)).orElseThrow().bytes();
    }

    private void refuse(String what, List<String> keys) throws InputException {
        for (String key : keys) {
            if (words.has(key)) {
                throw words.problem(what + " has no " + key + "; leave " + key + "= out");
            }
        }
    }
}
