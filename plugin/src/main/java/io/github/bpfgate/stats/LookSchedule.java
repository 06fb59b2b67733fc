package io.github.bpfgate.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shares one error level among several looks at a growing series, so that clear cases stop early and the sum of the
 * looks' levels still bounds the chance of a wrong verdict (Bonferroni's inequality). Immutable.
 */
public final class LookSchedule {

    /** The fewest blocks that a series cut short is judged on. */
    public static final int FEWEST_BLOCKS = 10;

    private final List<Look> looks;

    private LookSchedule(List<Look> looks) {
        this.looks = looks;
    }

    /** Looks at 10, 20, 40 and 80 blocks with levels .002, .002, .003 and .003: one per cent in all. */
    public static LookSchedule standard() {
        return of(new Look(10, .002), new Look(20, .002), new Look(40, .003), new Look(80, .003));
    }

    /**
     * A schedule of one's own.
     *
     * @param looks at least one, each with more blocks than the one before, levels adding up to at most 0.5
     * @throws IllegalArgumentException otherwise
     */
    public static LookSchedule of(Look... looks) {
        LookSchedule schedule = new LookSchedule(List.of(looks));
        for (int i = 1; i < looks.length; i++) {
            if (looks[i].blocks() <= looks[i - 1].blocks()) {
                throw new IllegalArgumentException(looks[i] + " does not have more blocks than " + looks[i - 1]);
            }
        }
        Level.require(schedule.totalAlpha());
        return schedule;
    }

    /** The looks in order of blocks, unmodifiable. */
    public List<Look> looks() {
        return looks;
    }

    /** The look planned at exactly so many blocks. */
    public Optional<Look> at(int blocks) {
        return looks.stream().filter(look -> look.blocks() == blocks).findFirst();
    }

    /** The number of blocks at the last look, from which on more of them change nothing. */
    public int maxBlocks() {
        return looks.get(looks.size() - 1).blocks();
    }

    /** The sum of the looks' levels, in (0, 0.5]. */
    public double totalAlpha() {
        return looks.stream().mapToDouble(Look::alpha).sum();
    }

    /**
     * The looks that a series of so many blocks is entitled to, in order: those planned up to there and, if the series
     * ended between two looks, one at its end with the level of the look it did not live to see. That extra look needs
     * {@value #FEWEST_BLOCKS} blocks, and enough for its level.
     *
     * @param blocks length of the series, at least 0
     */
    public List<Look> within(int blocks) {
        List<Look> held = new ArrayList<>();
        for (Look look : looks) {
            if (look.blocks() <= blocks) {
                held.add(look);
                continue;
            }
            boolean more = held.isEmpty() || held.get(held.size() - 1).blocks() < blocks;
            if (more && blocks >= FEWEST_BLOCKS && Look.canDecide(blocks, look.alpha())) {
                held.add(new Look(blocks, look.alpha()));
            }
            break;
        }
        return List.copyOf(held);
    }
}
