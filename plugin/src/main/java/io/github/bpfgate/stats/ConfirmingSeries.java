package io.github.bpfgate.stats;

/** Sizes the second series that must confirm a regression before a build fails for it. */
public final class ConfirmingSeries {

    private static final double POWER = 0.95;

    /**
     * The series that found the regression was chosen for having found it, and makes it look larger and steadier than
     * it is: of real regressions by 15 % a third was not confirmed by series just long enough for what was seen.
     */
    private static final int CAUTION = 2;

    private ConfirmingSeries() {
    }

    /**
     * Twice as many blocks as would show, with a probability of 95 %, a change as large and as scattered as the one
     * that was found: 2 · ((z<sub>1−α/m</sub> + z<sub>0.95</sub>) · √(π/3) · s / (estimate − limit))², at most 80. The
     * scatter s is the {@link RobustDeviation}, for a block far off costs a rank test little. Never fewer than 10, and
     * long enough that the smallest possible p-value, 2<sup>−n</sup>, passes the strictest step of {@link Holm}. It
     * rests on the first series alone, so the level of the second holds.
     *
     * @param found  block values of the look that found the regression, at least two, finite
     * @param limit  that they exceed, in their unit
     * @param family number m of benchmarks judged together, at least 1
     * @param alpha  level of the family, in (0, 0.5]
     * @return blocks to measure; judged once, at their end
     * @throws IllegalArgumentException if an argument is out of range, or the estimate does not exceed the limit
     */
    public static int blocks(double[] found, double limit, int family, double alpha) {
        double[] values = FiniteValues.atLeast(2, found);
        if (family < 1) {
            throw new IllegalArgumentException("at least one benchmark needed, not " + family);
        }
        double margin = WalshAverages.of(values).estimate() - limit;
        if (!(margin > 0)) {
            throw new IllegalArgumentException("nothing to confirm: the estimate exceeds the limit by " + margin);
        }
        // The binary exponent is the exact floor of log2, and the quotient the very one Holm compares with.
        int fewest = Math.max(LookSchedule.FEWEST_BLOCKS, -Math.getExponent(Level.require(alpha) / family));
        double telling = SmallestDetectable.reach(alpha / family, POWER) * RobustDeviation.of(values) / margin;
        return (int) Math.max(fewest, Math.min(LookSchedule.standard().maxBlocks(),
                Math.ceil(CAUTION * telling * telling)));
    }
}
