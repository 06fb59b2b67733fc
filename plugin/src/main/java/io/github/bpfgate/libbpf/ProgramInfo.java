package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/**
 * What the kernel tells of a loaded program.
 *
 * @param id              the kernel's number of it, unique while it is loaded
 * @param runTimeNanos    time spent in the program while statistics were on, ns
 * @param runCount        runs while statistics were on
 * @param recursionMisses runs that were skipped because the program was already running on that CPU
 * @param jitedBytes      size of the machine code, bytes; 0 without JIT
 * @param xlatedBytes     size of the instructions after the verifier rewrote them, bytes
 * @param attachBtfId     of the kernel's type that a tracing program attaches to; 0 for programs that need none
 */
public record ProgramInfo(int id, long runTimeNanos, long runCount, long recursionMisses, int jitedBytes,
        int xlatedBytes, int attachBtfId) {

    /** {@code struct bpf_prog_info} (linux/bpf.h), with no padding that an architecture could change. */
    private static final int SIZE = 232;
    private static final int ID = 4;
    private static final int JITED_PROG_LEN = 16;
    private static final int XLATED_PROG_LEN = 20;
    private static final int NR_JITED_KSYMS = 104;
    private static final int JITED_KSYMS = 112;
    private static final int RUN_TIME_NS = 192;
    private static final int RUN_CNT = 200;
    private static final int RECURSION_MISSES = 208;
    private static final int ATTACH_BTF_ID = 224;

    /** {@code BPF_MAX_SUBPROGS} of the verifier: a program has no more functions. */
    private static final int MOST_FUNCTIONS = 256;

    /** Reads the kernel's figures of one loaded program again and again, in memory made once. */
    public static final class Reader {

        private final Libbpf libbpf;
        private final Pointer info;
        private final Pointer length;
        private final Pointer addresses;
        private final byte[] zeros = new byte[SIZE];

        public Reader(Libbpf libbpf) {
            this.libbpf = libbpf;
            this.info = libbpf.allocate(SIZE);
            this.length = libbpf.allocate(Integer.BYTES);
            this.addresses = libbpf.allocate(MOST_FUNCTIONS * (long) Long.BYTES);
        }

        /**
         * @throws BpfException if the kernel refuses
         */
        public ProgramInfo read(LoadedProgram program) {
            clear();
            fill(program);
            return new ProgramInfo(info.getInt(ID), info.getLong(RUN_TIME_NS), info.getLong(RUN_CNT),
                    info.getLong(RECURSION_MISSES), info.getInt(JITED_PROG_LEN), info.getInt(XLATED_PROG_LEN),
                    info.getInt(ATTACH_BTF_ID));
        }

        /**
         * Where the machine code of each of a program's functions begins, its own first.
         *
         * @return kernel addresses; empty if the kernel tells this process none ({@code kptr_restrict})
         * @throws BpfException if the kernel refuses
         */
        public long[] codeAddresses(LoadedProgram program) {
            clear();
            info.putInt(NR_JITED_KSYMS, MOST_FUNCTIONS);
            info.putAddress(JITED_KSYMS, addresses.address());
            addresses.putLong(0, 0);
            fill(program);
            if (addresses.getLong(0) == 0) {
                return new long[0];
            }
            long[] functions = new long[Math.min(MOST_FUNCTIONS, info.getInt(NR_JITED_KSYMS))];
            addresses.get(0, functions, 0, functions.length);
            return functions;
        }

        private void clear() {
            info.put(0, zeros, 0, SIZE);
            length.putInt(0, SIZE);
        }

        private void fill(LoadedProgram program) {
            int result = libbpf.calls().bpf_obj_get_info_by_fd(program.fd(), info, length);
            if (result < 0) {
                throw new BpfException("Cannot read a program's info: " + Errno.describe(-result) + ".", -result);
            }
        }
    }
}
