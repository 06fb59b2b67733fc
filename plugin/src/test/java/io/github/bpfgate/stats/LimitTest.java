package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.ParameterizedTest;

class LimitTest {

    @Test
    void aMaximumIsExceededByWhatIsAboveIt() {
        assertThat(new Limit.Maximum(100).excess(new double[] {101.5, 100, 90})).containsExactly(1.5, 0, -10);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aMaximumIsAboveZero(double nanos) {
        assertThatThrownBy(() -> new Limit.Maximum(nanos)).isInstanceOf(IllegalArgumentException.class);
    }

    private final Limit.Increase limit = new Limit.Increase(.05, 1);

    @Test
    void isAShareOfASlowBaseline() {
        assertThat(limit.in(100)).isEqualTo(5);
    }

    @Test
    void isTheFloorForAFastBaseline() {
        assertThat(limit.in(4)).isEqualTo(1);
        assertThat(limit.in(0)).isEqualTo(1);
    }

    @Test
    void isTheFloorWhenNoisePutsTheBaselineBelowTheNullProgram() {
        assertThat(limit.in(-3)).isEqualTo(1);
        assertThat(new Limit.Increase(.05, 0).in(-3)).isZero();
    }

    @Test
    void refusesWhatIsNegativeOrNotANumber() {
        for (double bad : new double[] {-.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Limit.Increase(bad, 1)).hasMessageContaining("relative limit");
            assertThatThrownBy(() -> new Limit.Increase(.05, bad)).hasMessageContaining("floor");
        }
        assertThatThrownBy(() -> limit.in(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
