package io.github.bpfgate.proof;

import java.util.Arrays;

/**
 * Where seconds lie.
 *
 * @param count  how many
 * @param median seconds
 * @param p95    the least that 95 % do not exceed, seconds
 * @param max    seconds
 */
record Spread(int count, double median, double p95, double max) {

    static Spread of(double... seconds) {
        if (seconds.length == 0) {
            return new Spread(0, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        return new Spread(n, median, sorted[(int) Math.ceil(0.95 * n) - 1], sorted[n - 1]);
    }
}
