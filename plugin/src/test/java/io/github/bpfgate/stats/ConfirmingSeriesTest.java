package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
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
    void isNeverBelowTen() {
        assertThat(ConfirmingSeries.blocks(FOUND, 1, 1, .01)).isEqualTo(10);
        assertThat(ConfirmingSeries.blocks(new double[] {10, 10}, 9.999, 1, .01)).as("no scatter").isEqualTo(10);
    }

    @Test
    void isTwiceWhatWouldShowTheChangeInNineteenCasesOfTwenty() {
        // z(.99) + z(.95) = 2.326 + 1.645 = 3.971; 2 · (3.971 · 1.0233 · 1.4826 / 2)² = 18.1
        assertThat(ConfirmingSeries.blocks(FOUND, 8, 1, .01)).isEqualTo(19);
        // z(.999) = 3.090 for the strictest of ten: 2 · (4.735 · 1.0233 · 1.4826 / 2)² = 25.8
        assertThat(ConfirmingSeries.blocks(FOUND, 8, 10, .01)).isEqualTo(26);
    }

    @Test
    void isNotLongerThanTheLongestFirstSeries() {
        assertThat(ConfirmingSeries.blocks(FOUND, 9.9, 1, .01)).isEqualTo(80);
    }

    @Test
    void isNotMadeLongerByABlockFarOff() {
        double[] oneOff = FOUND.clone();
        oneOff[1] = 1000;
        assertThat(ConfirmingSeries.blocks(oneOff, 1, 1, .01)).isEqualTo(10);
    }

    @Test
    void growsWithTheFamily() {
        // log2(10 / .01) = 9.97, log2(11 / .01) = 10.1, log2(1000 / .01) = 16.6
        assertThat(ConfirmingSeries.blocks(FOUND, 1, 10, .01)).isEqualTo(10);
        assertThat(ConfirmingSeries.blocks(FOUND, 1, 11, .01)).isEqualTo(11);
        assertThat(ConfirmingSeries.blocks(FOUND, 1, 1000, .01)).isEqualTo(17);
        assertThat(ConfirmingSeries.blocks(FOUND, 1, 2048, .5)).isEqualTo(12);
    }

    @Property
    void isJustLongEnoughForTheSmallestPValueToPassHolm(
            @ForAll @IntRange(min = 1, max = 500) int family,
            @ForAll @DoubleRange(min = 1e-6, max = .5) @Scale(9) double alpha) {
        int n = ConfirmingSeries.blocks(FOUND, 0, family, alpha);
        double[] slower = IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
        double[] p = new double[family];
        Arrays.fill(p, Double.NaN);
        p[0] = SignedRankTest.pGreater(slower, 0);
        assertThat(Holm.rejected(p, alpha)[0]).isTrue();
        if (n > 10) {
            p[0] *= 2;
            assertThat(Holm.rejected(p, alpha)[0]).isFalse();
        }
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
