package io.github.bpfgate.stats;

import java.util.Arrays;

/**
 * The second series, of fresh loads, that must confirm a regression before a build fails for it. It is looked at twice:
 * after 10 blocks, which shows what is plain, and at its end.
 */
public final class ConfirmingSeries {

    /** Blocks at the first look. */
    public static final int FIRST_LOOK = LookSchedule.FEWEST_BLOCKS;

    /** Of 24 blocks two may be disturbed beyond recognition without hiding a regression; of 10 none. */
    private static final int FEWEST = 24;
    private static final int LOOKS = 2;
    private static final double POWER = 0.95;

    /**
     * The series that found the regression was chosen for having found it, and makes it look larger and steadier than
     * it is.
     */
    private static final int CAUTION = 2;

    private ConfirmingSeries() {
    }

    /**
     * Twice as many blocks as would show, with a probability of 95 %, a change as large and as scattered as the one
     * that was found: 2 · ((z<sub>1−α/2m</sub> + z<sub>0.95</sub>) · √(π/3) · s / (estimate − limit))², at most 80. The
     * scatter s is the {@link RobustDeviation}, for a block far off costs a rank test little. Never fewer than 24, and
     * long enough that the smallest possible p-value, 2 · 2<sup>−n</sup>, passes the strictest step of {@link Holm}. It
     * rests on the first series alone, so the level of the second holds.
     *
     * @param found  block values of the look that found the regression, at least two, finite
     * @param limit  that they exceed, in their unit
     * @param family number m of benchmarks judged together, at least 1
     * @param alpha  level of the family, in (0, 0.5]
     * @return blocks at the end, if the first look does not confirm
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
        double ofOneLook = Level.require(alpha) / family / LOOKS;
        // The binary exponent is the exact floor of log2, and the quotient the very one Holm compares with.
        int fewest = Math.max(FEWEST, -Math.getExponent(ofOneLook));
        double telling = SmallestDetectable.reach(ofOneLook, POWER) * RobustDeviation.of(values) / margin;
        return (int) Math.max(fewest, Math.min(LookSchedule.standard().maxBlocks(),
                Math.ceil(CAUTION * telling * telling)));
    }

    /**
     * The p-value of "the centre is at most the limit" by both looks: twice the smaller of theirs (Bonferroni). A
     * series that the first look ended, or that ended before it, counts as if the other had been held too.
     *
     * @param values block values in the order they were measured, finite, at least one
     * @param limit  in their unit
     */
    public static double p(double[] values, double limit) {
        double[] first = Arrays.copyOf(values, Math.min(values.length, FIRST_LOOK));
        return Math.min(1, LOOKS * Math.min(SignedRankTest.pGreater(first, limit),
                SignedRankTest.pGreater(values, limit)));
    }
}
