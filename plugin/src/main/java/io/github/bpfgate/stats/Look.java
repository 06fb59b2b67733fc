package io.github.bpfgate.stats;

/**
 * Fixes one moment at which a growing series may be judged, and the error it may spend there.
 *
 * @param blocks how many blocks are judged, 1 to {@value SignedRankDistribution#MAX_N}
 * @param alpha one-sided error level in (0, 0.5], no smaller than 2<sup>−blocks</sup>: below that no outcome whatever
 *     could decide
 */
public record Look(int blocks, double alpha) {

    /**
     * Checks that the look can decide.
     *
     * @throws IllegalArgumentException if a component is out of range, or the blocks are too few for alpha
     */
    public Look {
        if (!canDecide(blocks, alpha)) {
            throw new IllegalArgumentException(blocks + " blocks can never decide at the level " + alpha);
        }
    }

    /**
     * Whether so many blocks have a bound at this level.
     *
     * @throws IllegalArgumentException if an argument is out of range
     */
    static boolean canDecide(int blocks, double alpha) {
        return SignedRankDistribution.lowerTail(blocks, 0) <= Level.require(alpha);
    }
}
