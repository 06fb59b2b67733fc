package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class CalibrationPropertyTest {

    private static final double BLOCK_NANOS = 250e6;

    @Property
    void takesThreeToTwentyPairsAndAtLeastOneRun(@ForAll @DoubleRange(max = 1e9) double nanosPerRun,
            @ForAll @IntRange(min = 1, max = 10_000) int packets) {
        Calibration calibration = Calibration.of(nanosPerRun, packets);
        assertThat(calibration.pairs()).isBetween(3, 20);
        assertThat(calibration.repeat()).isPositive();
    }

    @Property
    void keepsASampleBelowAMillisecondAndOneRun(@ForAll @DoubleRange(min = 1, max = 1e8) double nanosPerRun,
            @ForAll @IntRange(min = 1, max = 10_000) int packets) {
        Calibration calibration = Calibration.of(nanosPerRun, packets);
        assertThat(calibration.repeat() * nanosPerRun).isLessThanOrEqualTo((1e6 + nanosPerRun) * (1 + 1e-9));
    }

    @Property
    void keepsABlockWithinItsBudgetUnlessItIsDownToAThousandRuns(
            @ForAll @DoubleRange(min = 1, max = 1e5) double nanosPerRun,
            @ForAll @IntRange(min = 1, max = 10_000) int packets) {
        Calibration calibration = Calibration.of(nanosPerRun, packets);
        double block = 2.0 * packets * calibration.pairs() * (calibration.repeat() - 1) * nanosPerRun;
        assertThat(block <= BLOCK_NANOS || calibration.repeat() <= 1_001)
                .as("%s: %.0f ms", calibration, block / 1e6).isTrue();
    }

    @Property
    void takesNoFewerThanAThousandRunsUnlessTheyLastAMillisecond(
            @ForAll @DoubleRange(min = 1, max = 1e5) double nanosPerRun,
            @ForAll @IntRange(min = 1, max = 10_000) int packets) {
        Calibration calibration = Calibration.of(nanosPerRun, packets);
        assertThat(calibration.repeat() >= 1_000 || calibration.repeat() * nanosPerRun >= 200_000).isTrue();
    }

    @Property
    void givesASlowerProgramNoMoreRuns(@ForAll @DoubleRange(max = 1e6) double nanosPerRun,
            @ForAll @DoubleRange(min = 1, max = 10) double factor,
            @ForAll @IntRange(min = 1, max = 10_000) int packets) {
        assertThat(Calibration.of(nanosPerRun * factor, packets).repeat())
                .as("but for rounding up").isLessThanOrEqualTo(Calibration.of(nanosPerRun, packets).repeat() + 1);
    }

    @Property
    void makesFiftyToFiveHundredCallsWhereEachIsOneShortRun(
            @ForAll @DoubleRange(min = 100, max = 40_000) double nanosPerCall,
            @ForAll @IntRange(min = 1, max = 10_000) int packets, @ForAll @IntRange(min = 3, max = 20) int pairs) {
        assertThat(Calibration.callsOneByOne(nanosPerCall, packets, pairs)).isBetween(50, 500);
    }

    @Property
    void makesFewerCallsOfOneLongRunAndAtLeastOne(@ForAll @DoubleRange(min = 40_000, max = 1e9) double nanosPerCall,
            @ForAll @IntRange(min = 1, max = 10_000) int packets, @ForAll @IntRange(min = 3, max = 20) int pairs) {
        int calls = Calibration.callsOneByOne(nanosPerCall, packets, pairs);
        assertThat(calls).isBetween(1, 50);
        assertThat(calls == 1 || calls * nanosPerCall <= 2e6).isTrue();
    }

    @Example
    void ofATypicalCallAreHundreds() {
        assertThat(Calibration.callsOneByOne(3_000, 1, 20)).isEqualTo(500);
        assertThat(Calibration.callsOneByOne(3_000, 5, 4)).isEqualTo(500);
        assertThat(Calibration.callsOneByOne(3_000, 40, 3)).isEqualTo(111);
    }

    @Example
    void ofATypicalProgramIsTenThousandRunsAndTwentyPairs() {
        assertThat(Calibration.of(21, 1)).isEqualTo(new Calibration(10_000, 20));
    }

    @Example
    void ofAVeryFastProgramIsTwoHundredMicroseconds() {
        assertThat(Calibration.of(5, 1).repeat()).isEqualTo(40_000);
        assertThat(Calibration.of(0, 1).repeat()).isEqualTo(200_000);
    }

    @Example
    void sharesTwentyPairsAmongFewPackets() {
        assertThat(Calibration.of(50, 4).pairs()).isEqualTo(5);
        assertThat(Calibration.of(50, 6).pairs()).isEqualTo(4);
        assertThat(Calibration.of(50, 100).pairs()).isEqualTo(3);
    }
}
