package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.TestRun;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds out whether a program does the same work however often it runs on one packet.
 *
 * <p>Between repeats the kernel resets neither packet nor context. A program that pushes a header runs out of
 * headroom after a dozen repeats and from then on one would time its error path.
 */
final class SameWork {

    private static final int ETHERNET_HEADER = 14;

    private SameWork() {
    }

    /**
     * Compares what one run leaves behind with what it was given.
     *
     * @param frame the packet as given
     * @return why repeats cannot be trusted, or empty
     */
    static Optional<String> changesPacket(RunnableType type, byte[] frame, TestRun.Output once) {
        int from = switch (type.frame()) {
            case WHOLE -> 0;
            case WITHOUT_LINK_LAYER -> ETHERNET_HEADER;
            case NOT_RETURNED -> frame.length;
        };
        if (type.frame() == RunnableType.Frame.NOT_RETURNED) {
            return Optional.empty();
        }
        byte[] after = once.data();
        if (after.length != frame.length) {
            return Optional.of("changes its packet's length from " + frame.length + " to " + after.length + " bytes");
        }
        int at = Arrays.mismatch(frame, from, frame.length, after, from, after.length);
        return at < 0 ? Optional.empty() : Optional.of("changes its packet at byte " + (at + from));
    }

    /**
     * Looks for what one run leaves in the context and a later one may find there.
     *
     * @param insns of every program that may run
     * @return why repeats cannot be trusted, or empty
     */
    static Optional<String> changesContext(RunnableType type, LoadedProgram program, byte[] insns, TestRun run) {
        if (!type.hasSkb()) {
            return Optional.empty();
        }
        return SkbField.carriedOver(run.runForContext(program), insns)
                .map(field -> "changes " + field + " of its context, and may read it");
    }

    /**
     * Compares the return value of the last of many runs with that of a single one.
     *
     * @return why repeats cannot be trusted, or empty
     */
    static Optional<String> drifts(LoadedProgram program, TestRun run, int once, int repeat) {
        run.run(program, repeat);
        int last = run.returnValue();
        return last == once ? Optional.empty()
                : Optional.of("returns " + once + " on its first run and " + last + " on run " + repeat);
    }
}
