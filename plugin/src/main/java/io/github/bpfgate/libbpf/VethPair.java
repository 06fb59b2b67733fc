package io.github.bpfgate.libbpf;

import java.util.List;
import jnr.ffi.Pointer;

/**
 * Two connected Ethernet interfaces in two network namespaces: packets are sent from the near end to the far one, where,
 * or on the way to which, a program sees them.
 *
 * <p>The interfaces go with their namespaces.
 */
public final class VethPair implements AutoCloseable {

    /** Where a program sees the packets; numbers of linux/bpf.h and if_link.h. */
    public enum Hook {
        /** In the far end's driver, before there is a socket buffer. */
        XDP_DRIVER(37, 1 << 2, true),
        /** In the network stack of the far end, as for interfaces whose driver has no XDP. */
        XDP_GENERIC(37, 1 << 1, true),
        /** Of tc, at the far end (Linux 6.6). */
        TCX_INGRESS(46, 0, true),
        /** Of tc, at the near end (Linux 6.6). */
        TCX_EGRESS(47, 0, false);

        private final int attachType;
        private final int flags;
        private final boolean far;

        Hook(int attachType, int flags, boolean far) {
            this.attachType = attachType;
            this.flags = flags;
            this.far = far;
        }
    }

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    /** {@code struct sockaddr_ll} (linux/if_packet.h). */
    private static final int ADDRESS_BYTES = 20;
    private static final int ADDRESS_PROTOCOL = 2;
    private static final int ADDRESS_INDEX = 4;
    /** Where an Ethernet frame says what it carries. */
    private static final int ETHERTYPE = 12;
    private static final int SHORTEST_FRAME = 14;
    /** {@code struct bpf_link_create_opts} up to and with {@code target_btf_id}. */
    private static final int OPTIONS_SIZE = 32;
    private static final int OPTIONS_FLAGS = 8;

    private record Frame(Pointer bytes, int length, Pointer address) {
    }

    private final Libbpf libbpf;
    private final NetworkNamespace near;
    private final NetworkNamespace far;
    private final int index;
    private final Descriptor sender;
    private final List<Frame> frames;

    private VethPair(Libbpf libbpf, NetworkNamespace near, NetworkNamespace far, int index, Descriptor sender,
            List<byte[]> frames) {
        this.libbpf = libbpf;
        this.near = near;
        this.far = far;
        this.index = index;
        this.sender = sender;
        this.frames = frames.stream().map(this::frame).toList();
    }

    /**
     * Makes a pair; the calling thread moves into the near namespace.
     *
     * @param index  of both interfaces, free in both namespaces, at least 2
     * @param frames Ethernet frames to send, at least one
     * @throws BpfException with EPERM without CAP_NET_ADMIN and CAP_NET_RAW
     */
    public static VethPair make(Libbpf libbpf, NetworkNamespace near, NetworkNamespace far, int index,
            List<byte[]> frames) {
        far.enter();
        try (RouteNetlink here = RouteNetlink.open(libbpf)) {
            here.makeVeth(index, near);
            here.setUp(index);
        }
        near.enter();
        try (RouteNetlink here = RouteNetlink.open(libbpf)) {
            here.setUp(index);
        }
        int fd = libbpf.libc().socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0);
        if (fd < 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot open a socket to send packets by: " + Errno.describe(errno) + ".", errno);
        }
        return new VethPair(libbpf, near, far, index, new Descriptor(libbpf, fd), frames);
    }

    private Frame frame(byte[] frame) {
        Pointer bytes = libbpf.allocate(frame.length);
        bytes.put(0, frame, 0, frame.length);
        Pointer address = libbpf.allocate(ADDRESS_BYTES);
        address.putShort(0, (short) AF_PACKET);
        if (frame.length >= SHORTEST_FRAME) {
            address.put(ADDRESS_PROTOCOL, frame, ETHERTYPE, Short.BYTES);
        }
        address.putInt(ADDRESS_INDEX, index);
        return new Frame(bytes, frame.length, address);
    }

    /**
     * Attaches a program until the result is closed; the calling thread moves into one of the namespaces.
     *
     * @throws BpfException if the kernel refuses: with EINVAL where it does not have the hook
     */
    public Descriptor attach(Hook hook, LoadedProgram program) {
        (hook.far ? far : near).enter();
        Pointer options = libbpf.allocate(OPTIONS_SIZE);
        options.putLong(0, OPTIONS_SIZE);
        options.putInt(OPTIONS_FLAGS, hook.flags);
        int fd = libbpf.calls().bpf_link_create(program.fd(), index, hook.attachType, hook.flags == 0 ? null : options);
        if (fd < 0) {
            throw new BpfException("Cannot attach a program to a veth interface: " + Errno.describe(-fd) + ".", -fd);
        }
        return new Descriptor(libbpf, fd);
    }

    /** Sends so many packets, the frames in turn from the first on. */
    public void send(int times) {
        LibcCalls libc = libbpf.libc();
        int fd = sender.fd();
        for (int i = 0; i < times; i++) {
            Frame frame = frames.get(i % frames.size());
            libc.sendto(fd, frame.bytes(), frame.length(), 0, frame.address(), ADDRESS_BYTES);
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
