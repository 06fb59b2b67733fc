package io.github.bpfgate.benchmark;

import java.time.Duration;

/**
 * How long to go on.
 *
 * @param longest     for one benchmark, its confirming series included
 * @param family      number of benchmarks judged together (Holm)
 * @param fixedBlocks exactly this many blocks whatever they say, for studies of noise; 0 to stop by the verdict
 * @param skipUnchanged whether equal work is found out and not measured
 */
public record Schedule(Duration longest, int family, int fixedBlocks, boolean skipUnchanged) {

    /** Stop as soon as the verdict is known; equal work is not measured. */
    public static Schedule untilDecided(Duration longest, int family) {
        return new Schedule(longest, family, 0, true);
    }

    /** A fixed number of blocks, of equal work too. */
    public static Schedule fixed(Duration longest, int blocks) {
        return new Schedule(longest, 1, blocks, false);
    }
}
