package io.github.bpfgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Property
    void every_value_and_zero_have_a_place_and_the_ticks_are_few(
            @ForAll @Size(max = 20) double[] values) {
        double[] finite = Arrays.stream(values).filter(v -> Math.abs(v) < 1e300).toArray();
        Axis axis = Axis.around(finite);

        assertThat(axis.place(0)).isBetween(0.0, 100.0);
        for (double value : finite) {
            assertThat(axis.holds(value)).isTrue();
            assertThat(axis.place(value)).isBetween(0.0, 100.0);
        }
        assertThat(axis.ticks()).hasSizeBetween(1, 8);
    }

    @Property
    void what_is_more_lies_further_right(@ForAll @DoubleRange(min = -1e6, max = 1e6) double a,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double b) {
        Axis axis = Axis.around(a, b);

        assertThat(Double.compare(axis.place(a), axis.place(b)) * Double.compare(a, b)).isGreaterThanOrEqualTo(0);
    }

    @Test
    void ticks_are_round_and_signed() {
        assertThat(Axis.around(-0.5, 5.7).ticks()).extracting(Axis.Tick::label)
                .containsExactly("0", "+2", "+4", "+6");
        assertThat(Axis.around(0, 0.05).ticks()).extracting(Axis.Tick::label).contains("0.00", "+0.01", "+0.05");
    }

    @Test
    void what_lies_beyond_is_drawn_at_the_edge() {
        assertThat(new Axis(0, 10).place(11)).isEqualTo(100);
        assertThat(new Axis(0, 10).holds(11)).isFalse();
    }
}
