package io.github.bpfgate.stats;

import java.util.OptionalInt;

/**
 * Gives the exact null distribution of the Wilcoxon signed-rank statistic, so that a verdict's error level holds for
 * ten blocks as well as for eighty.
 *
 * <p>T is the sum of the ranks 1..n that got a positive sign, each sign a fair coin: 0 ≤ T ≤ M = n(n+1)/2. Adding rank
 * k to the ranks below it gives the recurrence p<sub>k</sub>(t) = ½ p<sub>k−1</sub>(t) + ½ p<sub>k−1</sub>(t − k)
 * (Hollander, Wolfe and Chicken, <i>Nonparametric Statistical Methods</i>, 3rd ed., section 3.1). Halving is exact in
 * binary floating point and every term is positive, so the result is exact up to n = 53, and beyond that good to about
 * twelve digits.
 */
public final class SignedRankDistribution {

    /** The largest n: 2<sup>−n</sup>, the rarest outcome's probability, must remain a normal double. */
    public static final int MAX_N = 1000;

    private SignedRankDistribution() {
    }

    /**
     * The largest c with P(T ≤ c) ≤ alpha; by symmetry also P(T ≥ M − c) ≤ alpha.
     *
     * @param n number of values, 1 to {@value #MAX_N}
     * @param alpha one-sided error level in (0, 0.5]
     * @return c in 0..M/2, or empty if even P(T = 0) = 2<sup>−n</sup> is above alpha
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static OptionalInt criticalValue(int n, double alpha) {
        int most = most(n);
        Level.require(alpha);
        double[] mass = massUpTo(most / 2, n);
        double tail = 0;
        int c = -1;
        // Summed in the same order as lowerTail, so that both agree to the last bit on which t is inside the level.
        while (c + 1 < mass.length) {
            tail += mass[c + 1];
            if (tail > alpha) {
                break;
            }
            c++;
        }
        return c < 0 ? OptionalInt.empty() : OptionalInt.of(c);
    }

    /**
     * P(T ≤ t).
     *
     * @param n number of values, 1 to {@value #MAX_N}
     * @param t any integer; 0 is returned below 0, and 1 from M on
     * @return a probability in [0, 1]
     * @throws IllegalArgumentException if n is out of range
     */
    public static double lowerTail(int n, int t) {
        if (t >= most(n)) {
            return 1;
        }
        if (t < 0) {
            return 0;
        }
        double tail = 0;
        for (double p : massUpTo(t, n)) {
            tail += p;
        }
        return Math.min(tail, 1);
    }

    private static int most(int n) {
        if (n < 1 || n > MAX_N) {
            throw new IllegalArgumentException("n must be 1 to " + MAX_N + ", not " + n);
        }
        return n * (n + 1) / 2;
    }

    /** P(T = 0) to P(T = last); no mass depends on one above it, so the rest need not be computed. */
    private static double[] massUpTo(int last, int n) {
        double[] mass = new double[last + 1];
        mass[0] = 1;
        for (int k = 1; k <= n; k++) {
            int reached = Math.min(last, k * (k + 1) / 2);
            for (int t = reached; t >= k; t--) {
                mass[t] = 0.5 * (mass[t] + mass[t - k]);
            }
            for (int t = Math.min(reached, k - 1); t >= 0; t--) {
                mass[t] *= 0.5;
            }
        }
        return mass;
    }
}
