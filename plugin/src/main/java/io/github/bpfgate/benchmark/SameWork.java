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
     * Looks for what one run leaves beside the packet and a later one may find there.
     *
     * @param insns of every program that may run
     * @return why repeats cannot be trusted, or empty
     */
    static Optional<String> changesContext(RunnableType type, LoadedProgram program, byte[] insns, TestRun run) {
        if (!type.hasSkb()) {
            return Optional.empty();
        }
        return LastingCall.in(insns)
                .map(call -> "calls " + call + ", which leaves what no test run gives back")
                .or(() -> SkbField.carriedOver(type, run.runForContext(program), insns)
                        .map(field -> "changes " + field + " of its context, and may read it"));
    }

    /**
     * Compares what the last of many runs leaves behind with what a single one did.
     *
     * @return why repeats cannot be trusted, or empty
     */
    static Optional<String> drifts(LoadedProgram program, TestRun run, TestRun.Output once, int repeat) {
        TestRun.Output last = run.runForOutput(program, repeat);
        if (last.returnValue() != once.returnValue()) {
            return Optional.of("returns " + once.returnValue() + " on its first run and " + last.returnValue()
                    + " on run " + repeat);
        }
        return last.equals(once) ? Optional.empty()
                : Optional.of("leaves another packet behind after run " + repeat + " than after its first");
    }
}
