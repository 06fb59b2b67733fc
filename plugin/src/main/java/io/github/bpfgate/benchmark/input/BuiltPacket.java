package io.github.bpfgate.benchmark.input;

import java.util.List;
import java.util.Objects;

/**
 * One frame described in a few words, with correct lengths and checksums.
 *
 * <p>Words are separated by white space, in any order and in either case, each at most once:
 * <pre>{@code
 * packet   = word { word }
 * word     = family | protocol | flag | number "bytes" | key "=" value
 * family   = "ipv4" | "ipv6" | "arp"        ipv6 if src or dst is an IPv6 address, else ipv4
 * protocol = "udp" | "tcp" | "icmp"         udp; icmp is an echo request, ICMPv6 on ipv6
 * flag     = "fin" | "syn" | "rst" | "psh" | "ack" | "urg" | "ece" | "cwr"
 *                                           tcp only; ack; several words add up
 * size     = bytes of the frame             64, or as many as headers and payload need if that is more;
 *                                           also written as "128 bytes"
 * src, dst = address of the family          192.0.2.1, 198.51.100.1 or 2001:db8::1, 2001:db8::2
 * smac, dmac = aa:bb:cc:dd:ee:ff            02:00:00:00:00:01, 02:00:00:00:00:02 (arp: broadcast)
 * sport, dport = 0 to 65535, udp and tcp    12345, 80
 * vlan     = 0 to 4094                      no 802.1Q tag
 * ttl      = 0 to 255, ipv4 and ipv6        64 (the hop limit of ipv6)
 * tos      = 0 to 255, ipv4 and ipv6        0 (the traffic class of ipv6)
 * flags    = flags joined by commas, or "none"; instead of flag words
 * payload  = hex digits                     none
 * }</pre>
 * The right-hand column is the value without the word. Numbers are decimal or begin with {@code 0x}. The size counts
 * from the Ethernet header on, without frame check sequence; bytes beyond the payload are zeros and belong to the
 * payload (arp: padding). An arp packet is a request in which {@code src} asks for {@code dst}.
 *
 * <p>Examples: {@code ipv4 udp}, {@code ipv6 tcp syn 128 bytes}, {@code arp src=10.0.0.1 dst=10.0.0.2},
 * {@code tcp dst=10.0.0.2 dport=80 flags=psh,ack payload=474554202f vlan=5}.
 *
 * @param words the description
 */
public record BuiltPacket(String words) implements Input {

    public BuiltPacket {
        Objects.requireNonNull(words, "words");
    }

    /** @throws InputException on an unknown word, a value out of range, or words that contradict each other */
    @Override
    public List<Packet> packets() throws InputException {
        return List.of(Packet.numbered(1, new FrameBuilder(PacketWords.parse(words)).frame()));
    }
}
