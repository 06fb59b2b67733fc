package io.github.bpfgate.stats;

import java.util.Arrays;
import java.util.List;

/**
 * Decides a comparison from its block values: the first look that can tell wins.
 *
 * <p>At each look the estimate lies between exact signed-rank bounds (see {@link WalshAverages}). Whether block values
 * are differences, ratios or anything else does not matter here, so long as the limit has their unit and unchanged code
 * scatters them symmetrically about zero.
 */
public final class SequentialDecision {

    private SequentialDecision() {
    }

    /**
     * Judges the series at the looks it is entitled to ({@link LookSchedule#within}). With lo and hi the bounds at a
     * look: lo &gt; Δ is {@link Outcome#REGRESSED}, hi &lt; −Δ is {@link Outcome#IMPROVED}, hi &lt; Δ is
     * {@link Outcome#PASS}, asked in this order. If no look decides, the figures are those of the last.
     *
     * <p>A pure function of its arguments. To keep the error level, call it when a planned look is reached or when
     * sampling is over, not at every block in between: a series that ends between looks is judged there once more.
     * Since Δ usually depends on a baseline estimated from all blocks, a longer series may find an earlier look
     * decisive that was not so at the time.
     *
     * @param blocks the block values in the order they were measured, finite; may be empty
     * @param deltaLimit Δ, finite, at least 0, in the unit of the blocks
     * @param schedule when to look, at which levels
     * @throws IllegalArgumentException if a block or the limit is out of range
     */
    public static Decision decide(double[] blocks, double deltaLimit, LookSchedule schedule) {
        double[] values = FiniteValues.copyOf(blocks);
        FiniteValues.requireNotNegative("limit", deltaLimit);
        List<Look> looks = schedule.within(values.length);
        if (looks.isEmpty()) {
            return withoutLook(values);
        }
        Decision decision = null;
        for (Look look : looks) {
            decision = at(look, values, deltaLimit);
            if (decision.outcome() != Outcome.UNDECIDED) {
                break;
            }
        }
        return decision;
    }

    private static Decision at(Look look, double[] values, double limit) {
        WalshAverages walsh = WalshAverages.of(Arrays.copyOf(values, look.blocks()));
        double lower = walsh.lower(look.alpha()).orElseThrow();
        double upper = walsh.upper(look.alpha()).orElseThrow();
        return new Decision(outcome(lower, upper, limit), look.blocks(), look.alpha(), walsh.estimate(), lower, upper);
    }

    private static Outcome outcome(double lower, double upper, double limit) {
        if (lower > limit) {
            return Outcome.REGRESSED;
        }
        if (upper < -limit) {
            return Outcome.IMPROVED;
        }
        return upper < limit ? Outcome.PASS : Outcome.UNDECIDED;
    }

    private static Decision withoutLook(double[] values) {
        double estimate = values.length == 0 ? Double.NaN : WalshAverages.of(values).estimate();
        return new Decision(Outcome.UNDECIDED, values.length, 0, estimate, Double.NaN, Double.NaN);
    }
}
