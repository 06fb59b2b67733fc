package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Provide
    Arbitrary<double[]> samples() {
        return Arbitraries.doubles().between(-1e6, 1e6).ofScale(6).array(double[].class).ofMinSize(1).ofMaxSize(50);
    }

    @Test
    void isTheMiddleValueOrTheMeanOfTheMiddleTwo() {
        assertThat(Median.of(7)).isEqualTo(7);
        assertThat(Median.of(9, 1, 2)).isEqualTo(2);
        assertThat(Median.of(9, 1, 2, 5)).isEqualTo(3.5);
    }

    @Property
    void hasAsManyValuesOnEitherSideAndLeavesTheArrayAlone(@ForAll("samples") double[] x) {
        double[] before = x.clone();
        double median = Median.of(x);
        assertThat(x).isEqualTo(before);
        assertThat(Arrays.stream(x).filter(v -> v < median).count()).isLessThanOrEqualTo(x.length / 2);
        assertThat(Arrays.stream(x).filter(v -> v > median).count()).isLessThanOrEqualTo(x.length / 2);
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        assertThat(median).isBetween(sorted[(x.length - 1) / 2], sorted[x.length / 2]);
    }

    @Test
    void oneInterruptedSampleDoesNotMoveIt() {
        assertThat(Median.of(21.1, 21.2, 21.2, 21.3, 90_000)).isEqualTo(21.2);
    }

    @Test
    void refusesNothingAndWhatIsNotANumber() {
        for (double[] bad : new double[][] {{}, {Double.NaN}, {1, Double.NEGATIVE_INFINITY}}) {
            assertThatThrownBy(() -> Median.of(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
