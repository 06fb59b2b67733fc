package io.github.bpfgate.stats;

/** The sample standard deviation, with n − 1. */
public final class StandardDeviation {

    private StandardDeviation() {
    }

    /** @param values at least two; in the unit of the result */
    public static double of(double... values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
