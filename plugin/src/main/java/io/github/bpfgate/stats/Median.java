package io.github.bpfgate.stats;

import java.util.Arrays;

/** Reduces the pairs of a block to one value that a few interrupted samples cannot move. */
public final class Median {

    private Median() {
    }

    /**
     * The middle value, or the mean of the middle two; the array is not changed.
     *
     * @param values at least one finite value in any order
     * @return the median, in the unit of the values
     * @throws IllegalArgumentException if there are none, or one is NaN or infinite
     */
    public static double of(double... values) {
        double[] sorted = FiniteValues.atLeast(1, values);
        Arrays.sort(sorted);
        return ofSorted(sorted);
    }

    /** The median of values known to be finite, sorted and not empty. */
    static double ofSorted(double[] sorted) {
        int upper = sorted.length / 2;
        int lower = (sorted.length - 1) / 2;
        // Halved before adding: the sum of two finite values may not be finite.
        return 0.5 * sorted[lower] + 0.5 * sorted[upper];
    }
}
