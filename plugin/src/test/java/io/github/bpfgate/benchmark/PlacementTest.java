package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacementTest {

    @Test
    void isWhereInALineOf64BytesAFunctionBegins() {
        assertThat(Placement.of(0xffffffffc0000794L, 0xffffffffc00007c0L).offsets()).containsExactly(20, 0);
    }

    @Test
    void matchesInEveryFunctionThatBothHave() {
        Placement two = Placement.of(0x1008, 0x2014);
        assertThat(two.matches(Placement.of(0x5048, 0x3054))).isTrue();
        assertThat(two.matches(Placement.of(0x5048, 0x3058))).isFalse();
        assertThat(two.matches(Placement.of(0x5008))).as("a function was added").isTrue();
    }

    @Test
    void countsTheFunctionsThatBeginAlike() {
        assertThat(Placement.of(8, 12, 16).likeness(Placement.of(8, 16, 80))).isEqualTo(2);
    }

    @Test
    void matchesNothingIfItIsHidden() {
        Placement hidden = Placement.of();
        assertThat(hidden.hidden()).isTrue();
        assertThat(hidden.matches(hidden)).isFalse();
        assertThat(hidden.matches(Placement.of(8))).isFalse();
        assertThat(Placement.of(8).matches(hidden)).isFalse();
    }
}
