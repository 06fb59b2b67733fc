package io.github.bpfgate.libbpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import jnr.ffi.Pointer;

/** One program (a {@code SEC(...)} function) of an object; valid until the object is closed. */
public final class BpfProgram implements LoadedProgram {

    private static final int INSN_SIZE = 8;
    /** Flags that libbpf sets at load time by the section's name, and that its getter leaves out. */
    private static final int SLEEPABLE = 1 << 4;
    private static final int XDP_HAS_FRAGS = 1 << 5;

    /** The kernel's {@code BPF_LOG_STATS} (linux/bpf_verifier.h). */
    private static final int BPF_LOG_STATS = 4;
    /** Four lines, and one for each global function. */
    private static final int STATISTICS_LOG_BYTES = 1 << 17;

    private final Libbpf libbpf;
    private final Pointer handle;
    private Pointer statisticsLog;

    BpfProgram(Libbpf libbpf, Pointer handle) {
        this.libbpf = libbpf;
        this.handle = handle;
    }

    Pointer handle() {
        return handle;
    }

    /** The function's name in C. */
    public String name() {
        return libbpf.calls().bpf_program__name(handle);
    }

    /** The ELF section, such as {@code xdp} or {@code cgroup_skb/egress}. */
    public String section() {
        return libbpf.calls().bpf_program__section_name(handle);
    }

    /** The kernel's {@code enum bpf_prog_type}; 0 if libbpf does not know the section's name. */
    public int type() {
        return libbpf.calls().bpf_program__type(handle);
    }

    /** libbpf's name of the type, such as {@code sched_cls}. */
    public String typeName() {
        return libbpf.programTypeName(type()).orElse("number " + type());
    }

    /** The kernel's {@code enum bpf_attach_type}, 0 where the type has none. */
    public int expectedAttachType() {
        return libbpf.calls().bpf_program__expected_attach_type(handle);
    }

    /** The {@code BPF_F_*} flags the program is loaded with. */
    public int loadFlags() {
        int flags = libbpf.calls().bpf_program__flags(handle);
        String kind = section().split("/", 2)[0];
        boolean sleepable = kind.endsWith(".s") || kind.equals("syscall");
        return flags | (kind.equals("xdp.frags") ? XDP_HAS_FRAGS : 0) | (sleepable ? SLEEPABLE : 0);
    }

    /** The instructions, 8 bytes each, in native byte order; after loading, as the kernel was given them. */
    public byte[] insns() {
        byte[] bytes = new byte[Math.toIntExact(libbpf.calls().bpf_program__insn_cnt(handle) * INSN_SIZE)];
        libbpf.calls().bpf_program__insns(handle).get(0, bytes, 0, bytes.length);
        return bytes;
    }

    /**
     * What the verifier said of the program when {@link BpfObject#loadWithStatistics} loaded it.
     *
     * @throws IllegalStateException if it was loaded otherwise
     */
    public VerifierStatistics statistics() {
        if (statisticsLog == null) {
            throw new IllegalStateException("the program " + name() + " was loaded without statistics");
        }
        return VerifierStatistics.of(statisticsLog.getString(0, STATISTICS_LOG_BYTES, UTF_8));
    }

    void askForStatistics() {
        statisticsLog = libbpf.allocateLog(STATISTICS_LOG_BYTES);
        libbpf.calls().bpf_program__set_log_level(handle, BPF_LOG_STATS);
        libbpf.calls().bpf_program__set_log_buf(handle, statisticsLog, STATISTICS_LOG_BYTES);
    }

    void setAutoload(boolean autoload) {
        libbpf.calls().bpf_program__set_autoload(handle, autoload);
    }

    @Override
    public int fd() {
        int fd = libbpf.calls().bpf_program__fd(handle);
        if (fd < 0) {
            throw new IllegalStateException("the program " + name() + " is not loaded");
        }
        return fd;
    }
}
