package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/** One program (a {@code SEC(...)} function) of an object; valid until the object is closed. */
public final class BpfProgram implements LoadedProgram {

    private static final int INSN_SIZE = 8;
    /** {@code BPF_F_XDP_HAS_FRAGS}, which libbpf sets at load time by the section's name and the getter leaves out. */
    private static final int XDP_HAS_FRAGS = 1 << 5;

    private final Libbpf libbpf;
    private final Pointer handle;

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

    /** The {@code BPF_F_*} flags the program is loaded with, as far as a program of its own can share them. */
    public int loadFlags() {
        int flags = libbpf.calls().bpf_program__flags(handle);
        return section().startsWith("xdp.frags") ? flags | XDP_HAS_FRAGS : flags;
    }

    /** The instructions, 8 bytes each, in native byte order; after loading, as the kernel was given them. */
    public byte[] insns() {
        byte[] bytes = new byte[Math.toIntExact(libbpf.calls().bpf_program__insn_cnt(handle) * INSN_SIZE)];
        libbpf.calls().bpf_program__insns(handle).get(0, bytes, 0, bytes.length);
        return bytes;
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
