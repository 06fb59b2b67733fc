package io.github.bpfgate.benchmark;

import io.github.bpfgate.stats.Median;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What was measured of one benchmark: values per block, in ns per run. No verdict, no rule.
 *
 * @param benchmark       its name
 * @param program         the function's name
 * @param object          the candidate's file name
 * @param type            the kernel's name of the type
 * @param method          {@link Method}'s name: {@code test-run} or {@code attach}
 * @param sampling        how a sample was taken, in words
 * @param repeat          runs per sample
 * @param pairs           pairs of samples per block
 * @param unchanged       whether candidate and baseline are the same work, so that only the candidate was run
 * @param candidate       candidate's ns per run, one value a block
 * @param baseline        baseline's ns per run, one value a block; empty if it was not run
 * @param nullProgram     null program's ns per run, one value a block
 * @param blocks          candidate less baseline, ns, one value a block
 * @param confirming      the same of the confirming series; empty if there was none
 * @param confirmingCandidate candidate's ns per run in the confirming series; empty if there was none
 * @param seconds         that it took, trial and confirming series included
 * @param packets         ns per run by packet
 * @param notes           what a reader of the figures should know
 * @param warnings        what should make a reader doubt the comparison: that the two do not do the same
 * @param candidateSha256 of the object file
 * @param baselineSha256  of the object file; empty if there is none
 */
public record Measurement(String benchmark, String program, String object, String type, String method,
        String sampling, int repeat, int pairs, boolean unchanged, double[] candidate, double[] baseline,
        double[] nullProgram, double[] blocks, double[] confirming, double[] confirmingCandidate, double seconds,
        List<PacketTiming> packets, List<String> notes, List<String> warnings, String candidateSha256, String baselineSha256) {

    /** The candidate's ns per run less the null program's: median over the blocks. */
    public double candidateNet() {
        return net(candidate);
    }

    /** The baseline's ns per run less the null program's: median over the blocks of the first series. */
    public double baselineNet() {
        return net(baseline);
    }

    private double net(double[] values) {
        return Median.of(IntStream.range(0, values.length).mapToDouble(i -> values[i] - nullProgram[i]).toArray());
    }

    /**
     * One packet's figures: medians over the blocks of the first series.
     *
     * @param name      the packet's
     * @param candidate ns per run
     * @param baseline  ns per run; 0 if the baseline was not run
     */
    public record PacketTiming(String name, double candidate, double baseline) {
    }
}
