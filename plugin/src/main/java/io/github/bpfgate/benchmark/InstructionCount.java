package io.github.bpfgate.benchmark;

import io.github.bpfgate.instrument.LineRate;
import io.github.bpfgate.instrument.Passage;
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
 * @param instructions     that the program has, a 64-bit constant being one
 * @param reached          of these, those that some packet reached
 * @param lines            of its sources, in order of file and number; empty for an object without debug information
 * @param listing          of the programs that ran, each instruction with its count; null if nobody asked for it
 */
public record InstructionCount(double perRun, double least, double most, String notExact, String worstPacket,
        long worstInsns, Map<String, Double> helperCalls, int instructions, int reached, List<LineRate> lines,
        List<Passage> listing) {

    /** The share of the program's instructions that its packets reached, 0 to 1. */
    public double coverage() {
        return reached / (double) instructions;
    }
}
