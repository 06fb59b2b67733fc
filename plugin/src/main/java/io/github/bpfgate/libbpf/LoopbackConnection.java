package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/** The two ends of a TCP connection on {@code lo}, which can be made and broken again and again. */
public final class LoopbackConnection implements AutoCloseable {

    private static final int SOCK_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final int SOCK_STREAM = 1 | SOCK_NONBLOCK_CLOEXEC;

    private final Libbpf libbpf;
    private final Descriptor listener;
    private final Descriptor client;
    private final Pointer address;
    /** Of family AF_UNSPEC: who connects there is not connected any more. */
    private final Pointer nowhere;

    private LoopbackConnection(Libbpf libbpf, Descriptor listener, Descriptor client) {
        this.libbpf = libbpf;
        this.listener = listener;
        this.client = client;
        this.address = LoopbackSocket.address(libbpf, false);
        this.nowhere = libbpf.allocate(LoopbackSocket.V4_BYTES);
    }

    /**
     * Makes both ends, not connected yet, in the calling thread's network namespace and cgroup.
     *
     * @throws BpfException if the kernel refuses
     */
    public static LoopbackConnection open(Libbpf libbpf) {
        Descriptor listener = socket(libbpf);
        try {
            LoopbackConnection connection = new LoopbackConnection(libbpf, listener, socket(libbpf));
            boolean complete = false;
            try {
                connection.listen();
                complete = true;
                return connection;
            } finally {
                if (!complete) {
                    connection.client.close();
                }
            }
        } catch (BpfException e) {
            listener.close();
            throw e;
        }
    }

    private static Descriptor socket(Libbpf libbpf) {
        return new Descriptor(libbpf, LoopbackSocket.check(libbpf,
                libbpf.libc().socket(LoopbackSocket.AF_INET, SOCK_STREAM, 0), "open"));
    }

    private void listen() {
        Pointer length = libbpf.allocate(Integer.BYTES);
        length.putInt(0, LoopbackSocket.V4_BYTES);
        LibcCalls libc = libbpf.libc();
        LoopbackSocket.check(libbpf, libc.bind(listener.fd(), address, LoopbackSocket.V4_BYTES), "bind");
        LoopbackSocket.check(libbpf, libc.listen(listener.fd(), 1), "listen on");
        LoopbackSocket.check(libbpf, libc.getsockname(listener.fd(), address, length), "find the port of");
    }

    /**
     * Connects, and breaks the connection, so many times. On lo a handshake is over when the call to connect is, with
     * no timer left that a later one would meet, since it is ended by a reset. What a program answers is ignored.
     */
    public void handshake(int times) {
        LibcCalls libc = libbpf.libc();
        for (int i = 0; i < times; i++) {
            libc.connect(client.fd(), address, LoopbackSocket.V4_BYTES);
            Descriptor accepted = new Descriptor(libbpf,
                    libc.accept4(listener.fd(), null, null, SOCK_NONBLOCK_CLOEXEC));
            libc.connect(client.fd(), nowhere, LoopbackSocket.V4_BYTES);
            accepted.close();
        }
    }

    /**
     * Connects, to stay so.
     *
     * @return the other end, which the caller closes
     * @throws BpfException if that is not possible
     */
    Descriptor connect() {
        libbpf.libc().connect(client.fd(), address, LoopbackSocket.V4_BYTES);
        return new Descriptor(libbpf, LoopbackSocket.check(libbpf,
                libbpf.libc().accept4(listener.fd(), null, null, SOCK_NONBLOCK_CLOEXEC), "accept"));
    }

    /** The end that connects. */
    Descriptor client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        listener.close();
    }
}
