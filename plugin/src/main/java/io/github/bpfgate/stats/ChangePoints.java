package io.github.bpfgate.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Finds where the level of a series changed, by ranks alone: neither outliers nor the shape of the noise matter.
 *
 * <p>At each place the values before it are compared with those from it on by the test of Mann and Whitney (as A. N.
 * Pettitt, <i>Applied Statistics</i> 28 (1979), does with one statistic for all places), near to it and further off: a
 * regression that is mended soon would otherwise be lost among the runs around it. The place with the smallest p-value
 * is a change if that is no more than alpha over the number of tests (Bonferroni), so that a series without a change has
 * one marked with a probability of at most alpha; then the parts on both sides are searched in the same way
 * (binary segmentation), and since the first place was found among changes that were not known yet, each is looked for
 * anew between its neighbours (the repartition of J. Bai, <i>Econometric Theory</i> 13 (1997)). Values that depend on their neighbours, as a machine that warms up gives, can be marked more
 * often.
 */
public final class ChangePoints {

    /** How far a place sees before and behind it: what stays, what has just begun or was soon over, and what between. */
    private static final int[][] REACHES = {{30, 30}, {30, 6}, {6, 30}, {12, 12}};
    private static final int MOST_ROUNDS = 10;

    private ChangePoints() {
    }

    /**
     * Where the level is another from.
     *
     * @param values finite, in the order of time; not changed
     * @param alpha  chance of a mark in a series without a change, in (0, 0.5]
     * @return per value whether it is the first of a new level
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static boolean[] of(double[] values, double alpha) {
        double[] series = FiniteValues.copyOf(values);
        Level.require(alpha);
        boolean[] changed = new boolean[series.length];
        List<Integer> places = refined(series, segmented(series, 0, series.length, alpha), alpha);
        places.forEach(place -> changed[place] = true);
        return changed;
    }

    private static List<Integer> segmented(double[] series, int from, int to, double alpha) {
        OptionalInt place = strongest(series, from, to, alpha);
        if (place.isEmpty()) {
            return List.of();
        }
        List<Integer> places = new ArrayList<>(segmented(series, from, place.getAsInt(), alpha));
        places.add(place.getAsInt());
        places.addAll(segmented(series, place.getAsInt(), to, alpha));
        return places;
    }

    /** Looks for each place anew between its neighbours, until none moves. */
    private static List<Integer> refined(double[] series, List<Integer> places, double alpha) {
        List<Integer> now = places;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<Integer> before = now;
            now = IntStream.range(0, before.size()).mapToObj(i -> strongest(series, i == 0 ? 0 : before.get(i - 1),
                    i == before.size() - 1 ? series.length : before.get(i + 1), alpha))
                    .filter(OptionalInt::isPresent).map(OptionalInt::getAsInt).sorted().distinct().toList();
            if (now.equals(before)) {
                break;
            }
        }
        return now;
    }

    private static OptionalInt strongest(double[] series, int from, int to, double alpha) {
        int best = from;
        double smallest = 1;
        for (int place = from + 1; place < to; place++) {
            for (int[] reach : REACHES) {
                double p = p(Arrays.copyOfRange(series, Math.max(from, place - reach[0]), place),
                        Arrays.copyOfRange(series, place, Math.min(to, place + reach[1])));
                if (p < smallest) {
                    smallest = p;
                    best = place;
                }
            }
        }
        return best > from && smallest <= alpha / (to - from - 1) / REACHES.length
                ? OptionalInt.of(best) : OptionalInt.empty();
    }

    /** Where all values are equal there is no variance to divide by, and no change. */
    private static double p(double[] before, double[] after) {
        double p = MannWhitneyUTest.withDefaults().test(before, after).getPValue();
        return Double.isNaN(p) ? 1 : p;
    }
}
