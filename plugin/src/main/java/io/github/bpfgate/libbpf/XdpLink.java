package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/**
 * An XDP program attached to {@code lo} of a private network namespace in generic mode, detached on close.
 *
 * <p>No packet ever passes. It is there to hold the program in the XDP dispatcher: a test run with
 * {@code repeat > 1} puts its program into the dispatcher and takes it out again, each with a wait for RCU
 * (net/bpf/test_run.c, {@code bpf_prog_change_xdp}), unless it is already in.
 */
public final class XdpLink implements AutoCloseable {

    private static final int BPF_XDP = 37;
    private static final int XDP_FLAGS_SKB_MODE = 2;
    /** {@code struct bpf_link_create_opts} up to and with {@code target_btf_id}. */
    private static final int OPTIONS_SIZE = 32;
    private static final int FLAGS = 8;

    private final Libbpf libbpf;
    private final Descriptor descriptor;

    private XdpLink(Libbpf libbpf, Descriptor descriptor) {
        this.libbpf = libbpf;
        this.descriptor = descriptor;
    }

    /**
     * Attaches a program; the calling thread moves into the namespace.
     *
     * @throws BpfException if the kernel refuses, as it does for the devmap and cpumap attach types
     */
    public static XdpLink attach(Libbpf libbpf, NetworkNamespace namespace, LoadedProgram program) {
        namespace.enter();
        Pointer options = libbpf.allocate(OPTIONS_SIZE);
        options.putLong(0, OPTIONS_SIZE);
        options.putInt(FLAGS, XDP_FLAGS_SKB_MODE);
        int fd = libbpf.calls().bpf_link_create(program.fd(), NetworkNamespace.LOOPBACK, BPF_XDP, options);
        if (fd < 0) {
            throw new BpfException("Cannot attach an XDP program to lo: " + Errno.describe(-fd) + ".", -fd);
        }
        return new XdpLink(libbpf, new Descriptor(libbpf, fd));
    }

    /**
     * Puts another program in the place of the attached one: one change of the dispatcher instead of two.
     *
     * @throws BpfException if the kernel refuses
     */
    public void replace(LoadedProgram program) {
        int result = libbpf.calls().bpf_link_update(descriptor.fd(), program.fd(), null);
        if (result < 0) {
            throw new BpfException("Cannot replace an attached XDP program: " + Errno.describe(-result) + ".", -result);
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
