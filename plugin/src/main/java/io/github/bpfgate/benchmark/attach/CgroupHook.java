package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.LoopbackSocket.Call;
import java.util.Locale;

/** The hooks of a cgroup that a UDP socket passes, with the call that passes each once; numbers are of linux/bpf.h. */
enum CgroupHook {
    INGRESS(0, Call.SEND, "datagrams received"),
    EGRESS(1, Call.SEND, "datagrams sent"),
    BIND4(8, Call.BIND, "calls of bind"),
    BIND6(9, Call.BIND, "calls of bind"),
    CONNECT4(10, Call.CONNECT, "calls of connect"),
    CONNECT6(11, Call.CONNECT, "calls of connect"),
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

    private final int attachType;
    private final Call call;
    private final String triggers;

    CgroupHook(int attachType, Call call, String triggers) {
        this.attachType = attachType;
        this.call = call;
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

    Call call() {
        return call;
    }

    /** The calls in words. */
    String triggers() {
        return triggers;
    }

    boolean isV6() {
        return name().endsWith("6");
    }
}
