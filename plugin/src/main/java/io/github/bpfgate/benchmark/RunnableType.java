package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.benchmark.input.PacketLimits;
import io.github.bpfgate.benchmark.input.SkLookupContext;
import io.github.bpfgate.libbpf.AssembledProgram;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.ContextReach;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadAttributes;
import io.github.bpfgate.libbpf.TestRun;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program types that BPF_PROG_TEST_RUN runs on an input of the caller's (net/bpf/test_run.c, Linux 5.9 to 6.18):
 * most of them on a packet and with {@code repeat}, two on a context alone and once a call.
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
    RAW_TRACEPOINT(17, "raw_tracepoint", RunnableType.MAX_BPF_FUNC_ARGS * Long.BYTES),
    FLOW_DISSECTOR(22, "flow_dissector", 0, Frame.NOT_RETURNED),
    SK_LOOKUP(30, "sk_lookup", 1, Frame.NOT_RETURNED),
    SYSCALL(31, "syscall", 0xffff);

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
    /** Arguments of a raw tracepoint, at most (linux/bpf.h of the kernel's own). */
    private static final int MAX_BPF_FUNC_ARGS = 12;
    private static final int BPF_F_SLEEPABLE = 1 << 4;

    private final int number;
    private final String kernelName;
    private final int neutralReturn;
    private final Frame frame;
    /** Bytes; 0 for those that are run on a packet. */
    private final int longestContext;

    RunnableType(int number, String kernelName, int neutralReturn, Frame frame) {
        this(number, kernelName, neutralReturn, frame, 0);
    }

    RunnableType(int number, String kernelName, int longestContext) {
        this(number, kernelName, 0, Frame.NOT_RETURNED, longestContext);
    }

    RunnableType(int number, String kernelName, int neutralReturn, Frame frame, int longestContext) {
        this.number = number;
        this.kernelName = kernelName;
        this.neutralReturn = neutralReturn;
        this.frame = frame;
        this.longestContext = longestContext;
    }

    /** The type of that number, if a test run takes it. */
    public static Optional<RunnableType> of(int number) {
        return Arrays.stream(values()).filter(t -> t.number == number).findFirst();
    }

    /**
     * The program's type, if a test run takes it. The XDP programs of a device or CPU map are of such a type and are
     * refused all the same (net/bpf/test_run.c, {@code bpf_prog_test_run_xdp}).
     */
    public static Optional<RunnableType> of(BpfProgram program) {
        int attachType = program.expectedAttachType();
        return of(program.type()).filter(
                t -> t != XDP || attachType != BPF_XDP_DEVMAP && attachType != BPF_XDP_CPUMAP);
    }

    /**
     * The type of that name.
     *
     * @param kernelName as {@link #kernelName()} gives it
     * @throws IllegalArgumentException if there is none
     */
    public static RunnableType named(String kernelName) {
        return valueOf(kernelName.toUpperCase(Locale.ROOT));
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
     * Whether a program of this type is a benchmark where nobody chose any. One of type syscall is not: it was written
     * for what it changes, be it maps or the machine, and more often runs once than often.
     */
    boolean byDefault() {
        return this != SYSCALL;
    }

    /** Whether a run is on a context alone, and once a call. */
    boolean takesContext() {
        return longestContext > 0;
    }

    /** What one input of this type is called: packet or context. */
    public String inputName() {
        return takesContext() ? "context" : "packet";
    }

    /** What is run where nobody chose an input: the default packet, or {@link ContextInput#ZEROS}. */
    Packet defaultInput() {
        return takesContext() ? ContextInput.ZEROS : DefaultPacket.get();
    }

    /**
     * Loads a program of this type that does nothing, and runs it once.
     *
     * @throws io.github.bpfgate.libbpf.BpfException if the kernel does not load or run it
     */
    public void tryOut(Libbpf libbpf) {
        try (AssembledProgram program = loadNullProgram(libbpf)) {
            defaultRun(libbpf, 0).run(program, 1);
        }
    }

    /** Loads a program of this type that does nothing. */
    AssembledProgram loadNullProgram(Libbpf libbpf) {
        return libbpf.loadAssembled(NullProgram.NAME, nullAttributes(this == SK_LOOKUP ? BPF_SK_LOOKUP : 0, 0),
                NullProgram.insns(neutralReturn));
    }

    /**
     * With what a null program of this type is loaded beside another.
     *
     * @param attachType that the other expects
     * @param flags      that the other is loaded with; whether it may sleep does not count, for where that is a matter
     *                   of choice it takes an attach target, which a null program does not have
     */
    LoadAttributes nullAttributes(int attachType, int flags) {
        return LoadAttributes.plain(number, attachType,
                this == SYSCALL ? flags | BPF_F_SLEEPABLE : flags & ~BPF_F_SLEEPABLE);
    }

    /** A test run of that program, which is loaded, on the default input. */
    TestRun defaultRun(Libbpf libbpf, BpfProgram program) {
        return defaultRun(libbpf, contextReach(libbpf, Stream.of(program)));
    }

    private TestRun defaultRun(Libbpf libbpf, int contextReach) {
        try {
            return testRun(libbpf, defaultInput(), contextReach);
        } catch (InputException e) {
            throw new IllegalStateException("the default input suits every type", e);
        }
    }

    /**
     * How much of its context any of the programs may read.
     *
     * @param programs loaded; those of another type do not count
     * @return bytes; 0 for a type that is run on packets
     */
    int contextReach(Libbpf libbpf, Stream<BpfProgram> programs) {
        return !takesContext() ? 0 : programs.filter(program -> program.type() == number)
                .mapToInt(program -> ContextReach.bytes(libbpf, program, longestContext)).max().orElse(0);
    }

    /**
     * A test run on that packet, as this type takes it: as data, or as the socket look-up that it would cause.
     *
     * @throws InputException if the packet is too short or too long, or does not make a look-up
     */
    TestRun testRun(Libbpf libbpf, Packet packet) throws InputException {
        return testRun(libbpf, packet, 0);
    }

    /**
     * A test run on that input, as this type takes it: as data, as the socket look-up that a packet would cause, or as
     * the context itself.
     *
     * @param contextReach of the programs to be run, bytes
     * @throws InputException if it is too short or too long, or does not make a look-up
     */
    TestRun testRun(Libbpf libbpf, Packet input, int contextReach) throws InputException {
        if (takesContext()) {
            return TestRun.ofContext(libbpf, ContextInput.bytes(input, kernelName, contextReach, longestContext));
        }
        PacketLimits.check(kernelName, input);
        return this == SK_LOOKUP ? new TestRun(libbpf, new byte[0], SkLookupContext.of(input))
                : new TestRun(libbpf, input.bytes(), new byte[0]);
    }

    /** What the null program returns: pass the packet on, in this type's terms. */
    int neutralReturn() {
        return neutralReturn;
    }

    /** Whether the context is a {@code struct __sk_buff}, which one repeat hands on to the next. */
    boolean hasSkb() {
        return this != XDP && this != FLOW_DISSECTOR && this != SK_LOOKUP && !takesContext();
    }

    Frame frame() {
        return frame;
    }
}
