package io.github.bpfgate.stats;

/** Predicts how large a change must be to be found at all, from how far the blocks at hand scatter. */
public final class SmallestDetectable {

    /**
     * √(π/3) = 1.023, the Hodges-Lehmann estimate's standard error over that of the mean on normal values: the inverse
     * square root of the efficiency 3/π (Hodges and Lehmann, <i>Ann. Math. Statist.</i> 34, 1963).
     */
    private static final double PRICE_OF_RANKS = Math.sqrt(Math.PI / 3);

    private SmallestDetectable() {
    }

    /**
     * limit + (z<sub>1−alpha</sub> + z<sub>power</sub>) · √(π/3) · sd / √L, for L blocks with sample standard
     * deviation sd (divisor L − 1). A normal approximation: right in its order of magnitude for other shapes.
     *
     * @param blocks at least two finite block values
     * @param limit the allowed increase Δ, at least 0, in the unit of the blocks
     * @param alpha one-sided error level of the look, in (0, 0.5]
     * @param power wanted probability of finding the change, from 0.5 to below 1
     * @return the change, in the unit of the blocks, never below the limit
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static double of(double[] blocks, double limit, double alpha, double power) {
        double[] x = FiniteValues.atLeast(2, blocks);
        FiniteValues.requireNotNegative("limit", limit);
        return limit + reach(alpha, power) * StandardDeviation.of(x) / Math.sqrt(x.length);
    }

    /** How far above the limit a change must be to be found by one block, in standard deviations. */
    static double reach(double alpha, double power) {
        if (!(power >= 0.5 && power < 1)) {
            throw new IllegalArgumentException("power lies in [0.5, 1), not " + power);
        }
        return (NormalQuantile.of(power) - NormalQuantile.of(Level.require(alpha))) * PRICE_OF_RANKS;
    }
}
