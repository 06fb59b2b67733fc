package io.github.bpfgate.benchmark.input;

import java.util.Set;

/**
 * Refuses, with the reason, packets on which BPF_PROG_TEST_RUN would only answer EINVAL or ENOMEM.
 *
 * <p>The bounds are those of net/bpf/test_run.c (bpf_test_init, bpf_prog_test_run_skb, bpf_prog_test_run_xdp and
 * bpf_prog_test_run_flow_dissector), found again byte for byte by trying every size on Linux 6.18 with pages of 4 KiB:
 *
 * <table>
 * <caption>Frame sizes in bytes</caption>
 * <tr><th>type</th><th>least</th><th>most</th><th>why</th></tr>
 * <tr><td>skb types</td><td>14; IPv4 34, IPv6 54</td><td>3,712</td><td>page − 64 − 320</td></tr>
 * <tr><td>xdp</td><td>14</td><td>73,152</td><td>page − 256 − 320, and 17 pages of fragments; without them, before
 * Linux 5.18, 3,520</td></tr>
 * <tr><td>flow_dissector</td><td>14</td><td>4,096</td><td>page</td></tr>
 * </table>
 *
 * <p>Here 64 is NET_SKB_PAD + NET_IP_ALIGN and 320 the aligned size of struct skb_shared_info, on x86-64 and on
 * aarch64. An XDP program of a section without {@code .frags} is run on larger packets too, yet sees only the first
 * 3,520 bytes.
 */
public final class PacketLimits {
    private static final Set<String> SKB_TYPES = Set.of("sched_cls", "sched_act", "socket_filter", "cgroup_skb",
            "lwt_in", "lwt_out", "lwt_xmit");
    private static final int SKB_HEADROOM = 64;
    private static final int XDP_HEADROOM = 256;
    private static final int TAILROOM = 320;
    /** CONFIG_MAX_SKB_FRAGS unless the kernel was configured for more. */
    private static final int FRAGMENTS = 17;

    private PacketLimits() {
    }

    /**
     * Checks one packet against the bounds of this machine.
     *
     * <p>Of a type not listed here only the least size is checked; the kernel decides the rest.
     *
     * @param programType libbpf's name of the program type, such as {@code xdp} or {@code sched_cls}
     * @param packet      the packet to run a program of that type on
     * @throws InputException when the kernel would refuse it, with the packet's size and the bound in bytes
     */
    public static void check(String programType, Packet packet) throws InputException {
        check(programType, packet, PageSize.BYTES);
    }

    /** @param page size of a memory page in bytes */
    static void check(String programType, Packet packet, int page) throws InputException {
        if (programType.equals("sk_lookup")) {
            SkLookupContext.of(packet);
            return;
        }
        if (packet.size() < FrameHeaders.ETHERNET_HEADER) {
            throw new InputException(sized(packet) + ", less than the " + FrameHeaders.ETHERNET_HEADER
                    + " of an Ethernet header; give the frame from its Ethernet header on");
        }
        if (SKB_TYPES.contains(programType)) {
            requireNetworkHeader(programType, packet);
            requireAtMost(programType, packet, page - SKB_HEADROOM - TAILROOM);
        } else if (programType.equals("xdp")) {
            requireAtMost(programType, packet, page - XDP_HEADROOM - TAILROOM + FRAGMENTS * page);
        } else if (programType.equals("flow_dissector")) {
            requireAtMost(programType, packet, page);
        }
    }

    private static void requireNetworkHeader(String programType, Packet packet) throws InputException {
        byte[] frame = packet.bytes();
        int etherType = (frame[12] & 0xff) << 8 | frame[13] & 0xff;
        boolean ipv6 = etherType == FrameHeaders.ETHERTYPE_IPV6;
        if (!ipv6 && etherType != FrameHeaders.ETHERTYPE_IPV4) {
            return;
        }
        int least = FrameHeaders.ETHERNET_HEADER + (ipv6 ? FrameHeaders.IPV6_HEADER : FrameHeaders.IPV4_HEADER);
        if (frame.length < least) {
            throw new InputException(sized(packet) + ", less than the " + least + " of the Ethernet and IPv"
                    + (ipv6 ? 6 : 4) + " headers its ethertype announces, without which the kernel runs no "
                    + programType + " program; give the whole header, or another ethertype");
        }
    }

    private static void requireAtMost(String programType, Packet packet, int most) throws InputException {
        if (packet.size() > most) {
            throw new InputException(sized(packet) + ", more than the " + most + " the kernel takes when it test-runs "
                    + "a " + programType + " program; give a smaller packet (captures hold such large ones when the "
                    + "network card merges packets: ethtool -K DEVICE gro off lro off tso off)");
        }
    }

    private static String sized(Packet packet) {
        return "packet " + packet.name() + " is " + packet.size() + " bytes long";
    }
}
