package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRankDistributionTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void equalsTheEnumerationOfAllSigns(int n) {
        int most = n * (n + 1) / 2;
        int[] count = new int[most + 1];
        for (int signs = 0; signs < 1 << n; signs++) {
            int t = 0;
            for (int rank = 1; rank <= n; rank++) {
                t += (signs >> (rank - 1) & 1) * rank;
            }
            count[t]++;
        }
        int below = 0;
        for (int t = 0; t <= most; t++) {
            below += count[t];
            assertThat(SignedRankDistribution.lowerTail(n, t)).isEqualTo(Math.scalb((double) below, -n));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100, 320})
    void agreesWithWholeNumberCountsToTwelveDigits(int n) {
        int half = n * (n + 1) / 4;
        BigInteger[] count = new BigInteger[half + 1];
        Arrays.fill(count, BigInteger.ZERO);
        count[0] = BigInteger.ONE;
        for (int k = 1; k <= n; k++) {
            for (int t = half; t >= k; t--) {
                count[t] = count[t].add(count[t - k]);
            }
        }
        BigDecimal all = new BigDecimal(BigInteger.TWO.pow(n));
        BigInteger below = BigInteger.ZERO;
        for (int t = 0; t <= half; t++) {
            below = below.add(count[t]);
            if (t < 3 || t % (half / 20) == 0) {
                double exact = new BigDecimal(below).divide(all).doubleValue();
                assertThat(SignedRankDistribution.lowerTail(n, t)).isCloseTo(exact, within(1e-12 * exact));
            }
        }
    }

    /** The usual printed tables (Wilcoxon and Wilcox 1964), one-sided. */
    @ParameterizedTest
    @CsvSource({"5, .05, 0", "10, .05, 10", "10, .01, 5", "10, .005, 3", "20, .05, 60", "20, .01, 43", "20, .005, 37",
        "30, .05, 151"})
    void givesTheCriticalValuesOfThePrintedTables(int n, double alpha, int c) {
        assertThat(SignedRankDistribution.criticalValue(n, alpha)).hasValue(c);
    }

    @Test
    void hasNoCriticalValueWhenTheRarestOutcomeIsTooCommon() {
        assertThat(SignedRankDistribution.criticalValue(4, .05)).isEmpty();
        assertThat(SignedRankDistribution.criticalValue(5, 1.0 / 32)).hasValue(0);
    }

    @Property
    void criticalValueIsTheLargestInsideTheLevel(
            @ForAll @IntRange(min = 1, max = 90) int n,
            @ForAll @DoubleRange(min = 0, max = 0.5, minIncluded = false) @Scale(12) double alpha) {
        OptionalInt c = SignedRankDistribution.criticalValue(n, alpha);
        c.ifPresent(value -> assertThat(SignedRankDistribution.lowerTail(n, value)).isLessThanOrEqualTo(alpha));
        assertThat(SignedRankDistribution.lowerTail(n, c.orElse(-1) + 1)).isGreaterThan(alpha);
    }

    @Property
    void isSymmetric(@ForAll @IntRange(min = 1, max = 90) int n, @ForAll @IntRange(min = -1, max = 4095) int t) {
        int most = n * (n + 1) / 2;
        double lower = SignedRankDistribution.lowerTail(n, t);
        assertThat(1 - lower).isCloseTo(SignedRankDistribution.lowerTail(n, most - t - 1), within(1e-12));
    }

    @Test
    void isZeroBelowTheRangeAndOneAtItsEnd() {
        assertThat(SignedRankDistribution.lowerTail(7, -1)).isZero();
        assertThat(SignedRankDistribution.lowerTail(7, 28)).isEqualTo(1);
        assertThat(SignedRankDistribution.lowerTail(7, Integer.MAX_VALUE)).isEqualTo(1);
        assertThat(SignedRankDistribution.lowerTail(1000, 0)).isEqualTo(Math.scalb(1.0, -1000)).isPositive();
    }

    @Test
    void refusesArgumentsOutOfRange() {
        for (int n : new int[] {-1, 0, 1001}) {
            assertThatThrownBy(() -> SignedRankDistribution.lowerTail(n, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (double alpha : new double[] {0, -.1, .6, Double.NaN}) {
            assertThatThrownBy(() -> SignedRankDistribution.criticalValue(10, alpha))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
