package io.github.bpfgate.libbpf;

/** A program attached to a tracepoint without perf, of type raw_tracepoint or tracing; detached on close. */
public final class RawTracepointLink implements AutoCloseable {

    private final Descriptor descriptor;

    private RawTracepointLink(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Attaches a raw_tracepoint program. It runs for every process and on every CPU.
     *
     * @param name such as {@code sys_enter}
     * @throws BpfException with ENOENT if there is no such tracepoint
     */
    public static RawTracepointLink attach(Libbpf libbpf, String name, LoadedProgram program) {
        return open(libbpf, name, program);
    }

    /**
     * Attaches a program of tracing (tp_btf, fentry, fexit, LSM) to what it was loaded for.
     *
     * @throws BpfException if the kernel refuses
     */
    public static RawTracepointLink attach(Libbpf libbpf, LoadedProgram program) {
        return open(libbpf, null, program);
    }

    private static RawTracepointLink open(Libbpf libbpf, String name, LoadedProgram program) {
        int fd = libbpf.calls().bpf_raw_tracepoint_open(name, program.fd());
        if (fd < 0) {
            throw new BpfException("Cannot attach a program to " + (name == null ? "what it is to trace"
                    : "the raw tracepoint " + name) + ": " + Errno.describe(-fd) + ".", -fd);
        }
        return new RawTracepointLink(new Descriptor(libbpf, fd));
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
