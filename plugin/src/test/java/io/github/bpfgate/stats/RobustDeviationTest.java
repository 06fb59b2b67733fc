package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RobustDeviationTest {

    @Test
    void isTheScaledMedianOfTheDistancesFromTheMedian() {
        assertThat(RobustDeviation.of(1, 2, 3, 4, 1000)).isCloseTo(1.4826, within(1e-4));
        assertThat(RobustDeviation.of(7)).isZero();
    }

    @Test
    void isTheStandardDeviationOfNormalValues() {
        Random random = new Random(1);
        double[] normal = random.doubles(100_000).map(u -> 5 + 3 * NormalQuantile.of(u)).toArray();
        assertThat(RobustDeviation.of(normal)).isCloseTo(3, within(.05));
    }
}
