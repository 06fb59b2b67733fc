package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class ConfirmingSeriesTest {

    /** Ten blocks about 10 whose median distance from it is 1: a robust deviation of 1.4826. */
    private static final double[] FOUND = {9, 11, 9, 11, 9, 11, 9, 11, 9, 11};

    @Test
    void isNeverBelowTwentyFour() {
        assertThat(ConfirmingSeries.blocks(FOUND, 1, 1, .01)).isEqualTo(24);
        assertThat(ConfirmingSeries.blocks(new double[] {10, 10}, 9.999, 1, .01)).as("no scatter").isEqualTo(24);
    }

    @Test
    void isTwiceWhatWouldShowTheChangeInNineteenCasesOfTwenty() {
        // z(.995) + z(.95) = 2.576 + 1.645 = 4.221; 2 · (4.221 · 1.0233 · 1.4826 / 1.5)² = 36.5
        assertThat(ConfirmingSeries.blocks(FOUND, 8.5, 1, .01)).isEqualTo(37);
        // z(.9995) = 3.291 for the strictest of ten: 2 · (4.936 · 1.0233 · 1.4826 / 1.5)² = 49.8
        assertThat(ConfirmingSeries.blocks(FOUND, 8.5, 10, .01)).isEqualTo(50);
    }

    @Test
    void isNotLongerThanTheLongestFirstSeries() {
        assertThat(ConfirmingSeries.blocks(FOUND, 9.9, 1, .01)).isEqualTo(80);
    }

    @Test
    void isNotMadeLongerByABlockFarOff() {
        double[] oneOff = FOUND.clone();
        oneOff[1] = 1000;
        assertThat(ConfirmingSeries.blocks(oneOff, 1, 1, .01)).isEqualTo(24);
    }

    @Test
    void growsWithTheFamily() {
        // 1 + log2(80,000 / .01) = 23.9, 1 + log2(90,000 / .01) = 24.1
        assertThat(ConfirmingSeries.blocks(FOUND, 1, 80_000, .01)).isEqualTo(24);
        assertThat(ConfirmingSeries.blocks(FOUND, 1, 90_000, .01)).isEqualTo(25);
    }

    @Property
    void isJustLongEnoughForTheSmallestPValueToPassHolm(
            @ForAll @IntRange(min = 1, max = 500) int family,
            @ForAll @DoubleRange(min = 1e-6, max = .5) @Scale(9) double alpha) {
        int n = ConfirmingSeries.blocks(FOUND, 0, family, alpha);
        double[] slower = IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
        double[] p = new double[family];
        Arrays.fill(p, Double.NaN);
        p[0] = ConfirmingSeries.p(slower, 0);
        assertThat(Holm.rejected(p, alpha)[0]).isTrue();
        if (n > 24) {
            p[0] *= 2;
            assertThat(Holm.rejected(p, alpha)[0]).isFalse();
        }
    }

    @Test
    void isConfirmedByEitherLookAtHalfTheLevelEach() {
        double[] slower = IntStream.rangeClosed(1, 20).mapToDouble(i -> i).toArray();
        assertThat(ConfirmingSeries.p(Arrays.copyOf(slower, 10), 0)).isEqualTo(2.0 / 1024);
        assertThat(ConfirmingSeries.p(slower, 0)).isEqualTo(2.0 / (1 << 20));
        double[] onlyFirst = Arrays.copyOf(slower, 20);
        Arrays.fill(onlyFirst, 10, 20, -1000);
        assertThat(ConfirmingSeries.p(onlyFirst, 0)).as("the end cannot take the first look back")
                .isEqualTo(2.0 / 1024);
        double[] faster = IntStream.rangeClosed(1, 20).mapToDouble(i -> -i).toArray();
        assertThat(ConfirmingSeries.p(faster, 0)).isEqualTo(1);
    }

    @Test
    void outlivesTwoBlocksThatAreFarOff() {
        double[] slower = IntStream.rangeClosed(1, 24).mapToDouble(i -> 10 + i / 100.0).toArray();
        slower[3] = -500;
        assertThat(ConfirmingSeries.p(Arrays.copyOf(slower, 10), 5)).as("the first look").isGreaterThan(.01);
        slower[14] = -700;
        assertThat(ConfirmingSeries.p(slower, 5)).as("the second").isLessThan(.01);
    }

    @Property(tries = 20)
    void confirmsNoMoreThanItsLevelWhereNothingChanged(@ForAll long seed) {
        Random random = new Random(seed);
        int series = 4000;
        long confirmed = IntStream.range(0, series)
                .filter(i -> ConfirmingSeries.p(random.doubles(20).map(u -> u - .5).toArray(), 0) <= .05).count();
        // .05 · 4000 = 200 with a standard deviation of 14.
        assertThat(confirmed).isLessThan(300);
    }

    @Test
    void refusesArgumentsOutOfRange() {
        assertThatThrownBy(() -> ConfirmingSeries.blocks(new double[] {1}, 0, 1, .01))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfirmingSeries.blocks(FOUND, 1, 0, .01))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfirmingSeries.blocks(FOUND, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfirmingSeries.blocks(FOUND, 10, 1, .01)).hasMessageContaining("nothing to confirm");
    }
}
