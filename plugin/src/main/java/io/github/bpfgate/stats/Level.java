package io.github.bpfgate.stats;

/** Guards the one-sided error level that bounds and tests are held to: above 0, at most one half. */
final class Level {

    private Level() {
    }

    /**
     * Returns the level unchanged.
     *
     * @param alpha a probability; above one half a lower bound could pass the estimate
     * @throws IllegalArgumentException if it is NaN or outside (0, 0.5]
     */
    static double require(double alpha) {
        if (!(alpha > 0 && alpha <= 0.5)) {
            throw new IllegalArgumentException("a one-sided error level lies in (0, 0.5], not " + alpha);
        }
        return alpha;
    }
}
