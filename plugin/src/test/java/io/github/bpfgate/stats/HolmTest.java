package io.github.bpfgate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HolmTest {

    @Provide
    Arbitrary<double[]> family() {
        return Arbitraries.doubles().between(0, .1).ofScale(6).array(double[].class).ofMinSize(0).ofMaxSize(12);
    }

    private static boolean[] rejected(double... p) {
        return Holm.rejected(p, .05);
    }

    @Test
    void eachStepComparesWithTheTestsThatAreLeft() {
        // .05/4 = .0125, .05/3 = .0167, .05/2 = .025, .05
        assertThat(rejected(.01, .04, .03, .005)).containsExactly(true, false, false, true);
        assertThat(rejected(.0125, .0166, .025, .05)).containsExactly(true, true, true, true);
    }

    @Test
    void stopsAtTheFirstThatFailsThoughALaterOneWouldPass() {
        assertThat(rejected(.03, .03, .04)).containsExactly(false, false, false);
        assertThat(rejected(.01, .03, .04)).containsExactly(true, false, false);
    }

    @Test
    void untestedOnesMakeTheFamilyLargerAndAreNeverRejected() {
        assertThat(rejected(.02, .025)).containsExactly(true, true);
        assertThat(rejected(.02, Double.NaN, .025)).containsExactly(false, false, false);
        assertThat(rejected(Double.NaN, .01)).containsExactly(false, true);
    }

    @Test
    void oneTestIsHeldToTheWholeLevel() {
        assertThat(rejected(.05)).containsExactly(true);
        assertThat(rejected(Math.nextUp(.05))).containsExactly(false);
        assertThat(rejected()).isEmpty();
    }

    @Property
    void liesBetweenBonferroniAndNoCorrection(@ForAll("family") double[] p) {
        boolean[] rejected = Holm.rejected(p, .05);
        for (int i = 0; i < p.length; i++) {
            if (p[i] <= .05 / p.length) {
                assertThat(rejected[i]).isTrue();
            }
            if (rejected[i]) {
                assertThat(p[i]).isLessThanOrEqualTo(.05);
            }
        }
    }

    @Property
    void whatIsRejectedHasSmallerPValuesThanWhatIsNot(@ForAll("family") double[] p) {
        boolean[] rejected = Holm.rejected(p, .05);
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                if (rejected[i] && !rejected[j]) {
                    assertThat(p[i]).isLessThan(p[j]);
                }
            }
        }
    }

    @Test
    void refusesWhatIsNoProbability() {
        assertThatThrownBy(() -> rejected(.5, 1.1)).hasMessageContaining("p-value 1");
        assertThatThrownBy(() -> rejected(-.1)).hasMessageContaining("p-value 0");
        assertThatThrownBy(() -> Holm.rejected(new double[] {.5}, 0)).hasMessageContaining("error level");
    }
}
