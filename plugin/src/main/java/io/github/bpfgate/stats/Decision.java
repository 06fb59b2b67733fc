package io.github.bpfgate.stats;

import java.util.Objects;

/**
 * Carries the outcome of one series of blocks with the figures it rests on, in the unit of the blocks (ns for latency).
 *
 * @param outcome what the deciding look found
 * @param blocks how many blocks that look judged; if none was held, how many there were
 * @param alpha the one-sided error level of each bound; 0 if no look was held
 * @param estimate Hodges-Lehmann estimate of the change from those blocks; NaN if there were none
 * @param lower exact lower bound of the change; NaN if no look was held
 * @param upper exact upper bound of the change; NaN if no look was held
 */
public record Decision(Outcome outcome, int blocks, double alpha, double estimate, double lower, double upper) {

    /**
     * Checks that there is an outcome.
     *
     * @throws NullPointerException if there is none
     */
    public Decision {
        Objects.requireNonNull(outcome, "outcome");
    }
}
