package io.github.bpfgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Metric.Exact;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever the figures: more is never better, and a range never says more than all of its values do. */
class ExactJudgePropertyTest {

    private static final List<Verdict> BEST_FIRST =
            List.of(Verdict.IMPROVED, Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.REGRESSED);

    private record Range(double least, double most) {

        Exact of(MetricName metric) {
            return Exact.between(metric, (least + most) / 2, least, most);
        }

        Range raised(double by) {
            return new Range(least + by, most + by);
        }
    }

    /** Eighths and hundredths: means over packets, and the percentages people write. */
    @Provide
    Arbitrary<Range> ranges() {
        Arbitrary<Double> eighths = Arbitraries.integers().between(0, 1600).map(i -> i / 8.0);
        Arbitrary<Double> widths = Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(0.0)),
                Tuple.of(1, Arbitraries.integers().between(0, 160).map(i -> i / 8.0)));
        return Combinators.combine(eighths, widths).as((least, width) -> new Range(least, least + width));
    }

    @Provide
    Arbitrary<Rule> limits() {
        Arbitrary<OptionalDouble> shares = Arbitraries.integers().between(0, 2000)
                .map(hundredths -> OptionalDouble.of(hundredths / 10_000.0));
        Arbitrary<OptionalDouble> maxima = Arbitraries.integers().between(0, 200).map(OptionalDouble::of);
        return Combinators.combine(Arbitraries.oneOf(Arbitraries.just(OptionalDouble.empty()), shares),
                maxima, Arbitraries.of(0.0, 0.5, 10.0), Arbitraries.of(Rule.Level.values()))
                .as((share, max, floor, level) -> new Rule(MetricName.INSTRUCTIONS, share,
                        share.isPresent() ? OptionalDouble.empty() : max, OptionalDouble.empty(), floor, level));
    }

    private static Verdict judge(Exact exact, MetricName metric, Rule rule) {
        BenchmarkResult result = HandMadeResults.counted("x", Reference.OBJECT, Map.of(metric, exact));
        return new Judge(HandMadeResults.rules(rule)).judge(HandMadeResults.of(result)).benchmarks().get(0).verdict();
    }

    private static Verdict judge(Range candidate, Range baseline, Rule rule) {
        return judge(candidate.of(MetricName.INSTRUCTIONS).against(baseline.of(MetricName.INSTRUCTIONS)),
                MetricName.INSTRUCTIONS, rule);
    }

    @Property
    void raising_the_candidate_never_makes_the_verdict_better(@ForAll("ranges") Range candidate,
            @ForAll("ranges") Range baseline, @ForAll("limits") Rule rule, @ForAll("ranges") Range by) {
        Verdict before = judge(candidate, baseline, rule);

        Verdict after = judge(candidate.raised(by.least()), baseline, rule);

        assertThat(BEST_FIRST.indexOf(after)).isGreaterThanOrEqualTo(BEST_FIRST.indexOf(before));
    }

    @Property
    void raising_the_baseline_never_makes_the_verdict_worse(@ForAll("ranges") Range candidate,
            @ForAll("ranges") Range baseline, @ForAll("limits") Rule rule, @ForAll("ranges") Range by) {
        Verdict before = judge(candidate, baseline, rule);

        Verdict after = judge(candidate, baseline.raised(by.least()), rule);

        assertThat(BEST_FIRST.indexOf(after)).isLessThanOrEqualTo(BEST_FIRST.indexOf(before));
    }

    @Property
    void raising_the_coverage_never_makes_the_verdict_worse(@ForAll("ranges") Range eighths,
            @ForAll("ranges") Range by) {
        Rule rule = Rule.min(MetricName.COVERAGE, 0.5, Rule.Level.ERROR);
        double share = Math.min(1, eighths.least() / 200);
        double more = Math.min(1, share + by.least() / 200);

        Verdict before = judge(Exact.of(MetricName.COVERAGE, share), MetricName.COVERAGE, rule);
        Verdict after = judge(Exact.of(MetricName.COVERAGE, more), MetricName.COVERAGE, rule);

        assertThat(BEST_FIRST.indexOf(after)).isLessThanOrEqualTo(BEST_FIRST.indexOf(before));
    }

    @Property
    void what_a_range_says_each_of_its_ends_says(@ForAll("ranges") Range candidate, @ForAll("ranges") Range baseline,
            @ForAll("limits") Rule rule) {
        Verdict whole = judge(candidate, baseline, rule);
        for (double end : new double[] {candidate.least(), candidate.most()}) {
            for (double then : new double[] {baseline.least(), baseline.most()}) {
                Verdict one = judge(new Range(end, end), new Range(then, then), rule);
                assertThat(one).isNotEqualTo(Verdict.INCONCLUSIVE);
                if (whole == Verdict.REGRESSED || whole == Verdict.IMPROVED) {
                    assertThat(one).isEqualTo(whole);
                } else if (whole == Verdict.PASS) {
                    assertThat(one).isNotEqualTo(Verdict.REGRESSED);
                }
            }
        }
    }

    @Property
    void one_count_is_over_the_limit_or_it_is_not(@ForAll("ranges") Range candidate, @ForAll("ranges") Range baseline,
            @ForAll("limits") Rule rule) {
        double value = candidate.least();
        double then = baseline.least();
        double room = rule.maxIncrease().isPresent()
                ? then + Math.max(rule.maxIncrease().getAsDouble() * then, rule.floor()) : rule.max().getAsDouble();
        if (Math.abs(value - room) > 1e-9) {
            assertThat(judge(new Range(value, value), new Range(then, then), rule) == Verdict.REGRESSED)
                    .isEqualTo(value > room);
        }
    }

    @Property
    void reasons_are_figures(@ForAll("ranges") Range candidate, @ForAll("ranges") Range baseline,
            @ForAll("limits") Rule rule) {
        BenchmarkResult result = HandMadeResults.counted("x", Reference.OBJECT, Map.of(MetricName.INSTRUCTIONS,
                candidate.of(MetricName.INSTRUCTIONS).against(baseline.of(MetricName.INSTRUCTIONS))));

        assertThat(new Judge(HandMadeResults.rules(rule)).judge(HandMadeResults.of(result)).benchmarks().get(0).reasons())
                .isNotEmpty().allSatisfy(reason -> assertThat(reason).doesNotContain("NaN").doesNotContain("Infinity"));
    }
}
