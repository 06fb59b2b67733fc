package io.github.bpfgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Metric.Exact;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class JudgePropertyTest {

    private static final int TRIES = 300;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Provide
    Arbitrary<Results> measured() {
        return benchmark().list().ofMinSize(1).ofMaxSize(6)
                .map(list -> HandMadeResults.of(list.toArray(BenchmarkResult[]::new)));
    }

    private static Arbitrary<BenchmarkResult> benchmark() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c");
        Arbitrary<BenchmarkResult> compared = Combinators.combine(names, Arbitraries.doubles().between(-1, 300),
                blocks(1, 45), blocks(0, 15)).as(HandMadeResults::confirmed);
        Arbitrary<BenchmarkResult> alone = Combinators.combine(names, Arbitraries.of(Reference.SAME_WORK,
                Reference.NOTHING, Reference.NUMBERS_FROM_HERE, Reference.NUMBERS_FROM_ELSEWHERE), blocks(1, 20))
                .as(HandMadeResults::alone);
        Arbitrary<BenchmarkResult> notRun = names.map(name -> HandMadeResults.notRun(name, "why"));
        Arbitrary<BenchmarkResult> timed = Arbitraries.frequencyOf(Tuple.of(4, compared), Tuple.of(2, alone),
                Tuple.of(1, notRun));
        return Arbitraries.frequencyOf(Tuple.of(2, timed), Tuple.of(1, Combinators.combine(timed, counts())
                .as((result, exact) -> HandMadeResults.with(result, exact, null))));
    }

    private static Arbitrary<Map<MetricName, Exact>> counts() {
        Arbitrary<MetricName> metrics = Arbitraries.of(EnumSet.complementOf(EnumSet.of(MetricName.LATENCY)));
        Arbitrary<Double> values = Arbitraries.integers().between(0, 400).map(i -> i / 4.0);
        return Arbitraries.maps(metrics, Combinators.combine(values, values).as((value, baseline) ->
                new Exact("unit", value, value, value, baseline, baseline, baseline))).ofMaxSize(5);
    }

    private static Arbitrary<double[]> blocks(int fewest, int most) {
        return Arbitraries.integers().between(-20, 20).flatMap(centre -> Arbitraries.doubles()
                .between(centre - 3, centre + 3).ofScale(3).array(double[].class).ofMinSize(fewest).ofMaxSize(most));
    }

    @Provide
    Arbitrary<Rules> rules() {
        Arbitrary<String> levels = Arbitraries.of("error", "warn");
        Arbitrary<Rule> relative = Combinators.combine(Arbitraries.of("1%", "5%", "20%"), Arbitraries.of("1", "6"),
                levels).as(HandMadeResults::relative);
        Arbitrary<Rule> absolute = Combinators.combine(Arbitraries.of("10", "120"), levels)
                .as(HandMadeResults::absolute);
        Arbitrary<Rule> exact = Combinators.combine(Arbitraries.of(MetricName.INSTRUCTIONS, MetricName.STATES),
                Arbitraries.of("0%", "5%"), levels).as((metric, increase, level) ->
                HandMadeResults.rule(metric, increase, null, null, null, level));
        Arbitrary<List<Rule>> lists = Arbitraries.oneOf(relative, absolute, exact).list().ofMinSize(1).ofMaxSize(3);
        return Combinators.combine(lists, lists).as((common, own) -> new Rules(common, Map.of("a", own)));
    }

    /** All there is in them, arrays by their values. */
    private static String json(Results results) {
        try {
            return MAPPER.writeValueAsString(results);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property(tries = TRIES)
    void judging_again_gives_the_same(@ForAll("measured") Results measured, @ForAll("rules") Rules rules) {
        Results once = new Judge(rules).judge(measured);

        assertThat(json(new Judge(rules).judge(once))).isEqualTo(json(once));
    }

    @Property(tries = TRIES)
    void what_other_rules_said_before_does_not_matter(@ForAll("measured") Results measured,
            @ForAll("rules") Rules rules, @ForAll("rules") Rules before) {
        Results judgedBefore = new Judge(before).judge(measured);

        assertThat(json(new Judge(rules).judge(judgedBefore))).isEqualTo(json(new Judge(rules).judge(measured)));
    }

    @Property(tries = TRIES)
    void every_benchmark_gets_a_verdict_and_a_reason(@ForAll("measured") Results measured,
            @ForAll("rules") Rules rules) {
        assertThat(new Judge(rules).judge(measured).benchmarks()).hasSameSizeAs(measured.benchmarks())
                .allSatisfy(result -> {
                    assertThat(result.verdict()).isNotNull();
                    assertThat(result.level()).isNotNull();
                    assertThat(result.reasons()).isNotEmpty().allSatisfy(reason ->
                            assertThat(reason).doesNotContain("NaN").doesNotContain("Infinity"));
                });
    }
}
