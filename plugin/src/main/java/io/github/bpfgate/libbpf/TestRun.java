package io.github.bpfgate.libbpf;

import java.util.Arrays;
import jnr.ffi.Pointer;

/**
 * BPF_PROG_TEST_RUN with one input: runs a program {@code repeat} times in one call, or once where the kernel knows no
 * {@code repeat}, and times the call.
 *
 * <p>Buffers are made once, so that a timed call allocates nothing. Not thread-safe. The kernel's side is
 * net/bpf/test_run.c.
 */
public final class TestRun {

    /** {@code struct bpf_test_run_opts} (libbpf's bpf.h), the same on every 64-bit architecture. */
    static final int OPTIONS_SIZE = 80;
    private static final int DATA_IN = 8;
    private static final int DATA_OUT = 16;
    private static final int DATA_SIZE_IN = 24;
    private static final int DATA_SIZE_OUT = 28;
    static final int CTX_IN = 32;
    private static final int CTX_OUT = 40;
    static final int CTX_SIZE_IN = 48;
    private static final int CTX_SIZE_OUT = 52;
    private static final int RETVAL = 56;
    private static final int REPEAT = 60;
    private static final int DURATION = 64;
    /** More than any context struct takes; the kernel copies what it has. */
    private static final int CONTEXT_ROOM = 1024;
    /** A program may grow its packet by the headroom and the tail room the kernel gives it: less than a page. */
    private static final int ROOM_TO_GROW = 8192;

    private final LibbpfCalls calls;
    private final Pointer options;
    private final Pointer output;
    private final int outputSize;
    private final Pointer contextOutput;
    private final boolean hasData;
    /** Of a run on a context alone, what each run begins with; null where the kernel takes {@code repeat}. */
    private final byte[] freshContext;
    /** Referenced so that the memory lives as long as the options that point to it. */
    private final Pointer[] inputs;

    /**
     * @param data    the packet, empty for none
     * @param context the type's context struct, empty for none
     */
    public TestRun(Libbpf libbpf, byte[] data, byte[] context) {
        this(libbpf, data, context, null);
    }

    /**
     * A run on a context alone, for the types of program that the kernel runs once a call, without packet and
     * {@code repeat}: raw_tracepoint and syscall.
     *
     * <p>Where another type has a buffer of its own for the context after the run, the kernel writes that of a syscall
     * program over the one before it ({@code bpf_prog_test_run_syscall}); so each run is given its context anew.
     *
     * @param context may be empty
     */
    public static TestRun ofContext(Libbpf libbpf, byte[] context) {
        return new TestRun(libbpf, new byte[0], context, context.clone());
    }

    private TestRun(Libbpf libbpf, byte[] data, byte[] context, byte[] freshContext) {
        this.calls = libbpf.calls();
        this.freshContext = freshContext;
        this.options = libbpf.allocate(OPTIONS_SIZE);
        this.hasData = data.length > 0;
        this.outputSize = data.length + ROOM_TO_GROW;
        this.output = libbpf.allocate(outputSize);
        this.contextOutput = libbpf.allocate(CONTEXT_ROOM);
        this.inputs = new Pointer[] {copy(libbpf, data), copy(libbpf, context)};
        options.putLong(0, OPTIONS_SIZE);
        if (data.length > 0) {
            options.putPointer(DATA_IN, inputs[0]);
            options.putInt(DATA_SIZE_IN, data.length);
        }
        if (context.length > 0) {
            options.putPointer(CTX_IN, inputs[1]);
            options.putInt(CTX_SIZE_IN, context.length);
        }
    }

    private static Pointer copy(Libbpf libbpf, byte[] bytes) {
        Pointer memory = libbpf.allocate(bytes.length);
        memory.put(0, bytes, 0, bytes.length);
        return memory;
    }

    /**
     * Runs the program {@code repeat} times without asking for output.
     *
     * @param repeat 1 for a run on a context alone
     * @return the time of the whole call, ns, by the monotonic clock
     * @throws BpfException if the kernel refuses; a call that a signal cut short is made again
     */
    public long run(LoadedProgram program, int repeat) {
        int fd = program.fd();
        setRepeat(repeat);
        while (true) {
            renewContext();
            // libbpf leaves the last output's size here, and the kernel takes it for the size of a buffer.
            options.putInt(DATA_SIZE_OUT, 0);
            long start = System.nanoTime();
            int result = calls.bpf_prog_test_run_opts(fd, options);
            long elapsed = System.nanoTime() - start;
            if (result == 0) {
                return elapsed;
            }
            requireInterrupted(result);
        }
    }

    /**
     * Runs the program {@code repeat} times and copies the packet it leaves behind, or the context of a run on that
     * alone.
     *
     * @param repeat 1 for a run on a context alone
     * @throws BpfException if the kernel refuses
     */
    public Output runForOutput(LoadedProgram program, int repeat) {
        setRepeat(repeat);
        if (hasData) {
            options.putPointer(DATA_OUT, output);
        }
        try {
            int result;
            do {
                renewContext();
                // A type that takes no packet refuses room for one.
                options.putInt(DATA_SIZE_OUT, hasData ? outputSize : 0);
                result = calls.bpf_prog_test_run_opts(program.fd(), options);
                if (result != 0) {
                    requireInterrupted(result);
                }
            } while (result != 0);
            return new Output(options.getInt(RETVAL), freshContext == null
                    ? bytes(output, Math.max(0, Math.min(outputSize, options.getInt(DATA_SIZE_OUT))))
                    : bytes(inputs[1], freshContext.length));
        } finally {
            options.putAddress(DATA_OUT, 0);
            options.putInt(DATA_SIZE_OUT, 0);
        }
    }

    /**
     * Runs the program once and copies the context struct it leaves behind.
     *
     * @return {@code struct __sk_buff} for the types that have one, zero where the program wrote nothing and the kernel
     *     knows nothing
     * @throws BpfException if the kernel refuses, as it does for XDP
     */
    public byte[] runForContext(LoadedProgram program) {
        options.putPointer(CTX_OUT, contextOutput);
        options.putInt(REPEAT, 1);
        try {
            int result;
            do {
                options.putInt(DATA_SIZE_OUT, 0);
                options.putInt(CTX_SIZE_OUT, CONTEXT_ROOM);
                result = calls.bpf_prog_test_run_opts(program.fd(), options);
                if (result != 0) {
                    requireInterrupted(result);
                }
            } while (result != 0);
            return bytes(contextOutput, options.getInt(CTX_SIZE_OUT));
        } finally {
            options.putAddress(CTX_OUT, 0);
            options.putInt(CTX_SIZE_OUT, 0);
        }
    }

    private void setRepeat(int repeat) {
        if (freshContext != null && repeat != 1) {
            throw new IllegalArgumentException("a run on a context alone is one run, and not " + repeat);
        }
        options.putInt(REPEAT, freshContext == null ? repeat : 0);
    }

    private void renewContext() {
        if (freshContext != null) {
            inputs[1].put(0, freshContext, 0, freshContext.length);
        }
    }

    private static byte[] bytes(Pointer memory, int length) {
        byte[] copy = new byte[length];
        memory.get(0, copy, 0, length);
        return copy;
    }

    private static void requireInterrupted(int result) {
        if (result != -Errno.EINTR) {
            throw new BpfException("BPF_PROG_TEST_RUN fails: " + Errno.describe(-result) + ".", -result);
        }
    }

    /** What the last run returned. */
    public int returnValue() {
        return options.getInt(RETVAL);
    }

    /** The kernel's own figure for the last call, whole ns per run, rounded down. */
    public long kernelDuration() {
        return Integer.toUnsignedLong(options.getInt(DURATION));
    }

    /**
     * What a run left behind.
     *
     * @param returnValue the program's
     * @param data        the packet after the run; of a run on a context alone, the context
     */
    public record Output(int returnValue, byte[] data) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Output o && o.returnValue == returnValue && Arrays.equals(o.data, data);
        }

        @Override
        public int hashCode() {
            return 31 * returnValue + Arrays.hashCode(data);
        }
    }
}
