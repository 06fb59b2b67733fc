package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

class SignedRankTestTest {

    /** Few distinct values, so that ties and zeros are the rule. */
    @Provide
    Arbitrary<double[]> tied() {
        return Arbitraries.integers().between(-6, 6).map(i -> i / 2.0).array(double[].class)
                .ofMinSize(1).ofMaxSize(30);
    }

    @Provide
    Arbitrary<double[]> untied() {
        return Arbitraries.doubles().between(-100, 100).ofScale(9).array(double[].class).ofMinSize(1).ofMaxSize(30);
    }

    @Property
    void agreesWithTheBoundsOnTiedValues(
            @ForAll("tied") double[] x, @ForAll @IntRange(min = -14, max = 14) int quarters,
            @ForAll @DoubleRange(min = 0, max = .5, minIncluded = false) @Scale(6) double alpha) {
        assertConsistent(x, quarters / 4.0, alpha);
    }

    @Property
    void agreesWithTheBoundsOnAnyValues(
            @ForAll("untied") double[] x, @ForAll @DoubleRange(min = -100, max = 100) @Scale(9) double mu,
            @ForAll @DoubleRange(min = 0, max = .5, minIncluded = false) @Scale(6) double alpha) {
        assertConsistent(x, mu, alpha);
    }

    @Property
    void agreesWithTheBoundsAtTheEdgeOfTheLevel(
            @ForAll("tied") double[] x, @ForAll @IntRange(min = -14, max = 14) int quarters) {
        double mu = quarters / 4.0;
        for (double p : new double[] {SignedRankTest.pGreater(x, mu), SignedRankTest.pLess(x, mu)}) {
            if (p <= .5) {
                assertConsistent(x, mu, p);
                assertConsistent(x, mu, Math.nextDown(p));
            }
        }
    }

    private static void assertConsistent(double[] x, double mu, double alpha) {
        WalshAverages walsh = WalshAverages.of(x);
        assertThat(SignedRankTest.pGreater(x, mu) <= alpha)
                .isEqualTo(walsh.lower(alpha).orElse(Double.NEGATIVE_INFINITY) > mu);
        assertThat(SignedRankTest.pLess(x, mu) <= alpha)
                .isEqualTo(walsh.upper(alpha).orElse(Double.POSITIVE_INFINITY) < mu);
    }

    @Test
    void equalsTheLibrarysExactTestOnUntiedValues() {
        Random random = new Random(20241);
        WilcoxonSignedRankTest exact = WilcoxonSignedRankTest.withDefaults().with(PValueMethod.EXACT);
        for (int round = 0; round < 300; round++) {
            double[] x = random.doubles(1 + random.nextInt(80)).map(u -> 10 * u - 4).toArray();
            double mu = 4 * random.nextDouble() - 1;
            var greater = exact.withMu(mu).with(AlternativeHypothesis.GREATER_THAN).test(x);
            var less = exact.withMu(mu).with(AlternativeHypothesis.LESS_THAN).test(x);
            assertThat(greater.hasTiedValues() || greater.hasZeroValues()).isFalse();
            assertThat(SignedRankTest.pGreater(x, mu)).isCloseTo(greater.getPValue(), within(1e-12));
            assertThat(SignedRankTest.pLess(x, mu)).isCloseTo(less.getPValue(), within(1e-12));
        }
    }

    @Test
    void smallestPValueIsOneSignPatternInAll() {
        assertThat(SignedRankTest.pGreater(new double[] {1, 2, 3, 4, 5}, 0)).isEqualTo(1.0 / 32);
        assertThat(SignedRankTest.pLess(new double[] {1, 2, 3, 4, 5}, 0)).isEqualTo(1);
        assertThat(SignedRankTest.pLess(new double[] {1, 2, 3, 4, 5}, 6)).isEqualTo(1.0 / 32);
    }

    @Test
    void zerosAreNoEvidenceForEitherSide() {
        double[] zeros = new double[12];
        assertThat(SignedRankTest.pGreater(zeros, 0)).isEqualTo(1);
        assertThat(SignedRankTest.pLess(zeros, 0)).isEqualTo(1);
    }

    /** Under the null hypothesis every assignment of signs is equally likely, whatever the sizes are. */
    @Property(tries = 60)
    void rejectsNoMoreOftenThanTheLevelWhateverIsTied(@ForAll("tied") double[] x) {
        int n = Math.min(x.length, 9);
        double[] p = new double[1 << n];
        for (int signs = 0; signs < p.length; signs++) {
            double[] flipped = new double[n];
            for (int i = 0; i < n; i++) {
                flipped[i] = (signs >> i & 1) == 1 ? x[i] : -x[i];
            }
            p[signs] = SignedRankTest.pGreater(flipped, 0);
        }
        for (double alpha : new double[] {.002, .01, .05, .1, .25, .5}) {
            long rejected = Arrays.stream(p).filter(value -> value <= alpha).count();
            assertThat((double) rejected / p.length).isLessThanOrEqualTo(alpha);
        }
    }

    @Test
    void refusesWhatIsNotANumber() {
        for (double mu : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> SignedRankTest.pGreater(new double[] {1}, mu))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> SignedRankTest.pLess(new double[] {mu}, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
