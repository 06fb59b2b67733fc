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

    @Test
    void isAsLongAsTheSeriesItConfirmsAndNeverBelowTen() {
        assertThat(ConfirmingSeries.blocks(40, 1, .01)).isEqualTo(40);
        assertThat(ConfirmingSeries.blocks(1, 1, .01)).isEqualTo(10);
    }

    @Test
    void growsWithTheFamily() {
        // log2(10 / .01) = 9.97, log2(11 / .01) = 10.1, log2(1000 / .01) = 16.6
        assertThat(ConfirmingSeries.blocks(10, 10, .01)).isEqualTo(10);
        assertThat(ConfirmingSeries.blocks(10, 11, .01)).isEqualTo(11);
        assertThat(ConfirmingSeries.blocks(10, 1000, .01)).isEqualTo(17);
        assertThat(ConfirmingSeries.blocks(10, 2048, .5)).isEqualTo(12);
    }

    @Property
    void isJustLongEnoughForTheSmallestPValueToPassHolm(
            @ForAll @IntRange(min = 1, max = 500) int family,
            @ForAll @DoubleRange(min = 1e-6, max = .5) @Scale(9) double alpha) {
        int n = ConfirmingSeries.blocks(1, family, alpha);
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
        assertThatThrownBy(() -> ConfirmingSeries.blocks(0, 1, .01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfirmingSeries.blocks(10, 0, .01)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfirmingSeries.blocks(10, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
