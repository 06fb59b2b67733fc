package io.github.bpfgate.stats;

/** Sizes the second series that must confirm a regression before a build fails for it. */
public final class ConfirmingSeries {

    private ConfirmingSeries() {
    }

    /**
     * max(10, decidingBlocks, ⌈log<sub>2</sub>(family / alpha)⌉): no smaller than the series it confirms, and long
     * enough that its smallest possible p-value, 2<sup>−n</sup>, passes the strictest step of {@link Holm}.
     *
     * @param decidingBlocks blocks of the look that found the regression, at least 1
     * @param family number of benchmarks judged together, at least 1
     * @param alpha level of the family, in (0, 0.5]
     * @return blocks to measure; judged once, at their end
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static int blocks(int decidingBlocks, int family, double alpha) {
        if (decidingBlocks < 1 || family < 1) {
            throw new IllegalArgumentException(
                    "at least one block and one benchmark needed, not " + decidingBlocks + " and " + family);
        }
        // The binary exponent is the exact floor of log2, and the quotient the very one Holm compares with.
        int needed = -Math.getExponent(Level.require(alpha) / family);
        return Math.max(LookSchedule.FEWEST_BLOCKS, Math.max(decidingBlocks, needed));
    }
}
