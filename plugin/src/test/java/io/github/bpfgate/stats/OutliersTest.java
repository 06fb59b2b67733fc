package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OutliersTest {

    /** Quartiles 3 and 9: fences at -6 and 18, and at -15 and 27. */
    private static Outliers with(double low, double high) {
        return Outliers.among(low, 3, 5, 6, 7, 9, high);
    }

    @Test
    void a_value_on_a_fence_is_within_it() {
        assertThat(Quartiles.of(0, 3, 5, 6, 7, 9, 10)).isEqualTo(new Quartiles(3, 6, 9));
        assertThat(with(-6, 18)).isEqualTo(new Outliers(0, 0, 0, 0));
        assertThat(with(-15, 27)).isEqualTo(new Outliers(0, 1, 1, 0));
    }

    @Test
    void a_value_beyond_an_outer_fence_is_severe_and_not_mild_as_well() {
        assertThat(with(-15.1, 27.1)).isEqualTo(new Outliers(1, 0, 0, 1));
        assertThat(with(-15.1, 27.1).count()).isEqualTo(2);
    }

    @Test
    void one_value_or_equal_ones_have_no_outliers() {
        assertThat(Outliers.among(4).count()).isZero();
        assertThat(Outliers.among(4, 4, 4, 4).count()).isZero();
    }

    @Property
    void at_most_half_of_the_values_are_outliers(
            @ForAll @Size(min = 1, max = 40) double @DoubleRange(min = -1e6, max = 1e6) [] values) {
        assertThat(Outliers.among(values).count()).isLessThanOrEqualTo(values.length / 2);
    }
}
