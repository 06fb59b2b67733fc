package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.BpfProgram;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program types that bpfgate attaches itself.
 *
 * <p>Numbers are those of {@code enum bpf_prog_type} and {@code enum bpf_attach_type} (linux/bpf.h), sections those of
 * libbpf.
 */
public enum AttachableType {
    TRACEPOINT("tracepoint", 5, 0, "(?:tracepoint|tp)/(?<target>.+)"),
    RAW_TRACEPOINT("raw_tracepoint", 17, 0, "(?:raw_tracepoint|raw_tp)/(?<target>.+)"),
    /** With a context that the verifier knows the types of. */
    TP_BTF("tp_btf", 26, 23, "tp_btf/(?<target>.+)"),
    PERF_EVENT("perf_event", 7, 0, "(?<target>perf_event)"),
    UPROBE("uprobe", 2, 0, "uprobe(?:\\.s)?(?:/(?<target>.+))?"),
    URETPROBE("uretprobe", 2, 0, "uretprobe(?:\\.s)?(?:/(?<target>.+))?"),
    CGROUP_SKB("cgroup_skb", 8, 0, "cgroup_skb/(?<target>ingress|egress)"),
    CGROUP_SOCK_ADDR("cgroup_sock_addr", 18, 0,
            "cgroup/(?<target>(?:bind|connect|sendmsg|recvmsg|getpeername|getsockname)[46])"),
    CGROUP_SOCK("cgroup_sock", 9, 0, "cgroup/(?<target>post_bind[46])"),
    SOCK_OPS("sock_ops", 13, 0, "(?<target>sockops)"),
    XDP("xdp", 6, 0, "(?<target>xdp)(?:\\.frags)?"),
    /** Also those of sections without a direction, which are attached at ingress. */
    TCX("sched_cls", 3, 0, "(?:tc|tcx|classifier)(?:/(?<target>ingress|egress))?"),
    SK_REUSEPORT("sk_reuseport", 21, 0, "sk_reuseport(?:/(?<target>migrate))?"),
    SK_MSG("sk_msg", 16, 0, "(?<target>sk_msg)"),
    SK_SKB("sk_skb", 14, 0, "sk_skb/(?<target>stream_verdict|verdict)"),
    CGROUP_SOCKOPT("cgroup_sockopt", 25, 0, "cgroup/(?<target>[gs]etsockopt)");

    private final String title;
    private final int number;
    private final int attachType;
    private final Pattern section;

    AttachableType(String title, int number, int attachType, String section) {
        this.title = title;
        this.number = number;
        this.attachType = attachType;
        this.section = Pattern.compile(section);
    }

    /** The type of a program by what libbpf and its section say, if bpfgate attaches it. */
    static Optional<AttachableType> of(BpfProgram program) {
        return Arrays.stream(values()).filter(type -> type.number == program.type()
                && (type.attachType == 0 || type.attachType == program.expectedAttachType())
                && type.section.matcher(program.section()).matches()).findFirst();
    }

    /** What the section names to attach to, empty where it names nothing. */
    String target(String sectionName) {
        Matcher matcher = section.matcher(sectionName);
        return matcher.matches() && matcher.group("target") != null ? matcher.group("target") : "";
    }

    /** Whether its programs see packets that can be given. */
    public boolean takesPackets() {
        return this == XDP || this == TCX;
    }

    /** The name for results and people. */
    public String title() {
        return title;
    }

    /** Whether its programs are run by a system call of the measuring thread. */
    boolean takesSystemCall() {
        return this == TRACEPOINT || this == RAW_TRACEPOINT || this == TP_BTF;
    }

    /** What the null program returns: nothing of note, in this type's terms. */
    public int neutralReturn() {
        return switch (this) {
            case TRACEPOINT, RAW_TRACEPOINT, TP_BTF, PERF_EVENT, UPROBE, URETPROBE, TCX -> 0;
            case CGROUP_SKB, CGROUP_SOCK_ADDR, CGROUP_SOCKOPT, CGROUP_SOCK, SOCK_OPS, SK_REUSEPORT, SK_MSG, SK_SKB -> 1;
            case XDP -> 2;
        };
    }

    /** The kernel's number of the type. */
    public int number() {
        return number;
    }
}
