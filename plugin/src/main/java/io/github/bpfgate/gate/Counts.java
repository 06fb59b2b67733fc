package io.github.bpfgate.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What counting the executed instructions showed beside the metrics.
 *
 * @param worstPacket the packet with the most instructions; null if there is no choice
 * @param helperCalls per run, by the helper's name
 * @param lines       all lines of the program that have instructions, in file order
 * @param blamed      the lines that grew, most first
 * @param notCounted  a sentence why there are no counts; null if there are
 * @param notExact    a sentence why two counts differ; null if they do not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Counts(String worstPacket, Map<String, HelperCalls> helperCalls, List<LineResult> lines,
        List<LineResult> blamed, String notCounted, String notExact) {

    /**
     * Calls of one helper per run, mean over the packets.
     *
     * @param value    the candidate's
     * @param baseline the baseline's; null if there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HelperCalls(double value, Double baseline) {
    }

    /** Counts, with the lines to blame. */
    public static Counts of(String worstPacket, Map<String, HelperCalls> helperCalls, List<LineResult> lines,
            String notExact) {
        return new Counts(worstPacket, helperCalls, lines, lines.stream().filter(line -> line.growth() > 0)
                .sorted(Comparator.comparingDouble(LineResult::growth).reversed()).toList(), null, notExact);
    }

    /** No counts, for this reason. */
    public static Counts refused(String why) {
        return new Counts(null, Map.of(), List.of(), List.of(), why, null);
    }
}
