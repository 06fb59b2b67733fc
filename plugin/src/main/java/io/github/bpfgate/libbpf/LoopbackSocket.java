package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/** A UDP socket on {@code lo} that is connected to itself, and what can be done with it again and again. */
public final class LoopbackSocket implements AutoCloseable {

    /** What can be done. Sending takes the byte back, so that none is lost for want of room. */
    public enum Call {
        BIND,
        /** To any port, after it was bound to none. */
        BIND_ANEW,
        CONNECT,
        /** To where it is connected, of one byte. */
        SEND,
        /** To an address that is given, of one byte. */
        SEND_TO,
        /** Of a byte that is sent before. */
        RECEIVE,
        GET_OPTION,
        SET_OPTION,
        GET_PEER_NAME,
        GET_OWN_NAME
    }

    static final short AF_INET = 2;
    private static final short AF_INET6 = 10;
    static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    static final int SOL_SOCKET = 1;
    private static final int SO_PRIORITY = 12;
    static final int MSG_DONTWAIT = 0x40;
    /** {@code struct sockaddr_in} and {@code sockaddr_in6}: family, port, and an address at 4 and at 8. */
    static final int V4_BYTES = 16;
    private static final int V6_BYTES = 28;
    private static final byte[] V4_LOOPBACK = {127, 0, 0, 1};

    private final Libbpf libbpf;
    private final Descriptor descriptor;
    private final Pointer address;
    private final int addressBytes;
    private final Pointer anyPort;
    /** Of family AF_UNSPEC: who connects there is not connected any more, and has no port that was not asked for. */
    private final Pointer nowhere;
    private final Pointer scratch;
    private final Pointer length;

    private LoopbackSocket(Libbpf libbpf, Descriptor descriptor, Pointer address, int addressBytes) {
        this.libbpf = libbpf;
        this.descriptor = descriptor;
        this.address = address;
        this.addressBytes = addressBytes;
        this.anyPort = address(libbpf, addressBytes == V6_BYTES);
        this.nowhere = libbpf.allocate(addressBytes);
        this.scratch = libbpf.allocate(V6_BYTES);
        this.length = libbpf.allocate(Integer.BYTES);
    }

    /**
     * Opens one in the calling thread's network namespace and cgroup.
     *
     * @param v6 whether it is of IPv6
     * @throws BpfException if the kernel refuses
     */
    public static LoopbackSocket open(Libbpf libbpf, boolean v6) {
        int bytes = v6 ? V6_BYTES : V4_BYTES;
        Pointer address = address(libbpf, v6);
        int fd = check(libbpf, libbpf.libc().socket(address.getShort(0), SOCK_DGRAM_CLOEXEC, 0), "open");
        LoopbackSocket socket = new LoopbackSocket(libbpf, new Descriptor(libbpf, fd), address, bytes);
        try {
            check(libbpf, libbpf.libc().bind(fd, address, bytes), "bind");
            socket.length.putInt(0, bytes);
            check(libbpf, libbpf.libc().getsockname(fd, address, socket.length), "find the port of");
            check(libbpf, libbpf.libc().connect(fd, address, bytes), "connect");
            return socket;
        } catch (BpfException e) {
            socket.close();
            throw e;
        }
    }

    /** Of lo, and of no port yet. */
    static Pointer address(Libbpf libbpf, boolean v6) {
        Pointer address = libbpf.allocate(v6 ? V6_BYTES : V4_BYTES);
        address.putShort(0, v6 ? AF_INET6 : AF_INET);
        if (v6) {
            address.putByte(8 + 15, (byte) 1);
        } else {
            address.put(4, V4_LOOPBACK, 0, V4_LOOPBACK.length);
        }
        return address;
    }

    /** @return the result, where it is no refusal */
    static int check(Libbpf libbpf, int result, String what) {
        if (result < 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot " + what + " a socket on lo: " + Errno.describe(errno) + ".", errno);
        }
        return result;
    }

    /** Does that so many times; what the kernel, or a program there, answers is ignored. */
    public void call(Call call, int times) {
        LibcCalls libc = libbpf.libc();
        int fd = descriptor.fd();
        for (int i = 0; i < times; i++) {
            length.putInt(0, addressBytes);
            switch (call) {
                case BIND -> libc.bind(fd, address, addressBytes);
                case BIND_ANEW -> {
                    libc.connect(fd, nowhere, addressBytes);
                    libc.bind(fd, anyPort, addressBytes);
                }
                case CONNECT -> libc.connect(fd, address, addressBytes);
                case SEND -> {
                    libc.sendto(fd, scratch, 1, MSG_DONTWAIT, null, 0);
                    libc.recvfrom(fd, scratch, 1, MSG_DONTWAIT, null, null);
                }
                case SEND_TO -> {
                    libc.sendto(fd, scratch, 1, MSG_DONTWAIT, address, addressBytes);
                    libc.recvfrom(fd, scratch, 1, MSG_DONTWAIT, null, null);
                }
                case RECEIVE -> {
                    libc.sendto(fd, scratch, 1, MSG_DONTWAIT, null, 0);
                    libc.recvfrom(fd, scratch, 1, MSG_DONTWAIT, scratch, length);
                }
                case GET_OPTION -> {
                    length.putInt(0, Integer.BYTES);
                    libc.getsockopt(fd, SOL_SOCKET, SO_PRIORITY, scratch, length);
                }
                case SET_OPTION -> libc.setsockopt(fd, SOL_SOCKET, SO_PRIORITY, scratch, Integer.BYTES);
                case GET_PEER_NAME -> libc.getpeername(fd, scratch, length);
                case GET_OWN_NAME -> libc.getsockname(fd, scratch, length);
            }
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
