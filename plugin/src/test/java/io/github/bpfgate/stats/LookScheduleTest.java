package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LookScheduleTest {

    private final LookSchedule standard = LookSchedule.standard();

    @Test
    void theStandardScheduleSpendsOnePerCentInFourLooks() {
        assertThat(standard.looks())
                .containsExactly(new Look(10, .002), new Look(20, .002), new Look(40, .003), new Look(80, .003));
        assertThat(standard.totalAlpha()).isCloseTo(.01, within(1e-15));
        assertThat(standard.maxBlocks()).isEqualTo(80);
    }

    @Test
    void findsOnlyPlannedLooksByTheirBlocks() {
        assertThat(standard.at(20)).contains(new Look(20, .002));
        assertThat(standard.at(21)).isEmpty();
    }

    @Test
    void aSeriesCutShortIsLookedAtOnceMoreWithTheNextLevel() {
        assertThat(standard.within(25)).containsExactly(new Look(10, .002), new Look(20, .002), new Look(25, .003));
        assertThat(standard.within(11)).containsExactly(new Look(10, .002), new Look(11, .002));
    }

    @Test
    void noLookIsHeldTwiceOnTheSameBlocks() {
        assertThat(standard.within(20)).containsExactly(new Look(10, .002), new Look(20, .002));
    }

    @Test
    void blocksBeyondTheLastLookBringNoOther() {
        assertThat(standard.within(200)).isEqualTo(standard.looks());
    }

    @Test
    void fewerThanTenBlocksAreNotLookedAt() {
        assertThat(standard.within(9)).isEmpty();
        assertThat(LookSchedule.of(new Look(20, .01)).within(9)).isEmpty();
        assertThat(LookSchedule.of(new Look(20, .01)).within(10)).isEqualTo(List.of(new Look(10, .01)));
    }

    @Test
    void aSeriesTooShortForItsLevelIsNotLookedAt() {
        assertThat(LookSchedule.of(new Look(20, 1e-5)).within(15)).isEmpty();
    }

    @Test
    void refusesLooksThatCannotDecideOrComeInTheWrongOrder() {
        assertThatThrownBy(() -> new Look(4, .05)).hasMessageContaining("never decide");
        assertThatThrownBy(() -> new Look(0, .05)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Look(10, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LookSchedule.of(new Look(10, .01), new Look(10, .01)))
                .hasMessageContaining("more blocks");
        assertThatThrownBy(() -> LookSchedule.of(new Look(10, .4), new Look(20, .4)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(LookSchedule::of).isInstanceOf(IllegalArgumentException.class);
    }
}
