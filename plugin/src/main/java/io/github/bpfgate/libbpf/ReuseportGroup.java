package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/** A group of one UDP socket on {@code lo} that a program chooses from for every datagram, and a socket that sends. */
public final class ReuseportGroup implements AutoCloseable {

    /** Of asm-generic/socket.h, as the next. */
    private static final int SO_REUSEPORT = 15;
    private static final int SO_ATTACH_REUSEPORT_EBPF = 52;

    private final Libbpf libbpf;
    private final Descriptor receiver;
    private final Descriptor sender;
    private final Pointer address;
    private final Pointer scratch;

    private ReuseportGroup(Libbpf libbpf, Descriptor receiver, Descriptor sender) {
        this.libbpf = libbpf;
        this.receiver = receiver;
        this.sender = sender;
        this.address = LoopbackSocket.address(libbpf, false);
        this.scratch = libbpf.allocate(Integer.BYTES);
    }

    /**
     * Makes a group in the calling thread's network namespace, and has the program choose.
     *
     * @throws BpfException if the kernel refuses
     */
    public static ReuseportGroup attach(Libbpf libbpf, LoadedProgram program) {
        Descriptor receiver = socket(libbpf);
        try {
            ReuseportGroup group = new ReuseportGroup(libbpf, receiver, socket(libbpf));
            boolean complete = false;
            try {
                group.bind(program);
                complete = true;
                return group;
            } finally {
                if (!complete) {
                    group.sender.close();
                }
            }
        } catch (BpfException e) {
            receiver.close();
            throw e;
        }
    }

    private static Descriptor socket(Libbpf libbpf) {
        return new Descriptor(libbpf, LoopbackSocket.check(libbpf,
                libbpf.libc().socket(LoopbackSocket.AF_INET, LoopbackSocket.SOCK_DGRAM_CLOEXEC, 0), "open"));
    }

    private void bind(LoadedProgram program) {
        LibcCalls libc = libbpf.libc();
        Pointer length = libbpf.allocate(Integer.BYTES);
        length.putInt(0, LoopbackSocket.V4_BYTES);
        set(SO_REUSEPORT, 1, "share the port of");
        LoopbackSocket.check(libbpf, libc.bind(receiver.fd(), address, LoopbackSocket.V4_BYTES), "bind");
        LoopbackSocket.check(libbpf, libc.getsockname(receiver.fd(), address, length), "find the port of");
        set(SO_ATTACH_REUSEPORT_EBPF, program.fd(), "attach a program to");
    }

    private void set(int option, int value, String what) {
        scratch.putInt(0, value);
        LoopbackSocket.check(libbpf, libbpf.libc().setsockopt(receiver.fd(), LoopbackSocket.SOL_SOCKET, option, scratch,
                Integer.BYTES), what);
    }

    /** Sends so many datagrams of one byte, and takes those back that the program lets through. */
    public void send(int times) {
        LibcCalls libc = libbpf.libc();
        for (int i = 0; i < times; i++) {
            libc.sendto(sender.fd(), scratch, 1, LoopbackSocket.MSG_DONTWAIT, address, LoopbackSocket.V4_BYTES);
            libc.recvfrom(receiver.fd(), scratch, 1, LoopbackSocket.MSG_DONTWAIT, null, null);
        }
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
