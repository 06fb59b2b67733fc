package io.github.bpfgate.gate;

import static io.github.bpfgate.gate.HandMadeResults.around;
import static io.github.bpfgate.gate.HandMadeResults.confirmed;
import static io.github.bpfgate.gate.HandMadeResults.counted;
import static io.github.bpfgate.gate.HandMadeResults.figure;
import static io.github.bpfgate.gate.HandMadeResults.instructions;
import static io.github.bpfgate.gate.HandMadeResults.relative;
import static io.github.bpfgate.gate.HandMadeResults.rule;
import static io.github.bpfgate.gate.HandMadeResults.rules;
import static io.github.bpfgate.gate.HandMadeResults.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.stats.Limit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AcceptancesTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final Rules FIVE_PERCENT = rules(relative("5%", "error"),
            rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "error"));

    static Acceptance acceptance(String benchmark, MetricName metric, String upTo, String until) {
        try {
            return new Acceptance(benchmark, metric, AcceptedIncrease.of(upTo), until, "checksums are verified now");
        } catch (RuleException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Acceptance latency(String upTo) {
        return acceptance("x", MetricName.LATENCY, upTo, "2026-12-31");
    }

    private static BenchmarkResult judged(BenchmarkResult measured, Acceptance... accepted) {
        return judged(FIVE_PERCENT, measured, accepted);
    }

    private static BenchmarkResult judged(Rules rules, BenchmarkResult measured, Acceptance... accepted) {
        return new Judge(rules, new Acceptances(List.of(accepted), TODAY)).judge(HandMadeResults.of(measured))
                .benchmarks().get(0);
    }

    /** By ten of a hundred ns, give or take half a ns. */
    private static BenchmarkResult slower() {
        return confirmed("x", 100, around(10, 0.5, 20), around(10, 0.5, 24));
    }

    @Test
    void what_is_within_its_acceptance_is_accepted_and_says_by_whom() {
        BenchmarkResult result = judged(slower(), latency("+12 %"));

        assertThat(result.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(result.reasons()).containsExactly("latency changed by +10.0 % of 100.0 ns net (+10.00 ns, between"
                + " +9.50 and +10.50); the limit is +5 % (5.00 ns)", "confirmed by 24 fresh loads of both",
                "accepted up to +12 % until 2026-12-31: checksums are verified now");
        assertThat(result.judgements()).filteredOn(j -> j.verdict() == Verdict.ACCEPTED).singleElement()
                .extracting(RuleJudgement::acceptance).isEqualTo(latency("+12 %"));
        assertThat(GateOutcome.of(HandMadeResults.of(result), new Policies(true, Policies.Action.FAIL,
                Policies.Action.FAIL, Policies.Action.FAIL))).isEqualTo(new GateOutcome(List.of(), List.of(), List.of()));
    }

    @Test
    void an_amount_is_in_nanoseconds_of_net() {
        assertThat(judged(slower(), latency("+10.6 ns")).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(judged(slower(), latency("+9.4 ns")).verdict()).isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void what_is_beyond_its_acceptance_has_regressed_and_is_told_both() {
        BenchmarkResult result = judged(slower(), latency("+8 %"));

        assertThat(result.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(result.reasons()).last().isEqualTo("which is more than the +8 % that is accepted until 2026-12-31");
        assertThat(result.reasons().get(0)).contains("+10.0 %").contains("the limit is +5 %");
    }

    @Test
    void what_cannot_be_told_from_its_acceptance_is_inconclusive() {
        BenchmarkResult result = judged(slower(), latency("+10 %"));

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reasons()).last()
                .isEqualTo("which cannot be told from the +10 % that is accepted until 2026-12-31");
    }

    @Test
    void more_than_is_accepted_has_to_be_confirmed_too() {
        BenchmarkResult once = confirmed("x", 100, around(20, 0.5, 20), around(10, 0.5, 24));

        assertThat(judged(once).verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judged(once, latency("+15 %")).verdict()).as("the confirming series is within it")
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void what_is_open_beside_the_limit_is_accepted_where_it_is_certainly_within() {
        BenchmarkResult open = confirmed("x", 100, around(5, 1, 20), new double[0]);

        assertThat(judged(open).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judged(open, latency("+7 %")).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void its_last_day_is_a_day_and_the_next_is_none() {
        Acceptance lastDay = acceptance("x", MetricName.LATENCY, "+12 %", "2026-11-24");
        Acceptance yesterday = acceptance("x", MetricName.LATENCY, "+12 %", "2026-11-23");

        assertThat(judged(slower(), lastDay).verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(judged(slower(), yesterday).verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judged(slower(), yesterday).reasons()).last()
                .isEqualTo("it was accepted up to +12 %, until 2026-11-23, and that is over");
    }

    @Test
    void it_is_of_its_benchmark_and_metric_alone() {
        assertThat(judged(slower(), acceptance("y", MetricName.LATENCY, "+12 %", "2026-12-31"),
                acceptance("x", MetricName.INSTRUCTIONS, "+12 %", "2026-12-31")).verdict())
                .isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void less_than_the_limit_accepts_nothing_more() {
        assertThat(judged(slower(), latency("+2 %")).verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judged(confirmed("x", 100, around(3, 0.5, 20), new double[0]), latency("+2 %")).verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void a_maximum_is_no_change_and_stays_one() {
        BenchmarkResult above = HandMadeResults.alone("x", Reference.NOTHING, around(120, 1, 20), around(120, 1, 20));

        assertThat(judged(rules(HandMadeResults.absolute("110", "error")), above, latency("+50 %")).verdict())
                .isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void a_count_is_accepted_to_the_last_instruction() {
        BenchmarkResult more = counted("x", Reference.OBJECT, instructions(20, 16));

        assertThat(judged(more, acceptance("x", MetricName.INSTRUCTIONS, "+25 %", "2026-12-31")).verdict())
                .isEqualTo(Verdict.ACCEPTED);
        assertThat(judged(more, acceptance("x", MetricName.INSTRUCTIONS, "+24.9 %", "2026-12-31")).verdict())
                .isEqualTo(Verdict.REGRESSED);
        assertThat(judged(more, acceptance("x", MetricName.INSTRUCTIONS, "+4 insns", "2026-12-31")).reasons())
                .containsExactly("instructions grew by 25 %, from 16 to 20 per run; the limit is +5 %",
                        "accepted up to +4 insns until 2026-12-31: checksums are verified now");
    }

    @Test
    void a_warning_is_accepted_like_an_error_and_hides_none_of_the_other_metric() {
        Rules warn = rules(relative("5%", "error"), rule(MetricName.INSTRUCTIONS, "5%", null, null, null, "warn"));
        BenchmarkResult both = with(slower(), instructions(20, 16), null);

        BenchmarkResult timeAccepted = judged(warn, both, latency("+12 %"));
        assertThat(timeAccepted.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(timeAccepted.level()).isEqualTo(Rule.Level.WARN);
        assertThat(timeAccepted.reasons()).anyMatch(reason -> reason.startsWith("accepted up to +12 %"));
        assertThat(judged(warn, both, latency("+12 %"), acceptance("x", MetricName.INSTRUCTIONS, "+30 %", "2026-12-31"))
                .verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void judging_again_on_another_day_knows_nothing_of_the_first() {
        Results once = new Judge(FIVE_PERCENT, new Acceptances(List.of(latency("+12 %")), TODAY))
                .judge(HandMadeResults.of(slower()));

        assertThat(new Judge(FIVE_PERCENT, new Acceptances(List.of(latency("+12 %")), TODAY.plusYears(1))).judge(once)
                .benchmarks().get(0).verdict()).isEqualTo(Verdict.REGRESSED);
    }

    private static List<String> unused(BenchmarkResult measured, Acceptance... accepted) {
        Acceptances acceptances = new Acceptances(List.of(accepted), TODAY);
        return acceptances.unused(new Judge(FIVE_PERCENT, acceptances).judge(HandMadeResults.of(measured)));
    }

    @Test
    void an_entry_that_accepts_nothing_is_named() {
        BenchmarkResult fine = confirmed("x", 100, around(0, 0.5, 20), new double[0]);

        assertThat(unused(slower(), latency("+12 %"))).isEmpty();
        assertThat(unused(slower(), latency("+2 %"))).as("too little").isEmpty();
        assertThat(unused(fine, latency("+12 %")))
                .containsExactly("accepts more latency of x, which is over no limit now");
        assertThat(unused(fine, acceptance("y", MetricName.LATENCY, "+12 %", "2026-12-31")))
                .containsExactly("accepts more latency of y, and there is no such benchmark");
        assertThat(unused(fine, acceptance("x", MetricName.MAP_BYTES, "+12 %", "2026-12-31"))).as("no rule on it")
                .containsExactly("accepts more map-bytes of x, which is over no limit now");
        assertThat(unused(HandMadeResults.alone("x", Reference.SAME_WORK, around(100, 1, 6)), latency("+12 %")))
                .hasSize(1);
    }

    @Test
    void where_nothing_could_be_compared_an_entry_may_have_its_use_elsewhere() {
        assertThat(unused(HandMadeResults.notRun("x", "no"), latency("+12 %"))).isEmpty();
        assertThat(unused(HandMadeResults.alone("x", Reference.NUMBERS_FROM_ELSEWHERE, around(100, 1, 20)),
                latency("+12 %"))).isEmpty();
    }

    private static List<Acceptance> proposed(BenchmarkResult measured) {
        return new Acceptances(List.of(), TODAY).proposed(List.of(judged(measured)));
    }

    @Test
    void a_proposal_covers_the_whole_interval_and_has_no_reason() {
        assertThat(proposed(slower())).containsExactly(new Acceptance("x", MetricName.LATENCY,
                latency("+10.6 %").upTo(), "2027-02-22", ""));
        assertThat(proposed(counted("x", Reference.OBJECT, instructions(20, 16)))).extracting(Acceptance::upTo)
                .hasToString("[+25 %]");
        assertThat(proposed(counted("x", Reference.OBJECT, instructions(2, 0)))).extracting(Acceptance::upTo)
                .hasToString("[+2 insns]");
        assertThat(proposed(confirmed("x", -0.2, around(10, 0.5, 20), around(10, 0.5, 24))))
                .extracting(Acceptance::upTo).hasToString("[+10.6 ns]");
    }

    @Test
    void proposals_take_the_place_of_what_was_too_little_or_is_over() {
        Acceptances acceptances = new Acceptances(List.of(latency("+8 %"),
                acceptance("y", MetricName.LATENCY, "+9 %", "2026-12-31")), TODAY);

        assertThat(acceptances.with(acceptances.proposed(List.of(judged(slower(), latency("+8 %"))))))
                .extracting(entry -> entry.benchmark() + " " + entry.upTo()).containsExactly("x +10.6 %", "y +9 %");
    }

    @Property(tries = 500)
    void whatever_regressed_its_proposal_accepts(@ForAll @DoubleRange(min = -5, max = 1e6) double net,
            @ForAll @DoubleRange(min = 0.01, max = 1e7) double change,
            @ForAll @DoubleRange(min = 0, max = 1) double spread,
            @ForAll @DoubleRange(min = 0, max = 1e9) double before, @ForAll @DoubleRange(min = 0, max = 1e9) double more,
            @ForAll @IntRange(max = 1) int varying) {
        double[] blocks = around(change, change * spread / 2, 20);
        Exact now = Exact.between(MetricName.INSTRUCTIONS, before + more, before + more * (1 - varying * .1),
                before + more * (1 + varying * .1));
        BenchmarkResult measured = with(confirmed("x", net, blocks, blocks), Map.of(MetricName.INSTRUCTIONS,
                now.against(Exact.of(MetricName.INSTRUCTIONS, before)), MetricName.STATES,
                figure(MetricName.STATES, before, before)), null);
        BenchmarkResult alone = judged(measured);
        List<Acceptance> proposals = new Acceptances(List.of(), TODAY).proposed(List.of(alone));

        BenchmarkResult accepted = judged(measured, proposals.toArray(Acceptance[]::new));

        assertThat(proposals).hasSize((int) alone.judgements().stream()
                .filter(j -> j.verdict() == Verdict.REGRESSED && j.kind() == RuleJudgement.Kind.INCREASE).count());
        assertThat(accepted.judgements()).noneMatch(j -> j.verdict() == Verdict.REGRESSED
                && j.kind() == RuleJudgement.Kind.INCREASE);
        List<Verdict> expected = new ArrayList<>(alone.judgements().stream().map(j ->
                j.verdict() == Verdict.REGRESSED ? Verdict.ACCEPTED : j.verdict()).toList());
        assertThat(accepted.judgements().stream().map(RuleJudgement::verdict).toList()).isEqualTo(expected);
        assertThat(Arrays.asList(proposals.stream().map(p -> p.upTo().toString()).toArray()))
                .allSatisfy(text -> assertThat(AcceptedIncrease.of(text.toString()).toString()).isEqualTo(text));
    }

    @Test
    void sampling_has_to_tell_what_is_accepted_too() {
        Acceptances acceptances = new Acceptances(List.of(latency("+12 %")), TODAY);

        assertThat(acceptances.samplingLimits(FIVE_PERCENT, "x")).containsExactly(new Limit.Increase(0.12, 1));
        assertThat(acceptances.samplingLimits(FIVE_PERCENT, "y")).isEmpty();
        assertThat(new Acceptances(acceptances.entries(), TODAY.plusYears(1)).samplingLimits(FIVE_PERCENT, "x"))
                .isEmpty();
    }
}
