package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/**
 * What the kernel tells of a loaded program.
 *
 * @param runTimeNanos    time spent in the program while statistics were on, ns
 * @param runCount        runs while statistics were on
 * @param recursionMisses runs that were skipped because the program was already running on that CPU
 * @param jitedBytes      size of the machine code, bytes; 0 without JIT
 */
public record ProgramInfo(long runTimeNanos, long runCount, long recursionMisses, int jitedBytes) {

    /** {@code struct bpf_prog_info} (linux/bpf.h), with no padding that an architecture could change. */
    private static final int SIZE = 232;
    private static final int JITED_PROG_LEN = 16;
    private static final int RUN_TIME_NS = 192;
    private static final int RUN_CNT = 200;
    private static final int RECURSION_MISSES = 208;

    /** Reads the kernel's figures of one loaded program again and again, in memory made once. */
    public static final class Reader {

        private final Libbpf libbpf;
        private final Pointer info;
        private final Pointer length;
        private final byte[] zeros = new byte[SIZE];

        public Reader(Libbpf libbpf) {
            this.libbpf = libbpf;
            this.info = libbpf.allocate(SIZE);
            this.length = libbpf.allocate(Integer.BYTES);
        }

        /**
         * @throws BpfException if the kernel refuses
         */
        public ProgramInfo read(LoadedProgram program) {
            info.put(0, zeros, 0, SIZE);
            length.putInt(0, SIZE);
            int result = libbpf.calls().bpf_obj_get_info_by_fd(program.fd(), info, length);
            if (result < 0) {
                throw new BpfException("Cannot read a program's info: " + Errno.describe(-result) + ".", -result);
            }
            return new ProgramInfo(info.getLong(RUN_TIME_NS), info.getLong(RUN_CNT), info.getLong(RECURSION_MISSES),
                    info.getInt(JITED_PROG_LEN));
        }
    }
}
