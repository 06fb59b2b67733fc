package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/**
 * How often the scheduler has taken the CPU from the calling thread: {@code ru_nivcsw} of getrusage(2).
 *
 * <p>A sample in which that happened times another task too. The count is the kernel's own, so nothing has to be
 * guessed from how long the sample took.
 */
public final class Interruptions {

    private static final int RUSAGE_THREAD = 1;
    /** {@code struct rusage} on every 64-bit architecture: two timevals and fourteen longs. */
    private static final int RUSAGE_SIZE = 144;
    private static final int RU_NIVCSW = 136;

    private final Libbpf libbpf;
    private final Pointer usage;

    public Interruptions(Libbpf libbpf) {
        this.libbpf = libbpf;
        this.usage = libbpf.allocate(RUSAGE_SIZE);
    }

    /**
     * Involuntary context switches of the calling thread since it started.
     *
     * @throws BpfException if the kernel refuses
     */
    public long count() {
        if (libbpf.libc().getrusage(RUSAGE_THREAD, usage) != 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot read this thread's resource usage: " + Errno.describe(errno) + ".", errno);
        }
        return usage.getLong(RU_NIVCSW);
    }
}
