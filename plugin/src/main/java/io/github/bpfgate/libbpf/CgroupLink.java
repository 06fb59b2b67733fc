package io.github.bpfgate.libbpf;

/** A place for a program at a cgroup, never empty: one is put there in the place of another. Closed, it is given up. */
public final class CgroupLink implements AutoCloseable {

    private final Libbpf libbpf;
    private final Descriptor descriptor;

    private CgroupLink(Libbpf libbpf, Descriptor descriptor) {
        this.libbpf = libbpf;
        this.descriptor = descriptor;
    }

    /**
     * Attaches a program.
     *
     * @param attachType the kernel's {@code enum bpf_attach_type}
     * @throws BpfException if the kernel refuses
     */
    public static CgroupLink attach(Libbpf libbpf, Descriptor cgroup, int attachType, LoadedProgram program) {
        int fd = libbpf.calls().bpf_link_create(program.fd(), cgroup.fd(), attachType, null);
        if (fd < 0) {
            throw new BpfException("Cannot attach a program to a cgroup: " + Errno.describe(-fd) + ".", -fd);
        }
        return new CgroupLink(libbpf, new Descriptor(libbpf, fd));
    }

    /**
     * Puts another program in the place of the one there is.
     *
     * @throws BpfException if the kernel refuses
     */
    public void replace(LoadedProgram program) {
        int result = libbpf.calls().bpf_link_update(descriptor.fd(), program.fd(), null);
        if (result < 0) {
            throw new BpfException("Cannot replace a program at a cgroup: " + Errno.describe(-result) + ".", -result);
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
