package io.github.bpfgate.proof;

import java.util.function.DoubleUnaryOperator;

/**
 * How many of how many, with the exact two-sided 95 % interval of Clopper and Pearson (1934).
 *
 * @param count of them
 * @param of    all; with 0 nothing is known
 * @param lower bound of the share
 * @param upper bound of the share
 */
record Share(int count, int of, double lower, double upper) {

    private static final double TAIL = 0.025;
    private static final int BISECTIONS = 60;

    static Share of(int count, int of) {
        double lower = count == 0 ? 0 : solve(p -> 1 - atMost(count - 1, of, p) - TAIL);
        double upper = count == of ? 1 : solve(p -> TAIL - atMost(count, of, p));
        return new Share(count, of, lower, upper);
    }

    double value() {
        return of == 0 ? Double.NaN : count / (double) of;
    }

    /** The root of an increasing function on 0 to 1. */
    private static double solve(DoubleUnaryOperator increasing) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (increasing.applyAsDouble(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** P(X ≤ k) for X binomial(n, p), 0 < p < 1; in logarithms, for (1 − p)ⁿ may be too small for a double. */
    private static double atMost(int k, int n, double p) {
        double logTerm = n * Math.log1p(-p);
        double sum = Math.exp(logTerm);
        for (int i = 1; i <= k; i++) {
            logTerm += Math.log((n - i + 1) * p / (i * (1 - p)));
            sum += Math.exp(logTerm);
        }
        return Math.min(1, sum);
    }
}
