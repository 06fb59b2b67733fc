package io.github.bpfgate.stats;

import java.util.Arrays;

/**
 * The middle of some values.
 *
 * @param lower  median of the lower half
 * @param median of all
 * @param upper  median of the upper half
 */
public record Quartiles(double lower, double median, double upper) {

    /** @param values at least one; with an odd number of them the middle one is in neither half (Moore and McCabe) */
    public static Quartiles of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return half == 0 ? new Quartiles(sorted[0], sorted[0], sorted[0])
                : new Quartiles(Median.of(Arrays.copyOfRange(sorted, 0, half)), Median.of(sorted),
                Median.of(Arrays.copyOfRange(sorted, sorted.length - half, sorted.length)));
    }
}
