package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/** Fits the calling thread for measuring: one CPU, and before others in the queue for it where that is allowed. */
public final class MeasuringThread {

    /** Bits of the affinity mask: more CPUs than any kernel is built for (NR_CPUS 8192). */
    private static final int MASK_BYTES = 1024;
    private static final int PRIO_PROCESS = 0;
    private static final int HIGHEST_NICENESS = -20;

    private final int cpu;
    private final boolean raised;

    private MeasuringThread(int cpu, boolean raised) {
        this.cpu = cpu;
        this.raised = raised;
    }

    /**
     * Pins the calling thread to the highest-numbered CPU it may use (the first ones get most interrupts) and raises
     * its priority if the process may.
     *
     * @throws BpfException if the kernel refuses to pin
     */
    public static MeasuringThread pin(Libbpf libbpf) {
        Pointer mask = libbpf.allocate(MASK_BYTES);
        int size = libbpf.libc().sched_getaffinity(0, MASK_BYTES, mask);
        if (size < 0) {
            throw failed(libbpf, "read the CPUs this thread may use");
        }
        int cpu = highest(mask);
        Pointer one = libbpf.allocate(MASK_BYTES);
        long word = (long) cpu / Long.SIZE * Long.BYTES;
        one.putLong(word, 1L << (cpu % Long.SIZE));
        if (libbpf.libc().sched_setaffinity(0, MASK_BYTES, one) < 0) {
            throw failed(libbpf, "pin the measuring thread to CPU " + cpu);
        }
        return new MeasuringThread(cpu, libbpf.libc().setpriority(PRIO_PROCESS, 0, HIGHEST_NICENESS) == 0);
    }

    private static int highest(Pointer mask) {
        for (int word = MASK_BYTES / Long.BYTES - 1; word >= 0; word--) {
            long bits = mask.getLong((long) word * Long.BYTES);
            if (bits != 0) {
                return word * Long.SIZE + Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
            }
        }
        throw new IllegalStateException("the kernel answered an empty affinity mask");
    }

    private static BpfException failed(Libbpf libbpf, String what) {
        int errno = libbpf.lastErrno();
        return new BpfException("Cannot " + what + ": " + Errno.describe(errno) + ".", errno);
    }

    /** The CPU the thread runs on. */
    public int cpu() {
        return cpu;
    }

    /** Whether the thread runs at the highest niceness; false without CAP_SYS_NICE. */
    public boolean raised() {
        return raised;
    }
}
