package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.benchmark.input.PacketLimits;
import io.github.bpfgate.benchmark.input.SkLookupContext;
import io.github.bpfgate.libbpf.AssembledProgram;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadAttributes;
import io.github.bpfgate.libbpf.TestRun;
import java.util.Arrays;
import java.util.Optional;

/**
 * The program types that BPF_PROG_TEST_RUN runs with {@code repeat} (net/bpf/test_run.c, Linux 5.9 to 6.18).
 *
 * <p>Names and numbers are those of {@code enum bpf_prog_type} (linux/bpf.h).
 */
public enum RunnableType {
    SOCKET_FILTER(1, "socket_filter", 0, Frame.WITHOUT_LINK_LAYER),
    SCHED_CLS(3, "sched_cls", 0, Frame.WHOLE),
    SCHED_ACT(4, "sched_act", 0, Frame.WHOLE),
    XDP(6, "xdp", 2, Frame.WHOLE),
    CGROUP_SKB(8, "cgroup_skb", 1, Frame.WITHOUT_LINK_LAYER),
    LWT_IN(10, "lwt_in", 0, Frame.WITHOUT_LINK_LAYER),
    LWT_OUT(11, "lwt_out", 0, Frame.WITHOUT_LINK_LAYER),
    LWT_XMIT(12, "lwt_xmit", 0, Frame.WITHOUT_LINK_LAYER),
    FLOW_DISSECTOR(22, "flow_dissector", 0, Frame.NOT_RETURNED),
    SK_LOOKUP(30, "sk_lookup", 1, Frame.NOT_RETURNED);

    /** How much of the frame a test run gives back. */
    enum Frame {
        /** All of it. */
        WHOLE,
        /** With a zeroed Ethernet header: the program sees the packet from its network header on. */
        WITHOUT_LINK_LAYER,
        /** Nothing: the output is something else, or there is none. */
        NOT_RETURNED
    }

    /** {@code enum bpf_attach_type}; the kernel wants it of every sk_lookup program. */
    private static final int BPF_SK_LOOKUP = 36;
    private static final int BPF_XDP_DEVMAP = 33;
    private static final int BPF_XDP_CPUMAP = 35;

    private final int number;
    private final String kernelName;
    private final int neutralReturn;
    private final Frame frame;

    RunnableType(int number, String kernelName, int neutralReturn, Frame frame) {
        this.number = number;
        this.kernelName = kernelName;
        this.neutralReturn = neutralReturn;
        this.frame = frame;
    }

    /** The type of that number, if a test run with {@code repeat} takes it. */
    public static Optional<RunnableType> of(int number) {
        return Arrays.stream(values()).filter(t -> t.number == number).findFirst();
    }

    /**
     * The program's type, if a test run with {@code repeat} takes it. The XDP programs of a device or CPU map are of
     * such a type and are refused all the same (net/bpf/test_run.c, {@code bpf_prog_test_run_xdp}).
     */
    public static Optional<RunnableType> of(BpfProgram program) {
        int attachType = program.expectedAttachType();
        return of(program.type()).filter(
                t -> t != XDP || attachType != BPF_XDP_DEVMAP && attachType != BPF_XDP_CPUMAP);
    }

    /** The kernel's number. */
    public int number() {
        return number;
    }

    /** The kernel's name in lower case, such as {@code sched_cls}. */
    public String kernelName() {
        return kernelName;
    }

    /**
     * Loads a program of this type that does nothing, and runs it once.
     *
     * @throws io.github.bpfgate.libbpf.BpfException if the kernel does not load or run it
     */
    public void tryOut(Libbpf libbpf) {
        try (AssembledProgram program = loadNullProgram(libbpf)) {
            testRun(libbpf, DefaultPacket.get()).run(program, 1);
        } catch (InputException e) {
            throw new IllegalStateException("the default packet suits every type", e);
        }
    }

    /** Loads a program of this type that does nothing. */
    AssembledProgram loadNullProgram(Libbpf libbpf) {
        int attachType = this == SK_LOOKUP ? BPF_SK_LOOKUP : 0;
        return libbpf.loadAssembled(NullProgram.NAME, LoadAttributes.plain(number, attachType, 0),
                NullProgram.insns(neutralReturn));
    }

    /**
     * A test run on that packet, as this type takes it: as data, or as the socket look-up that it would cause.
     *
     * @throws InputException if the packet is too short or too long, or does not make a look-up
     */
    TestRun testRun(Libbpf libbpf, Packet packet) throws InputException {
        PacketLimits.check(kernelName, packet);
        return this == SK_LOOKUP ? new TestRun(libbpf, new byte[0], SkLookupContext.of(packet))
                : new TestRun(libbpf, packet.bytes(), new byte[0]);
    }

    /** What the null program returns: pass the packet on, in this type's terms. */
    int neutralReturn() {
        return neutralReturn;
    }

    /** Whether the context is a {@code struct __sk_buff}, which one repeat hands on to the next. */
    boolean hasSkb() {
        return this != XDP && this != FLOW_DISSECTOR && this != SK_LOOKUP;
    }

    Frame frame() {
        return frame;
    }
}
