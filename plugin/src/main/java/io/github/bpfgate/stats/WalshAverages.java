package io.github.bpfgate.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Estimates where a handful of values is centred, with exact one-sided bounds, from the averages of all their pairs.
 *
 * <p>The M = n(n+1)/2 averages (x<sub>i</sub> + x<sub>j</sub>)/2, i ≤ j, are named after Walsh; the Wilcoxon
 * signed-rank statistic counts how many of them lie above the supposed centre (Tukey 1949), which makes their order
 * statistics its confidence bounds (Hodges and Lehmann, <i>Ann. Math. Statist.</i> 34, 1963; Hollander, Wolfe and
 * Chicken, 3rd ed., sections 3.2 and 3.3). The bounds hold for any symmetric distribution. Immutable; results are in
 * the unit of the values.
 */
public final class WalshAverages {

    private final int values;
    private final double[] sorted;

    private WalshAverages(int values, double[] sorted) {
        this.values = values;
        this.sorted = sorted;
    }

    /**
     * Forms the averages; the array is not changed.
     *
     * @param values 1 to {@value SignedRankDistribution#MAX_N} finite values in any order
     * @throws IllegalArgumentException if there are none or too many, or one is NaN or infinite
     */
    public static WalshAverages of(double... values) {
        double[] x = FiniteValues.atLeast(1, values);
        int n = x.length;
        if (n > SignedRankDistribution.MAX_N) {
            throw new IllegalArgumentException(n + " values, at most " + SignedRankDistribution.MAX_N + " allowed");
        }
        double[] averages = new double[n * (n + 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                averages[next++] = 0.5 * x[i] + 0.5 * x[j];
            }
        }
        Arrays.sort(averages);
        return new WalshAverages(n, averages);
    }

    /** The Hodges-Lehmann estimate: the median of the averages. */
    public double estimate() {
        return Median.ofSorted(sorted);
    }

    /**
     * The exact lower bound: the centre is below it with probability at most alpha.
     *
     * @param alpha one-sided error level in (0, 0.5]
     * @return the average with exactly c others below it in sorted order, c the
     *     {@linkplain SignedRankDistribution#criticalValue critical value}; empty if there are too few values for alpha
     * @throws IllegalArgumentException if alpha is out of range
     */
    public OptionalDouble lower(double alpha) {
        OptionalInt c = SignedRankDistribution.criticalValue(values, alpha);
        return c.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sorted[c.getAsInt()]);
    }

    /**
     * The exact upper bound: the centre is above it with probability at most alpha.
     *
     * @param alpha one-sided error level in (0, 0.5]
     * @return the mirror image of {@link #lower}; empty if there are too few values for alpha
     * @throws IllegalArgumentException if alpha is out of range
     */
    public OptionalDouble upper(double alpha) {
        OptionalInt c = SignedRankDistribution.criticalValue(values, alpha);
        return c.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length - 1 - c.getAsInt()]);
    }

    /** How many averages are at or below mu. */
    int atOrBelow(double mu) {
        return (int) Arrays.stream(sorted).filter(w -> w <= mu).count();
    }

    /** How many averages are at or above mu. */
    int atOrAbove(double mu) {
        return (int) Arrays.stream(sorted).filter(w -> w >= mu).count();
    }
}
