package io.github.bpfgate.benchmark.input;

import java.util.Optional;

/**
 * Where the headers of a frame lie and what they are, as far as its bytes reach; total on any bytes.
 *
 * <p>VLAN tags (802.1Q, 802.1ad) and IPv6 extension headers are stepped over.
 */
final class FrameHeaders {
    static final int ETHERNET_HEADER = 14;
    static final int IPV4_HEADER = 20;
    static final int IPV6_HEADER = 40;
    static final int ETHERTYPE_IPV4 = 0x0800;
    static final int ETHERTYPE_ARP = 0x0806;
    static final int ETHERTYPE_VLAN = 0x8100;
    static final int ETHERTYPE_QINQ = 0x88a8;
    static final int ETHERTYPE_IPV6 = 0x86dd;
    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMPV6 = 58;
    private static final int ABSENT = -1;

    private final byte[] frame;
    private int etherType = ABSENT;
    private int network = ABSENT;
    private int vlan = ABSENT;
    private int protocol = ABSENT;
    private int transport = ABSENT;
    private boolean laterFragment;

    private FrameHeaders(byte[] frame) {
        this.frame = frame;
        if (frame.length < ETHERNET_HEADER) {
            return;
        }
        etherType = u16(12);
        network = ETHERNET_HEADER;
        while ((etherType == ETHERTYPE_VLAN || etherType == ETHERTYPE_QINQ) && network + 4 <= frame.length) {
            vlan = u16(network) & 0xfff;
            etherType = u16(network + 2);
            network += 4;
        }
        if (isIpv4()) {
            protocol = u8(network + 9);
            transport = network + 4 * (u8(network) & 0xf);
            laterFragment = (u16(network + 6) & 0x1fff) != 0;
        } else if (isIpv6()) {
            stepOverExtensionHeaders();
        }
    }

    static FrameHeaders of(byte[] frame) {
        return new FrameHeaders(frame);
    }

    /** Numbers from IANA's "IPv6 Extension Header Types"; lengths from RFC 8200 section 4 and RFC 4302. */
    private void stepOverExtensionHeaders() {
        protocol = u8(network + 6);
        transport = network + IPV6_HEADER;
        while (transport + 8 <= frame.length) {
            int length;
            switch (protocol) {
                case 0, 43, 60, 135, 139, 140 -> length = 8 * (1 + u8(transport + 1));
                case 51 -> length = 4 * (2 + u8(transport + 1));
                case 44 -> {
                    laterFragment |= (u16(transport + 2) & 0xfff8) != 0;
                    length = 8;
                }
                default -> {
                    return;
                }
            }
            protocol = u8(transport);
            transport += length;
        }
    }

    /** {@return whether a whole fixed IPv4 header of version 4 is there} */
    boolean isIpv4() {
        return etherType == ETHERTYPE_IPV4 && network + IPV4_HEADER <= frame.length
                && u8(network) >> 4 == 4 && (u8(network) & 0xf) >= 5;
    }

    /** {@return whether a whole fixed IPv6 header of version 6 is there} */
    boolean isIpv6() {
        return etherType == ETHERTYPE_IPV6 && network + IPV6_HEADER <= frame.length && u8(network) >> 4 == 6;
    }

    /** {@return the IP protocol number after any extension headers, or -1 without an IP header} */
    int protocol() {
        return protocol;
    }

    /** {@return the source port, when TCP or UDP ports are there} */
    Optional<Integer> sourcePort() {
        return hasPorts() ? Optional.of(u16(transport)) : Optional.empty();
    }

    /** {@return the destination port, when TCP or UDP ports are there} */
    Optional<Integer> destinationPort() {
        return hasPorts() ? Optional.of(u16(transport + 2)) : Optional.empty();
    }

    private boolean hasPorts() {
        return (protocol == TCP || protocol == UDP) && !laterFragment && transport + 4 <= frame.length;
    }

    /** {@return the source address; only with {@link #isIpv4()} or {@link #isIpv6()}} */
    IpAddress source() {
        return isIpv4() ? IpAddress.at(frame, network + 12, 4) : IpAddress.at(frame, network + 8, 16);
    }

    /** {@return the destination address; only with {@link #isIpv4()} or {@link #isIpv6()}} */
    IpAddress destination() {
        return isIpv4() ? IpAddress.at(frame, network + 16, 4) : IpAddress.at(frame, network + 24, 16);
    }

    /** {@return for example {@code vlan 5 1.2.3.4 > 5.6.7.8 udp 64 B}, or the size alone} */
    String describe() {
        String tag = vlan == ABSENT ? "" : "vlan " + vlan + " ";
        String size = frame.length + " B";
        if (isIpv4() || isIpv6()) {
            return tag + source() + " > " + destination() + " " + protocolName() + " " + size;
        }
        boolean arpOverIpv4 = etherType == ETHERTYPE_ARP && network + 28 <= frame.length
                && u16(network + 2) == ETHERTYPE_IPV4 && u8(network + 4) == 6 && u8(network + 5) == 4;
        if (arpOverIpv4) {
            return tag + IpAddress.at(frame, network + 14, 4) + " > " + IpAddress.at(frame, network + 24, 4)
                    + " arp " + size;
        }
        return tag + (etherType == ETHERTYPE_ARP ? "arp " : "") + size;
    }

    private String protocolName() {
        return switch (protocol) {
            case ICMP -> "icmp";
            case TCP -> "tcp";
            case UDP -> "udp";
            case ICMPV6 -> "icmpv6";
            default -> "protocol " + protocol;
        };
    }

    private int u8(int offset) {
        return frame[offset] & 0xff;
    }

    private int u16(int offset) {
        return u8(offset) << 8 | u8(offset + 1);
    }
}
