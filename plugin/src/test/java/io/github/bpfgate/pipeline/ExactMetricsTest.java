package io.github.bpfgate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.baseline.BaselineEntry;
import io.github.bpfgate.baseline.BaselineEntry.StoredMetric;
import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.benchmark.ExactFigures;
import io.github.bpfgate.benchmark.ExactMeasurement;
import io.github.bpfgate.benchmark.InstructionCount;
import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.LineResult;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.instrument.LineRate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExactMetricsTest {

    private static final Set<MetricName> ALL = EnumSet.allOf(MetricName.class);
    private static final Environment HERE = HandMadeResults.of().environment();
    private static final Environment ELSEWHERE = new Environment("5.10.0", "Another CPU", true, 0, Map.of(), "", "1.1",
            "none", 1);

    private static LineRate line(int number, String text, double instructions) {
        return new LineRate("./p.bpf.c", number, text, "p", instructions, instructions);
    }

    private static InstructionCount count(double perRun, Map<String, Double> helpers, LineRate... lines) {
        return new InstructionCount(perRun, perRun, perRun, null, "#1", (long) perRun, helpers, List.of(lines),
                exact(helpers.values().stream().mapToDouble(Double::doubleValue).sum()), exact(0.75), null);
    }

    private static InstructionCount.Range exact(double value) {
        return new InstructionCount.Range(value, value, value);
    }

    private static ExactFigures figures(int verified, InstructionCount count) {
        return new ExactFigures(20, verified, 3, 2, 16, 160, 120, 4096, 1000, count,
                count == null ? "It cannot be counted." : null);
    }

    private static ExactMetrics metrics(ExactFigures candidate, ExactFigures baseline, boolean unchanged,
            BaselineEntry stored) {
        return new ExactMetrics(new ExactMeasurement("x", "p", "p.bpf.o", "xdp", "test-run", unchanged, candidate, baseline, List.of("w"),
                List.of("n"), "ab",
                baseline == null ? "" : "cd"), Optional.ofNullable(stored), HERE, "input");
    }

    private static Exact exact(Map<String, Metric> metrics, MetricName name) {
        return (Exact) metrics.get(name.toString());
    }

    private static BaselineEntry stored(String object, Environment environment) {
        return new BaselineEntry("p", object, object == null ? null : "cd", Map.of("instructions",
                StoredMetric.counted("insns per run", 40, 40, 40), "verified-insns",
                StoredMetric.counted("insns", 90, 90, 90)), null, environment, "input");
    }

    @Test
    void the_stored_objects_figures_stand_beside_the_candidates() {
        Map<String, Metric> metrics = metrics(figures(100, count(55, Map.of("bpf_ktime_get_ns", 1.0))),
                figures(80, count(16, Map.of()))
                , false, null).metrics(ALL);

        assertThat(metrics).doesNotContainKey("latency").hasSize(ALL.size() - 1);
        assertThat(exact(metrics, MetricName.INSTRUCTIONS)).isEqualTo(
                HandMadeResults.figure(MetricName.INSTRUCTIONS, 55, 16));
        assertThat(exact(metrics, MetricName.VERIFIED_INSNS).baseline()).isEqualTo(80);
        assertThat(exact(metrics, MetricName.HELPER_CALLS)).isEqualTo(
                HandMadeResults.figure(MetricName.HELPER_CALLS, 1, 0));
        assertThat(exact(metrics, MetricName.COVERAGE).value()).isEqualTo(0.75);
    }

    @Test
    void the_same_work_has_the_same_figures() {
        Map<String, Metric> metrics = metrics(figures(100, count(55, Map.of())), null, true, null).metrics(ALL);

        assertThat(exact(metrics, MetricName.LOAD_TIME).baseline()).as("is one reading of a clock").isNull();
        metrics.remove("load-time");
        assertThat(metrics.values()).allSatisfy(metric -> assertThat(metric.baseline()).isEqualTo(metric.value()));
    }

    @Test
    void only_what_is_wanted_is_told() {
        assertThat(metrics(figures(100, count(55, Map.of())), null, false, null)
                .metrics(EnumSet.of(MetricName.INSTRUCTIONS, MetricName.LATENCY))).containsOnlyKeys("instructions");
    }

    @Test
    void numbers_alone_are_compared_with_where_they_mean_the_same() {
        ExactFigures figures = figures(100, count(55, Map.of()));
        Map<String, Metric> here = metrics(figures, null, false, stored(null, HERE)).metrics(ALL);
        Map<String, Metric> elsewhere = metrics(figures, null, false, stored(null, ELSEWHERE)).metrics(ALL);

        assertThat(exact(here, MetricName.INSTRUCTIONS).baseline()).isEqualTo(40);
        assertThat(exact(here, MetricName.VERIFIED_INSNS).baseline()).isEqualTo(90);
        assertThat(exact(elsewhere, MetricName.INSTRUCTIONS).baseline()).isEqualTo(40);
        assertThat(exact(elsewhere, MetricName.VERIFIED_INSNS).baseline()).as("of another kernel's verifier").isNull();
    }

    @Test
    void counts_of_other_packets_are_not_compared_with() {
        BaselineEntry entry = stored(null, HERE);
        Map<String, Metric> metrics = metrics(figures(100, count(55, Map.of())), null, false,
                new BaselineEntry(entry.program(), null, null, entry.metrics(), null, HERE, "other input")).metrics(ALL);

        assertThat(exact(metrics, MetricName.INSTRUCTIONS).baseline()).isNull();
        assertThat(exact(metrics, MetricName.VERIFIED_INSNS).baseline()).as("goes by no packet").isEqualTo(90);
    }

    @Test
    void the_numbers_beside_a_stored_object_are_advice() {
        Map<String, Metric> metrics = metrics(figures(100, count(55, Map.of())), null, false,
                stored("p.bpf.o", HERE)).metrics(ALL);

        assertThat(exact(metrics, MetricName.INSTRUCTIONS).baseline()).isNull();
    }

    @Test
    void lines_that_grew_are_blamed_and_those_below_an_insertion_are_not() {
        Counts counts = metrics(
                figures(100, count(55, Map.of(), line(3, "int x;", 1), line(4, "while (b < n) {", 50), line(5, "}", 4))),
                figures(80, count(8, Map.of(), line(3, "while (b < n) {", 4), line(4, "}", 4))), false, null).counts();

        assertThat(counts.blamed()).extracting(LineResult::text).containsExactly("while (b < n) {", "int x;");
        assertThat(counts.lines()).hasSize(3);
        assertThat(counts.lines().get(1).baselineInstructions()).isEqualTo(4);
        assertThat(counts.lines().get(2).growth()).isZero();
    }

    @Test
    void calls_of_both_sides_are_told() {
        Counts counts = metrics(figures(100, count(55, Map.of("bpf_ktime_get_ns", 1.0))),
                figures(80, count(16, Map.of("bpf_map_push_elem", 0.5))), false, null).counts();

        assertThat(counts.helperCalls()).isEqualTo(Map.of("bpf_ktime_get_ns", new Counts.HelperCalls(1, 0.0),
                "bpf_map_push_elem", new Counts.HelperCalls(0, 0.5)));
    }

    @Test
    void without_a_count_there_is_the_reason_and_what_the_verifier_says() {
        ExactMetrics refused = metrics(figures(100, null), figures(80, count(16, Map.of())), false, null);

        assertThat(refused.counts()).isEqualTo(Counts.refused("It cannot be counted."));
        assertThat(refused.metrics(ALL)).doesNotContainKeys("instructions", "coverage").containsKey("verified-insns");
    }
}
