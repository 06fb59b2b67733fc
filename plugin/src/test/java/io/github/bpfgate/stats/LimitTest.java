package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LimitTest {

    private final Limit limit = new Limit(.05, 1);

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
        assertThat(new Limit(.05, 0).in(-3)).isZero();
    }

    @Test
    void refusesWhatIsNegativeOrNotANumber() {
        for (double bad : new double[] {-.01, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Limit(bad, 1)).hasMessageContaining("relative limit");
            assertThatThrownBy(() -> new Limit(.05, bad)).hasMessageContaining("floor");
        }
        assertThatThrownBy(() -> limit.in(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
