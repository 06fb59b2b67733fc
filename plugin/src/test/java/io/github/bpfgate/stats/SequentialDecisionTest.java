package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SequentialDecisionTest {

    private static final LookSchedule STANDARD = LookSchedule.standard();

    /** Centres far enough apart that every outcome turns up. */
    @Provide
    Arbitrary<double[]> series() {
        return Arbitraries.integers().between(0, 45).flatMap(this::seriesOf);
    }

    @Provide
    Arbitrary<double[]> twoLooks() {
        return seriesOf(20);
    }

    private Arbitrary<double[]> seriesOf(int blocks) {
        return Arbitraries.integers().between(-4, 4).flatMap(centre -> Arbitraries.doubles()
                .between(centre - 2, centre + 2).ofScale(6).array(double[].class).ofSize(blocks));
    }

    /** Block values around a centre, alternating by a spread. */
    private static double[] around(double centre, double spread, int n) {
        return IntStream.range(0, n).mapToDouble(i -> centre + (i % 2 == 0 ? spread : -spread)).toArray();
    }

    private static Decision decide(double limit, double... blocks) {
        return SequentialDecision.decide(blocks, limit, STANDARD);
    }

    @Test
    void clearCasesAreDecidedAtTheFirstLook() {
        assertThat(decide(1, around(5, 1, 80))).isEqualTo(new Decision(Outcome.REGRESSED, 10, .002, 5, 4, 6));
        assertThat(decide(1, around(-5, 1, 80))).isEqualTo(new Decision(Outcome.IMPROVED, 10, .002, -5, -6, -4));
        assertThat(decide(1, around(0, .5, 80))).isEqualTo(new Decision(Outcome.PASS, 10, .002, 0, -.5, .5));
    }

    @Test
    void aBoundExactlyOnTheLimitDoesNotDecide() {
        double[] two = around(2, 0, 80);
        assertThat(decide(2, two).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(decide(Math.nextDown(2.0), two).outcome()).isEqualTo(Outcome.REGRESSED);
        assertThat(decide(Math.nextUp(2.0), two).outcome()).isEqualTo(Outcome.PASS);
        assertThat(decide(2, around(-2, 0, 80)).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void aFasterProgramThatIsNotFasterThanTheLimitPasses() {
        assertThat(decide(3, around(-2, .5, 10)).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void laterLooksDecideWhatEarlierOnesLeftOpen() {
        double[] x = DoubleStream.concat(Arrays.stream(around(1, 5, 10)), Arrays.stream(around(5, 1, 70))).toArray();
        Decision decision = decide(1, x);
        assertThat(decision.outcome()).isEqualTo(Outcome.REGRESSED);
        assertThat(decision.blocks()).isGreaterThan(10);
        assertThat(decision).isEqualTo(decide(1, Arrays.copyOf(x, decision.blocks())));
    }

    @Test
    void undecidedGivesTheIntervalOfTheLastLook() {
        double[] x = around(1, 5, 90);
        WalshAverages walsh = WalshAverages.of(Arrays.copyOf(x, 80));
        assertThat(decide(1, x)).isEqualTo(new Decision(Outcome.UNDECIDED, 80, .003, walsh.estimate(),
                walsh.lower(.003).orElseThrow(), walsh.upper(.003).orElseThrow()));
    }

    @Test
    void aSeriesCutShortIsJudgedAtItsEnd() {
        double[] x = DoubleStream.concat(Arrays.stream(around(2, 1.5, 10)), Arrays.stream(around(5, 1, 9))).toArray();
        assertThat(decide(1, Arrays.copyOf(x, 10)).outcome()).isEqualTo(Outcome.UNDECIDED);
        Decision decision = decide(1, x);
        assertThat(decision.outcome()).isEqualTo(Outcome.REGRESSED);
        assertThat(decision.blocks()).isEqualTo(19);
        assertThat(decision.alpha()).isEqualTo(.002);
    }

    @Test
    void fewerThanTenBlocksGiveAnEstimateWithoutBounds() {
        assertThat(decide(1, around(50, 1, 9)))
                .isEqualTo(new Decision(Outcome.UNDECIDED, 9, 0, 50, Double.NaN, Double.NaN));
        assertThat(decide(1)).isEqualTo(
                new Decision(Outcome.UNDECIDED, 0, 0, Double.NaN, Double.NaN, Double.NaN));
    }

    @Property
    void swappingBaselineAndCandidateTurnsRegressionsIntoImprovements(
            @ForAll("series") double[] x) {
        Decision decision = decide(1, x);
        Decision swapped = decide(1, Arrays.stream(x).map(v -> 0 - v).toArray());
        if (decision.outcome() == Outcome.REGRESSED) {
            assertThat(swapped.blocks()).isLessThanOrEqualTo(decision.blocks());
            assertThat(swapped.outcome()).isIn(Outcome.IMPROVED, Outcome.PASS);
        }
        if (decision.outcome() == Outcome.IMPROVED) {
            assertThat(swapped.outcome()).isEqualTo(Outcome.REGRESSED);
            assertThat(swapped.blocks()).isEqualTo(decision.blocks());
        }
    }

    @Property
    void blocksAfterADecisionAtAPlannedLookDoNotChangeIt(
            @ForAll("twoLooks") double[] x,
            @ForAll("series") double[] more) {
        Decision decision = decide(1, x);
        if (decision.outcome() != Outcome.UNDECIDED) {
            double[] longer = DoubleStream.concat(Arrays.stream(x), Arrays.stream(more)).toArray();
            assertThat(decide(1, longer)).isEqualTo(decision);
        }
    }

    @Test
    void refusesWhatIsNotANumberWhereverItStands() {
        double[] late = around(50, 1, 81);
        late[80] = Double.NaN;
        assertThatThrownBy(() -> decide(1, late)).hasMessageContaining("value 80");
        for (double limit : new double[] {-1, Double.NaN}) {
            assertThatThrownBy(() -> decide(limit, around(0, 1, 10))).hasMessageContaining("limit");
        }
    }
}
