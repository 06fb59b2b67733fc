package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plays whole series with the standard schedule, from a fixed seed, to see its error and its power. */
class SequentialDecisionSimulationTest {

    private static final double LIMIT = 1;

    /** What a block's value may look like when the code is the same; all symmetric, as differences of two loads are. */
    enum Noise {
        NORMAL(Random::nextGaussian),
        /** Each load skewed by itself. */
        SKEWED_LOADS(random -> Math.exp(random.nextGaussian()) - Math.exp(random.nextGaussian())),
        /** Each load in one of two states 10 ns apart, as a loop with an exit branch predicted this way or that. */
        BIMODAL_LOADS(random -> 10 * (random.nextInt(2) - random.nextInt(2)) + .5 * random.nextGaussian());

        private final ToDoubleFunction<Random> block;

        Noise(ToDoubleFunction<Random> block) {
            this.block = block;
        }
    }

    private static double share(Outcome outcome, Noise noise, double shift, double scale, int rounds) {
        Random random = new Random(314159);
        int hits = 0;
        for (int round = 0; round < rounds; round++) {
            double[] blocks = random.doubles(80)
                    .map(ignored -> shift + scale * noise.block.applyAsDouble(random)).toArray();
            if (SequentialDecision.decide(blocks, LIMIT, LookSchedule.standard()).outcome() == outcome) {
                hits++;
            }
        }
        return (double) hits / rounds;
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void aChangeOfExactlyTheLimitIsCalledARegressionAtMostOnceInAHundred(Noise noise) {
        int rounds = 2000;
        double threeStandardErrors = 3 * Math.sqrt(.01 * .99 / rounds);
        assertThat(share(Outcome.REGRESSED, noise, LIMIT, 1, rounds)).isBetween(.001, .01 + threeStandardErrors);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void aChangeOfExactlyTheLimitPassesAtMostOnceInAHundred(Noise noise) {
        int rounds = 2000;
        double threeStandardErrors = 3 * Math.sqrt(.01 * .99 / rounds);
        assertThat(share(Outcome.PASS, noise, LIMIT, 1, rounds)).isBetween(.001, .01 + threeStandardErrors);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void powerGrowsWithTheChange(Noise noise) {
        double scale = noise == Noise.BIMODAL_LOADS ? .2 : 1;
        double none = share(Outcome.REGRESSED, noise, 0, scale, 200);
        double some = share(Outcome.REGRESSED, noise, LIMIT + .4, scale, 200);
        double large = share(Outcome.REGRESSED, noise, LIMIT + 2, scale, 200);
        assertThat(none).isZero();
        assertThat(some).isBetween(.05, .95);
        assertThat(large).isGreaterThan(.98);
    }
}
