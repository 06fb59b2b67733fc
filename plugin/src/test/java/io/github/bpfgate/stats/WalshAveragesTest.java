package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class WalshAveragesTest {

    /** Eighths: sums and halves of them are exact, so equalities below need no tolerance. */
    @Provide
    Arbitrary<double[]> eighths() {
        return Arbitraries.integers().between(-4000, 4000).map(i -> i / 8.0).array(double[].class)
                .ofMinSize(10).ofMaxSize(40);
    }

    @Test
    void estimateIsTheMedianOfAllPairwiseAverages() {
        // 1, 2.5, 4, 5.5, 7, 10 with 4 + 10 and so on: sorted 1 2.5 4 5.5 7 10
        assertThat(WalshAverages.of(1, 4, 10).estimate()).isEqualTo((4 + 5.5) / 2);
        assertThat(WalshAverages.of(3).estimate()).isEqualTo(3);
        assertThat(WalshAverages.of(3, 5).estimate()).isEqualTo(4);
    }

    @Test
    void boundsAreTheOrderStatisticsAtTheCriticalValue() {
        // Five values have critical value 0 at 5 %: the extremes. Six have 2: the third from either end.
        WalshAverages five = WalshAverages.of(9, 1, 16, 4, 25);
        assertThat(five.lower(.05)).hasValue(1);
        assertThat(five.upper(.05)).hasValue(25);
        WalshAverages six = WalshAverages.of(9, 1, 16, 4, 25, 36);
        assertThat(six.lower(.05)).hasValue(4);
        assertThat(six.upper(.05)).hasValue(26);
    }

    @Test
    void hasNoBoundsWhenThereAreTooFewValuesForTheLevel() {
        assertThat(WalshAverages.of(1, 2, 3, 4).lower(.05)).isEmpty();
        assertThat(WalshAverages.of(1, 2, 3, 4).upper(.05)).isEmpty();
    }

    @Test
    void refusesWhatIsNotAMeasurement() {
        for (double[] bad : new double[][] {{}, {1, Double.NaN}, {Double.POSITIVE_INFINITY}, new double[1001]}) {
            assertThatThrownBy(() -> WalshAverages.of(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void averagesOfVeryLargeValuesStayFinite() {
        assertThat(WalshAverages.of(Double.MAX_VALUE, Double.MAX_VALUE).estimate()).isEqualTo(Double.MAX_VALUE);
    }

    @Property
    void theEstimateLiesBetweenItsBounds(
            @ForAll("eighths") double[] x, @ForAll @DoubleRange(min = .001, max = .5) @Scale(6) double alpha) {
        WalshAverages walsh = WalshAverages.of(x);
        assertThat(walsh.estimate()).isBetween(walsh.lower(alpha).orElseThrow(), walsh.upper(alpha).orElseThrow());
    }

    @Property
    void theBoundsCloseInAsTheLevelGrows(
            @ForAll("eighths") double[] x,
            @ForAll @DoubleRange(min = .001, max = .5) @Scale(6) double one,
            @ForAll @DoubleRange(min = .001, max = .5) @Scale(6) double other) {
        WalshAverages walsh = WalshAverages.of(x);
        double strict = Math.min(one, other);
        double lax = Math.max(one, other);
        assertThat(walsh.lower(strict).orElseThrow()).isLessThanOrEqualTo(walsh.lower(lax).orElseThrow());
        assertThat(walsh.upper(strict).orElseThrow()).isGreaterThanOrEqualTo(walsh.upper(lax).orElseThrow());
    }

    @Property
    void everythingMovesAndStretchesWithTheValues(
            @ForAll("eighths") double[] x,
            @ForAll @IntRange(min = -1000, max = 1000) int shift,
            @ForAll @IntRange(min = 1, max = 100) int scale) {
        WalshAverages walsh = WalshAverages.of(x);
        WalshAverages moved = WalshAverages.of(Arrays.stream(x).map(v -> v * scale + shift).toArray());
        assertThat(moved.estimate()).isEqualTo(walsh.estimate() * scale + shift);
        assertThat(moved.lower(.01)).hasValue(walsh.lower(.01).orElseThrow() * scale + shift);
        assertThat(moved.upper(.01)).hasValue(walsh.upper(.01).orElseThrow() * scale + shift);
    }

    @Property
    void swappingSidesSwapsTheBounds(@ForAll("eighths") double[] x) {
        WalshAverages walsh = WalshAverages.of(x);
        WalshAverages mirrored = WalshAverages.of(Arrays.stream(x).map(v -> 0 - v).toArray());
        assertThat(mirrored.estimate()).isEqualTo(0 - walsh.estimate());
        assertThat(mirrored.lower(.01)).hasValue(0 - walsh.upper(.01).orElseThrow());
    }

    @Property
    void theOrderOfTheValuesDoesNotMatterAndIsKept(@ForAll("eighths") double[] x, @ForAll long seed) {
        double[] before = x.clone();
        List<Double> shuffled = Arrays.asList(Arrays.stream(x).boxed().toArray(Double[]::new));
        Collections.shuffle(shuffled, new Random(seed));
        WalshAverages other = WalshAverages.of(shuffled.stream().mapToDouble(Double::doubleValue).toArray());
        WalshAverages walsh = WalshAverages.of(x);
        assertThat(other.estimate()).isEqualTo(walsh.estimate());
        assertThat(other.lower(.01)).isEqualTo(walsh.lower(.01));
        assertThat(other.upper(.01)).isEqualTo(walsh.upper(.01));
        assertThat(x).isEqualTo(before);
    }
}
