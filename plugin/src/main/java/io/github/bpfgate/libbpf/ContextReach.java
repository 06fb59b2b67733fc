package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/**
 * Finds how many bytes of its context a program may read, which the kernel tells nobody and yet wants of the context of
 * a test run ({@code max_ctx_offset} in net/bpf/test_run.c).
 *
 * <p>It asks for runs on contexts that are nowhere. The size is looked at first: of one too small the kernel says
 * EINVAL, of one that is enough EFAULT, when it comes to copying it. So the program is not run.
 */
public final class ContextReach {

    /** In the kernel's half of the addresses, which no process may name. */
    private static final long NOWHERE = -1;

    private ContextReach() {
    }

    /**
     * Searches by halves.
     *
     * @param program of a type that is run on a context alone
     * @param most    the size of the longest context that the kernel takes for its type, bytes
     * @return 1 to {@code most} bytes; 1 also where the program reads none
     * @throws BpfException if the kernel answers otherwise
     */
    public static int bytes(Libbpf libbpf, LoadedProgram program, int most) {
        Pointer options = libbpf.allocate(TestRun.OPTIONS_SIZE);
        options.putLong(0, TestRun.OPTIONS_SIZE);
        options.putAddress(TestRun.CTX_IN, NOWHERE);
        int tooSmall = 0;
        int enough = most;
        while (enough - tooSmall > 1) {
            int size = (tooSmall + enough) / 2;
            options.putInt(TestRun.CTX_SIZE_IN, size);
            int errno = -libbpf.calls().bpf_prog_test_run_opts(program.fd(), options);
            switch (errno) {
                case Errno.EINVAL -> tooSmall = size;
                case Errno.EFAULT -> enough = size;
                default -> throw new BpfException("BPF_PROG_TEST_RUN fails: " + Errno.describe(errno) + ".", errno);
            }
        }
        return enough;
    }
}
