package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/** A map with one socket in it, an end of a TCP connection on {@code lo}, and a program at the map. */
public final class SocketMap implements AutoCloseable {

    private static final int BPF_MAP_TYPE_SOCKMAP = 15;
    private static final int ONE = 1;

    private final Libbpf libbpf;
    private final Descriptor map;
    private final LoopbackConnection connection;
    private final Descriptor server;
    private final Pointer scratch;

    private SocketMap(Libbpf libbpf, Descriptor map, LoopbackConnection connection, Descriptor server) {
        this.libbpf = libbpf;
        this.map = map;
        this.connection = connection;
        this.server = server;
        this.scratch = libbpf.allocate(Integer.BYTES);
    }

    /**
     * Attaches a program to a new map, and puts a socket of the calling thread's network namespace into it.
     *
     * @param attachType the kernel's {@code enum bpf_attach_type}
     * @param onReceipt  whether the socket is the end that receives, and not the one that sends
     * @throws BpfException if the kernel refuses
     */
    public static SocketMap attach(Libbpf libbpf, int attachType, boolean onReceipt, LoadedProgram program) {
        Descriptor map = new Descriptor(libbpf, check(libbpf.calls().bpf_map_create(BPF_MAP_TYPE_SOCKMAP,
                "bpfgate_socks", Integer.BYTES, Integer.BYTES, ONE, null), "make a map of sockets"));
        LoopbackConnection connection = null;
        Descriptor server = null;
        boolean complete = false;
        try {
            check(libbpf.calls().bpf_prog_attach(program.fd(), map.fd(), attachType, 0),
                    "attach a program to a map of sockets");
            connection = LoopbackConnection.open(libbpf);
            server = connection.connect();
            SocketMap attached = new SocketMap(libbpf, map, connection, server);
            attached.put(onReceipt ? server : connection.client());
            complete = true;
            return attached;
        } finally {
            if (!complete) {
                close(map, connection, server);
            }
        }
    }

    private static int check(int result, String what) {
        if (result < 0) {
            throw new BpfException("Cannot " + what + ": " + Errno.describe(-result) + ".", -result);
        }
        return result;
    }

    private void put(Descriptor socket) {
        Pointer key = libbpf.allocate(Integer.BYTES);
        scratch.putInt(0, socket.fd());
        check(libbpf.calls().bpf_map_update_elem(map.fd(), key, scratch, 0), "put a socket into a map");
    }

    /** Sends so many bytes, each by a call of its own, and takes those back that the program lets through. */
    public void send(int times) {
        LibcCalls libc = libbpf.libc();
        int from = connection.client().fd();
        for (int i = 0; i < times; i++) {
            libc.sendto(from, scratch, 1, LoopbackSocket.MSG_DONTWAIT, null, 0);
            libc.recvfrom(server.fd(), scratch, 1, LoopbackSocket.MSG_DONTWAIT, null, null);
        }
    }

    private static void close(Descriptor map, LoopbackConnection connection, Descriptor server) {
        if (server != null) {
            server.close();
        }
        if (connection != null) {
            connection.close();
        }
        map.close();
    }

    @Override
    public void close() {
        close(map, connection, server);
    }
}
