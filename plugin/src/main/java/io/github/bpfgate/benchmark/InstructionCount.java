package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.LineRate;
import io.github.bpfgate.instrument.Passage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Executed instructions of a program, per run: the mean over its packets.
 *
 * @param perRun           instructions, those of tail-called programs among them
 * @param least            of the means of several fresh loads; equal to {@code most} where the count is exact
 * @param most             of the means of several fresh loads
 * @param notExact         a sentence that says what the counts depend on, as far as is known; null where they are exact
 * @param worstPacket      the packet that takes most instructions
 * @param worstInsns       instructions that it takes
 * @param helperCalls      calls per run by helper and kernel function (kfunc), sorted by name
 * @param lines            of its sources, in order of file and number; empty for an object without debug information
 * @param calls            over all helpers, of several fresh loads
 * @param coverage         the share of the program's instructions, a 64-bit constant being one, that its packets
 *                         reached, of several fresh loads
 * @param listing          of the programs that ran, each instruction with its count; null if nobody asked for it
 */
public record InstructionCount(double perRun, double least, double most, String notExact, String worstPacket,
        long worstInsns, Map<String, Double> helperCalls, List<LineRate> lines, Range calls, Range coverage,
        List<Passage> listing) {

    /**
     * A figure of several fresh loads.
     *
     * @param value of the first
     * @param least of all; equal to the value where it is exact
     * @param most  of all; equal to the value where it is exact
     */
    public record Range(double value, double least, double most) {

        static Range of(double... values) {
            return new Range(values[0], Arrays.stream(values).min().orElseThrow(),
                    Arrays.stream(values).max().orElseThrow());
        }
    }
}
