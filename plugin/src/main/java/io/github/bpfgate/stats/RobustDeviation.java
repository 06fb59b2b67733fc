package io.github.bpfgate.stats;

import java.util.Arrays;

/** The spread of values of which a few may be far off. */
final class RobustDeviation {

    /** 1/Φ⁻¹(3/4): makes the median absolute deviation of normal values their standard deviation. */
    private static final double NORMAL = 1.482602218505602;

    private RobustDeviation() {
    }

    /**
     * 1.4826 · median |x − median x| (F. R. Hampel, <i>J. Amer. Statist. Assoc.</i> 69, 1974).
     *
     * @param values at least one, finite; in the unit of the result
     */
    static double of(double... values) {
        double centre = Median.of(values);
        return NORMAL * Median.of(Arrays.stream(values).map(x -> Math.abs(x - centre)).toArray());
    }
}
