package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class SmallestDetectableTest {

    @Property
    void quantileEqualsTheLibrarys(@ForAll @DoubleRange(min = .001, max = 300) @Scale(6) double digits) {
        double p = Math.pow(10, -digits);
        assertQuantile(p);
        assertQuantile(Math.min(1 - p, Math.nextDown(1.0)));
    }

    @Test
    void quantileEqualsTheLibrarysInEveryBranch() {
        for (double p : new double[] {1e-200, 1e-20, 1e-11, .002, .074, .075, .076, .3, .5, .8, .924, .926, .998}) {
            assertQuantile(p);
        }
        assertThat(NormalQuantile.of(.975)).isCloseTo(1.959963984540054, within(1e-15));
    }

    private static void assertQuantile(double p) {
        double expected = NormalDistribution.of(0, 1).inverseCumulativeProbability(p);
        assertThat(NormalQuantile.of(p)).isCloseTo(expected, within(1e-13 * Math.max(1e-3, Math.abs(expected))));
    }

    @Test
    void addsTheReachOfTheBlocksToTheLimit() {
        // sd of 1, 2, 3, 4, 5 is sqrt(2.5); z(.95) + z(.8) = 1.644854 + 0.841621
        double expected = 1 + 2.486475 * 1.0233 * Math.sqrt(2.5) / Math.sqrt(5);
        assertThat(SmallestDetectable.of(new double[] {1, 2, 3, 4, 5}, 1, .05, .8)).isCloseTo(expected, within(1e-3));
    }

    @Test
    void steadyBlocksDetectAnythingAboveTheLimit() {
        assertThat(SmallestDetectable.of(new double[] {3, 3, 3}, .5, .01, .9)).isEqualTo(.5);
    }

    /** Foretold for one look at 40 normal blocks; the share found must be near the power asked for. */
    @Test
    void aChangeOfThatSizeIsFoundAboutAsOftenAsForetold() {
        Random random = new Random(7);
        double alpha = .003;
        double shift = 1 + (NormalQuantile.of(.9) - NormalQuantile.of(alpha)) * Math.sqrt(Math.PI / 3 / 40);
        int found = 0;
        int rounds = 1000;
        for (int round = 0; round < rounds; round++) {
            double[] x = random.doubles(40).map(u -> shift + random.nextGaussian()).toArray();
            if (WalshAverages.of(x).lower(alpha).orElseThrow() > 1) {
                found++;
            }
        }
        assertThat((double) found / rounds).isBetween(.83, .95);
    }

    @Test
    void refusesArgumentsOutOfRange() {
        double[] two = {1, 2};
        double[] one = {1};
        assertThatThrownBy(() -> SmallestDetectable.of(one, 1, .05, .8)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> SmallestDetectable.of(two, -1, .05, .8)).hasMessageContaining("limit");
        assertThatThrownBy(() -> SmallestDetectable.of(two, 1, 0, .8)).hasMessageContaining("error level");
        assertThatThrownBy(() -> SmallestDetectable.of(two, 1, .05, 1)).hasMessageContaining("power");
        assertThatThrownBy(() -> NormalQuantile.of(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
