package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NearestNamesTest {

    /** Few letters, so that names have much in common. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab_").ofMaxLength(7);
    }

    @Property(tries = 300)
    void distanceIsZeroForEqualNamesAlone(@ForAll("names") String one, @ForAll("names") String other) {
        assertThat(NearestNames.distance(one, other) == 0).isEqualTo(one.equals(other));
        assertThat(NearestNames.distance(one, one)).isZero();
    }

    @Property(tries = 300)
    void distanceIsTheSameBothWays(@ForAll("names") String one, @ForAll("names") String other) {
        assertThat(NearestNames.distance(one, other)).isEqualTo(NearestNames.distance(other, one));
    }

    @Property(tries = 500)
    void distanceIsNoLongerThanAnyDetour(@ForAll("names") String one, @ForAll("names") String other,
            @ForAll("names") String between) {
        assertThat(NearestNames.distance(one, other))
                .isLessThanOrEqualTo(NearestNames.distance(one, between) + NearestNames.distance(between, other));
    }

    @Property(tries = 300)
    void distanceLiesBetweenTheLengthsDifferenceAndTheLongerLength(@ForAll("names") String one,
            @ForAll("names") String other) {
        assertThat(NearestNames.distance(one, other)).isBetween(Math.abs(one.length() - other.length()),
                Math.max(one.length(), other.length()));
    }

    @Example
    void distanceCountsInsertionsDeletionsAndReplacements() {
        assertThat(NearestNames.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestNames.distance("", "abc")).isEqualTo(3);
        assertThat(NearestNames.distance("xdp", "xdq")).isEqualTo(1);
    }

    @Example
    void suggestsTheNearestFirst() {
        assertThat(NearestNames.suggest("fun_xpd", List.of("zebra", "fun_xdp", "fun_tc", "fun_xdp")))
                .isEqualTo("fun_xpd. The nearest are fun_xdp, fun_tc, zebra (and 1 more).");
    }

    @Example
    void suggestsTheOnlyOne() {
        assertThat(NearestNames.suggest("a", List.of("b"))).isEqualTo("a. The nearest is b.");
    }

    @Example
    void ordersEquallyNearNamesByAlphabet() {
        assertThat(NearestNames.suggest("p", List.of("d", "c", "b", "a")))
                .isEqualTo("p. The nearest are a, b, c (and 1 more).");
    }

    @Example
    void asksForASectionWhereThereIsNoProgram() {
        assertThat(NearestNames.suggest("p", List.of()))
                .isEqualTo("p: it holds no program at all. Is its SEC(...) there?");
    }
}
