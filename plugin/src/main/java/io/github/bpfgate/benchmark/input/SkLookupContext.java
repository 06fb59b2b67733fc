package io.github.bpfgate.benchmark.input;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes the context an sk_lookup program is run with, since such a program takes no packet.
 *
 * <p>The layout is {@code struct bpf_sk_lookup} of linux/bpf.h: the sender of the packet is the remote end, its
 * destination the local one.
 */
public final class SkLookupContext {
    /** In bytes: 68 of members, padded to the alignment of the pointer at its start. */
    public static final int SIZE = 72;
    // linux/socket.h
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int FAMILY = 8;
    private static final int PROTOCOL = 12;
    private static final int REMOTE_IP4 = 16;
    private static final int REMOTE_IP6 = 20;
    private static final int REMOTE_PORT = 36;
    private static final int LOCAL_IP4 = 40;
    private static final int LOCAL_IP6 = 44;
    private static final int LOCAL_PORT = 60;

    private SkLookupContext() {
    }

    /**
     * Takes addresses, ports and protocol from a frame. The kernel wants all other members zero
     * (net/bpf/test_run.c, bpf_prog_test_run_sk_lookup).
     *
     * @param packet an Ethernet frame with IPv4 or IPv6 and TCP or UDP, with or without VLAN tags
     * @return {@value #SIZE} bytes: numbers in native byte order, addresses and remote port in network order
     * @throws InputException when the frame is anything else, or a fragment without ports
     */
    public static byte[] of(Packet packet) throws InputException {
        FrameHeaders headers = FrameHeaders.of(packet.bytes());
        int remotePort = headers.sourcePort().orElseThrow(() -> notFit(packet));
        int localPort = headers.destinationPort().orElseThrow(() -> notFit(packet));
        boolean ipv6 = headers.isIpv6();
        return ByteBuffer.allocate(SIZE)
                .order(ByteOrder.nativeOrder())
                .putInt(FAMILY, ipv6 ? AF_INET6 : AF_INET)
                .putInt(PROTOCOL, headers.protocol())
                .put(ipv6 ? REMOTE_IP6 : REMOTE_IP4, headers.source().bytes())
                .put(REMOTE_PORT, new byte[] {(byte) (remotePort >> 8), (byte) remotePort})
                .put(ipv6 ? LOCAL_IP6 : LOCAL_IP4, headers.destination().bytes())
                .putInt(LOCAL_PORT, localPort)
                .array();
    }

    private static InputException notFit(Packet packet) {
        return new InputException("packet " + packet.name() + ": an sk_lookup program is run on the addresses and "
                + "ports of a TCP or UDP packet over IPv4 or IPv6, and this one has none; give one such as "
                + "<packet>ipv4 tcp syn</packet>");
    }
}
