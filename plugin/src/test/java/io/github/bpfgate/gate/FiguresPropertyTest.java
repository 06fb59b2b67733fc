package io.github.bpfgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class FiguresPropertyTest {

    @Test
    void a_share_just_beyond_the_limit_does_not_read_like_it() {
        assertThat(Figures.signedPercentAwayFrom(0.0502, 0.05)).isEqualTo("+5.02 %");
        assertThat(Figures.signedPercentAwayFrom(0.050004, 0.05)).isEqualTo("+5.0004 %");
        assertThat(Figures.signedPercentAwayFrom(0.04996, 0.05)).isEqualTo("+4.996 %");
        assertThat(Figures.signedPercentAwayFrom(0.05, 0.05)).isEqualTo("+5.0 %");
        assertThat(Figures.signedPercentAwayFrom(0.12, 0.05)).isEqualTo("+12.0 %");
        assertThat(Figures.signedPercentAwayFrom(-0.12, 0.05)).isEqualTo("−12.0 %");
    }

    @Property
    void a_share_reads_on_its_own_side_of_the_limit(@ForAll @IntRange(min = 1, max = 5000) int limitInHundredths,
            @ForAll @DoubleRange(min = -0.01, max = 0.01) @Scale(8) double distance) {
        Assume.that(Math.abs(distance) >= 1e-8);
        double limit = limitInHundredths / 10_000.0;

        BigDecimal shown = number(Figures.signedPercentAwayFrom(limit + distance, limit));

        BigDecimal limitShown = number("+" + Figures.percent(limit));
        assertThat(Integer.signum(shown.compareTo(limitShown))).isEqualTo((int) Math.signum(distance));
    }

    @Property
    void nanoseconds_read_on_their_own_side_of_the_limit(
            @ForAll @DoubleRange(min = 0.5, max = 3000) @Scale(3) double limit,
            @ForAll @DoubleRange(min = -0.1, max = 0.1) @Scale(6) double distance) {
        Assume.that(distance != 0);
        int decimals = Figures.nanosDecimals(limit, limit + distance, limit + 40);

        BigDecimal shown = new BigDecimal(Figures.nanos(limit + distance, decimals));

        assertThat(Integer.signum(shown.compareTo(new BigDecimal(Figures.nanos(limit, decimals)))))
                .isEqualTo((int) Math.signum(distance));
    }

    @Property
    void nanoseconds_are_short_however_large(@ForAll double value) {
        assertThat(Figures.nanos(value)).hasSizeLessThanOrEqualTo(9);
    }

    @Test
    void decimals_are_as_many_as_a_figure_of_that_size_needs() {
        assertThat(Figures.nanos(21.174)).isEqualTo("21.17");
        assertThat(Figures.nanos(121.17)).isEqualTo("121.2");
        assertThat(Figures.nanos(123456.7)).isEqualTo("123457");
        assertThat(Figures.nanos(2.5e12)).isEqualTo("2.5e+12");
        assertThat(Figures.signedNanos(-0.5)).isEqualTo("−0.50");
        assertThat(Figures.signedNanos(0)).isEqualTo("+0.00");
    }

    @Test
    void limits_read_as_somebody_would_write_them() {
        assertThat(Figures.percent(0.05)).isEqualTo("5 %");
        assertThat(Figures.percent(0.025)).isEqualTo("2.5 %");
        assertThat(Figures.percent(1)).isEqualTo("100 %");
        assertThat(Figures.percent(0.00125)).isEqualTo("0.125 %");
    }

    private static BigDecimal number(String percentage) {
        return new BigDecimal(percentage.replace(" %", "").replace('−', '-'));
    }
}
