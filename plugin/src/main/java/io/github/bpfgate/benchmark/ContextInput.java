package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.benchmark.input.Packet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The input of programs that are run on a context alone, and what the kernel would answer only EINVAL to.
 *
 * <p>The context of a raw tracepoint is its arguments, 8 bytes each; that of a syscall program is a struct of its own
 * (net/bpf/test_run.c, {@code bpf_prog_test_run_raw_tp} and {@code bpf_prog_test_run_syscall}). Both have to be as long
 * as the program may read.
 */
final class ContextInput {

    /** Stands for as many zeros as the program may read. */
    static final Packet ZEROS = new Packet("of zeros", new byte[0]);

    private ContextInput() {
    }

    /** Names contexts by their place and length; the bytes of one that look like headers are none. */
    static List<Packet> named(List<Packet> given) {
        return IntStream.range(0, given.size()).mapToObj(i ->
                new Packet("#" + (i + 1) + " " + given.get(i).size() + " B", given.get(i).bytes())).toList();
    }

    /**
     * The bytes of a context.
     *
     * @param reach bytes that the programs may read of it
     * @param most  bytes that the kernel takes
     * @throws InputException if there are fewer or more
     */
    static byte[] bytes(Packet context, String type, int reach, int most) throws InputException {
        if (context.equals(ZEROS)) {
            return new byte[reach];
        }
        String sized = "context " + context.name() + " is " + context.size() + " bytes long";
        if (context.size() > most) {
            throw new InputException(sized + ", more than the " + most + " the kernel takes when it test-runs a " + type
                    + " program; give a shorter one");
        }
        if (context.size() < reach) {
            throw new InputException(sized + ", and the program may read " + reach + " bytes of it; give them all,"
                    + " zeros where nothing is known");
        }
        return context.bytes();
    }
}
