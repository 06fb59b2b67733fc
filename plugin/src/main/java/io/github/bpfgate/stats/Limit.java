package io.github.bpfgate.stats;

/**
 * Says how much slower a program may get before it counts as a regression.
 *
 * @param relative allowed increase as a fraction of the baseline's net latency (0.05 is 5 %), finite, at least 0
 * @param floor the increase, in ns, that is always allowed because time cannot tell it from code placement; finite, at
 *     least 0
 */
public record Limit(double relative, double floor) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a component is NaN, infinite or negative
     */
    public Limit {
        FiniteValues.requireNotNegative("relative limit", relative);
        FiniteValues.requireNotNegative("floor", floor);
    }

    /**
     * The limit Δ = max(relative · B, floor).
     *
     * @param baselineNet B, the baseline's net latency in ns; below 0 (a program no slower than the null program, but
     *     for noise) the floor alone counts
     * @return Δ in ns, at least 0
     * @throws IllegalArgumentException if B is NaN or infinite
     */
    public double in(double baselineNet) {
        return Math.max(relative * FiniteValues.require("baseline's net latency", baselineNet), floor);
    }
}
