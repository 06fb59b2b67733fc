package io.github.bpfgate.libbpf;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the verifier tells of its work on an accepted program at log level {@code BPF_LOG_STATS}
 * ({@code print_verification_stats} in kernel/bpf/verifier.c).
 *
 * @param verifiedInsns instructions it looked at, over all paths; the kernel's limit is a million
 * @param states        it kept
 * @param peakStates    most kept at a time
 * @param stackDepths   bytes of stack, by function in the order of their code; those it found dead are left out
 * @param micros        it took, µs
 */
public record VerifierStatistics(int verifiedInsns, int states, int peakStates, List<Integer> stackDepths,
        long micros) {

    private static final Pattern INSNS = Pattern.compile("processed (\\d+) insns");
    private static final Pattern STATES = Pattern.compile("total_states (\\d+)");
    private static final Pattern PEAK_STATES = Pattern.compile("peak_states (\\d+)");
    private static final Pattern STACK = Pattern.compile("^stack depth ([\\d+]+)", Pattern.MULTILINE);
    private static final Pattern TIME = Pattern.compile("verification time (\\d+) usec");

    /** Copies the list. */
    public VerifierStatistics {
        stackDepths = List.copyOf(stackDepths);
    }

    /** Bytes of stack of all functions together, as veristat adds them up. */
    public int stackBytes() {
        return stackDepths.stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Reads them from a log.
     *
     * @throws IllegalStateException if the log does not have them
     */
    static VerifierStatistics of(String log) {
        String depths = find(STACK, log);
        return new VerifierStatistics(Integer.parseInt(find(INSNS, log)), Integer.parseInt(find(STATES, log)),
                Integer.parseInt(find(PEAK_STATES, log)),
                Arrays.stream(depths.split("\\+")).map(Integer::valueOf).toList(), Long.parseLong(find(TIME, log)));
    }

    private static String find(Pattern pattern, String log) {
        Matcher matcher = pattern.matcher(log);
        if (!matcher.find()) {
            throw new IllegalStateException("the verifier's log has no \"" + pattern + "\": " + log.strip());
        }
        return matcher.group(1);
    }
}
