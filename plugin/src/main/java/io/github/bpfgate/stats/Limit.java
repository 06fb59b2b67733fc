package io.github.bpfgate.stats;

import java.util.Arrays;

/** What the time per run of a program is held to. */
public sealed interface Limit {

    /**
     * Says how much slower a program may get before it counts as a regression.
     *
     * @param relative allowed increase as a fraction of the baseline's net latency (0.05 is 5 %), finite, at least 0
     * @param floor the increase, in ns, that is always allowed because time cannot tell it from code placement; finite,
     *     at least 0
     */
    record Increase(double relative, double floor) implements Limit {

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a component is NaN, infinite or negative
         */
        public Increase {
            FiniteValues.requireNotNegative("relative limit", relative);
            FiniteValues.requireNotNegative("floor", floor);
        }

        /**
         * The limit Δ = max(relative · B, floor).
         *
         * @param baselineNet B, the baseline's net latency in ns; below 0 (a program no slower than the null program,
         *     but for noise) the floor alone counts
         * @return Δ in ns, at least 0
         * @throws IllegalArgumentException if B is NaN or infinite
         */
        public double in(double baselineNet) {
            return Math.max(relative * FiniteValues.require("baseline's net latency", baselineNet), floor);
        }
    }

    /**
     * Says how long a program may take, whatever it took before.
     *
     * @param nanos per run, finite, above 0
     */
    record Maximum(double nanos) implements Limit {

        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if it is NaN, infinite, negative or 0
         */
        public Maximum {
            if (!(FiniteValues.require("maximum", nanos) > 0)) {
                throw new IllegalArgumentException("a maximum is above 0, not " + nanos);
            }
        }

        /** How far values are above it, ns; negative below. */
        public double[] excess(double[] values) {
            return Arrays.stream(values).map(value -> value - nanos).toArray();
        }
    }
}
