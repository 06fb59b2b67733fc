package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoopbackConnection;
import io.github.bpfgate.libbpf.LoopbackSocket;
import io.github.bpfgate.libbpf.LoopbackSocket.Call;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;

/** The hooks of a cgroup that a socket passes, with the call that passes each; numbers are of linux/bpf.h. */
enum CgroupHook {
    INGRESS(0, Call.SEND, "datagrams received"),
    EGRESS(1, Call.SEND, "datagrams sent"),
    /** Passed by both ends of a connection and at several of its steps. */
    SOCKOPS(3, "TCP handshakes"),
    BIND4(8, Call.BIND, "calls of bind"),
    BIND6(9, Call.BIND, "calls of bind"),
    CONNECT4(10, Call.CONNECT, "calls of connect"),
    CONNECT6(11, Call.CONNECT, "calls of connect"),
    POST_BIND4(12, Call.BIND_ANEW, "calls of bind"),
    POST_BIND6(13, Call.BIND_ANEW, "calls of bind"),
    SENDMSG4(14, Call.SEND_TO, "datagrams sent to an address"),
    SENDMSG6(15, Call.SEND_TO, "datagrams sent to an address"),
    RECVMSG4(19, Call.RECEIVE, "datagrams received with their address"),
    RECVMSG6(20, Call.RECEIVE, "datagrams received with their address"),
    GETSOCKOPT(21, Call.GET_OPTION, "calls of getsockopt"),
    SETSOCKOPT(22, Call.SET_OPTION, "calls of setsockopt"),
    GETPEERNAME4(29, Call.GET_PEER_NAME, "calls of getpeername"),
    GETPEERNAME6(30, Call.GET_PEER_NAME, "calls of getpeername"),
    GETSOCKNAME4(31, Call.GET_OWN_NAME, "calls of getsockname"),
    GETSOCKNAME6(32, Call.GET_OWN_NAME, "calls of getsockname");

    /**
     * A socket, or two, of the cgroup that the calling thread is in.
     *
     * @param pass has them pass the hook so many times
     * @param end  closes them
     */
    record Passer(IntConsumer pass, Runnable end) {
    }

    private final int attachType;
    /** Of a UDP socket, and passing the hook once; empty where a TCP connection is made. */
    private final Optional<Call> call;
    private final String triggers;

    CgroupHook(int attachType, Call call, String triggers) {
        this.attachType = attachType;
        this.call = Optional.of(call);
        this.triggers = triggers;
    }

    CgroupHook(int attachType, String triggers) {
        this.attachType = attachType;
        this.call = Optional.empty();
        this.triggers = triggers;
    }

    /** @param target as a section names it, such as {@code connect4} */
    static CgroupHook of(String target) {
        return valueOf(target.toUpperCase(Locale.ROOT));
    }

    /** The kernel's {@code enum bpf_attach_type}. */
    int attachType() {
        return attachType;
    }

    /** Makes what passes it. */
    Passer open(Libbpf libbpf) {
        if (call.isEmpty()) {
            LoopbackConnection connection = LoopbackConnection.open(libbpf);
            return new Passer(connection::handshake, connection::close);
        }
        LoopbackSocket socket = LoopbackSocket.open(libbpf, isV6());
        return new Passer(times -> socket.call(call.get(), times), socket::close);
    }

    /** Whether it is passed several times at a call. */
    boolean isPassedOften() {
        return call.isEmpty();
    }

    /** The calls in words. */
    String triggers() {
        return triggers;
    }

    private boolean isV6() {
        return name().endsWith("6");
    }
}
