package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangePointsTest {

    private static final double ALPHA = 0.001;

    private static List<Integer> places(double... values) {
        boolean[] changed = ChangePoints.of(values, ALPHA);
        return IntStream.range(0, changed.length).filter(i -> changed[i]).boxed().toList();
    }

    private static double[] noisy(Random random, double... levels) {
        return IntStream.range(0, levels.length).mapToDouble(i -> levels[i] + random.nextGaussian()).toArray();
    }

    private static double[] levels(double... levelsOfTen) {
        return IntStream.range(0, levelsOfTen.length * 10).mapToDouble(i -> levelsOfTen[i / 10]).toArray();
    }

    @Test
    void a_step_is_marked_where_it_is() {
        Random random = new Random(1);

        assertThat(places(noisy(random, levels(50, 50, 60)))).containsExactly(20);
        assertThat(places(noisy(random, levels(60, 50, 50, 50)))).containsExactly(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 7, 8, 9, 10})
    void a_step_there_and_back_is_two(long seed) {
        assertThat(places(noisy(new Random(seed), levels(50, 50, 60, 60, 50, 50)))).containsExactly(20, 40);
    }

    @Test
    void what_was_mended_soon_is_seen() {
        double[] levels = levels(50, 50, 50, 50, 50, 50, 50);
        Arrays.fill(levels, 30, 37, 60);

        assertThat(places(noisy(new Random(11), levels))).containsExactly(30, 37);
    }

    @Test
    void a_new_level_shows_after_six_runs() {
        double[] values = noisy(new Random(3), levels(50, 50, 50, 60));

        assertThat(places(Arrays.copyOf(values, 34))).isEmpty();
        assertThat(places(Arrays.copyOf(values, 36))).containsExactly(30);
    }

    @Test
    void an_old_step_is_still_seen_behind_a_hundred_runs() {
        double[] values = noisy(new Random(4), levels(50, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 60, 65));

        assertThat(places(values)).containsExactly(10, 120);
    }

    @Test
    void outliers_are_no_level() {
        double[] values = noisy(new Random(5), levels(50, 50, 50, 50, 50));
        values[12] = 500;
        values[13] = 400;
        values[30] = 0;

        assertThat(places(values)).isEmpty();
    }

    @Test
    void without_noise_or_without_values_there_is_nothing_to_divide_by() {
        assertThat(places()).isEmpty();
        assertThat(places(50)).isEmpty();
        assertThat(places(levels(50, 50, 50, 50))).isEmpty();
        assertThat(places(levels(50, 50, 60, 60))).containsExactly(20);
    }

    /** One in a thousand has to be unlucky. */
    @ParameterizedTest
    @ValueSource(strings = {"normal", "heavy", "skewed", "rounded"})
    void noise_alone_is_hardly_ever_marked(String noise) {
        Random random = new Random(6);
        DoubleUnaryOperator shape = switch (noise) {
            case "normal" -> z -> z;
            case "heavy" -> z -> z * z * z;
            case "skewed" -> Math::exp;
            default -> z -> Math.rint(z);
        };
        long marked = IntStream.range(0, 250).filter(series -> !places(IntStream.range(0, 60)
                .mapToDouble(i -> 50 + shape.applyAsDouble(random.nextGaussian())).toArray()).isEmpty()).count();

        assertThat(marked).isLessThanOrEqualTo(2);
    }

    @Test
    void what_is_no_number_has_no_place() {
        assertThatIllegalArgumentException().isThrownBy(() -> places(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> ChangePoints.of(new double[] {1}, 0));
    }
}
