package io.github.bpfgate.libbpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import jnr.ffi.Pointer;

/** Makes network interfaces in the network namespace that the calling thread was in when this was opened: rtnetlink(7). */
final class RouteNetlink implements AutoCloseable {

    private static final int AF_NETLINK = 16;
    private static final int AF_INET6 = 10;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_ROUTE = 0;

    /** Of linux/rtnetlink.h, netlink.h and if_link.h, as all that follow. */
    private static final short RTM_NEWLINK = 16;
    private static final int NLM_F_REQUEST = 1;
    private static final int NLM_F_ACK = 4;
    private static final int NLM_F_EXCL = 0x200;
    private static final int NLM_F_CREATE = 0x400;
    private static final short IFLA_IFNAME = 3;
    private static final short IFLA_LINKINFO = 18;
    private static final short IFLA_AF_SPEC = 26;
    private static final short IFLA_NET_NS_FD = 28;
    private static final short IFLA_INFO_KIND = 1;
    private static final short IFLA_INFO_DATA = 2;
    private static final short VETH_INFO_PEER = 1;
    private static final short IFLA_INET6_ADDR_GEN_MODE = 8;
    private static final byte IN6_ADDR_GEN_MODE_NONE = 1;
    private static final int IFF_UP = 1;
    /** {@code struct nlmsghdr}. */
    private static final int HEADER_BYTES = 16;
    private static final int MESSAGE_BYTES = 512;

    private final Libbpf libbpf;
    private final Descriptor descriptor;

    private RouteNetlink(Libbpf libbpf, Descriptor descriptor) {
        this.libbpf = libbpf;
        this.descriptor = descriptor;
    }

    /** @throws BpfException if the kernel refuses */
    static RouteNetlink open(Libbpf libbpf) {
        int fd = libbpf.libc().socket(AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE);
        if (fd < 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot open a netlink socket: " + Errno.describe(errno) + ".", errno);
        }
        return new RouteNetlink(libbpf, new Descriptor(libbpf, fd));
    }

    /**
     * Makes a pair of connected Ethernet interfaces, one of them here.
     *
     * @param index of each of the two, free in both namespaces, at least 2
     * @param other namespace
     * @throws BpfException with EPERM without CAP_NET_ADMIN
     */
    void makeVeth(int index, NetworkNamespace other) {
        ByteBuffer message = message(NLM_F_CREATE | NLM_F_EXCL, index, 0);
        putName(message, index);
        int linkInfo = start(message, IFLA_LINKINFO);
        put(message, IFLA_INFO_KIND, "veth".getBytes(StandardCharsets.US_ASCII));
        int data = start(message, IFLA_INFO_DATA);
        int peer = start(message, VETH_INFO_PEER);
        putInterface(message, index, 0);
        putName(message, index);
        put(message, IFLA_NET_NS_FD, number(other.fd()));
        end(message, peer);
        end(message, data);
        end(message, linkInfo);
        send(message, "make a pair of network interfaces");
    }

    /**
     * Sets an interface up, without an IPv6 address: with one it would send packets of its own.
     *
     * @throws BpfException if there is no such interface
     */
    void setUp(int index) {
        ByteBuffer quiet = message(0, index, 0);
        int specific = start(quiet, IFLA_AF_SPEC);
        int v6 = start(quiet, (short) AF_INET6);
        put(quiet, IFLA_INET6_ADDR_GEN_MODE, new byte[] {IN6_ADDR_GEN_MODE_NONE});
        end(quiet, v6);
        end(quiet, specific);
        // Where the kernel has no IPv6 it refuses, and there is nothing to keep quiet.
        exchange(quiet);
        send(message(0, index, IFF_UP), "set a network interface up");
    }

    private static ByteBuffer message(int flags, int index, int up) {
        ByteBuffer message = ByteBuffer.allocate(MESSAGE_BYTES).order(ByteOrder.nativeOrder());
        message.putInt(0).putShort(RTM_NEWLINK).putShort((short) (NLM_F_REQUEST | NLM_F_ACK | flags)).putInt(1)
                .putInt(0);
        putInterface(message, index, up);
        return message;
    }

    /** {@code struct ifinfomsg}. */
    private static void putInterface(ByteBuffer message, int index, int flags) {
        message.putInt(0).putInt(index).putInt(flags).putInt(flags);
    }

    private static void putName(ByteBuffer message, int index) {
        put(message, IFLA_IFNAME, ("bpfgate" + index + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(value).array();
    }

    private static void put(ByteBuffer message, short type, byte[] value) {
        int start = start(message, type);
        message.put(value);
        end(message, start);
    }

    /** Begins an attribute, or a nest of them. */
    private static int start(ByteBuffer message, short type) {
        int start = message.position();
        message.putShort((short) 0).putShort(type);
        return start;
    }

    private static void end(ByteBuffer message, int start) {
        message.putShort(start, (short) (message.position() - start));
        message.position(message.position() + 3 & ~3);
    }

    private void send(ByteBuffer message, String what) {
        int errno = exchange(message);
        if (errno != 0) {
            throw new BpfException("Cannot " + what + ": " + Errno.describe(errno) + ".", errno);
        }
    }

    /** @return the errno of the kernel's answer, 0 where it did as it was told */
    private int exchange(ByteBuffer message) {
        int length = message.position();
        message.putInt(0, length);
        Pointer memory = libbpf.allocate(MESSAGE_BYTES);
        memory.put(0, message.array(), 0, length);
        LibcCalls libc = libbpf.libc();
        if (libc.sendto(descriptor.fd(), memory, length, 0, null, 0) < 0
                || libc.recvfrom(descriptor.fd(), memory, MESSAGE_BYTES, 0, null, null) < 0) {
            return libbpf.lastErrno();
        }
        return -memory.getInt(HEADER_BYTES);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
