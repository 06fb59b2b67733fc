package io.github.bpfgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.baseline.Environment;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MetricNameTest {

    private static final Environment HERE = HandMadeResults.HERE;

    private static Environment machine(String kernel, String cpu) {
        return new Environment(kernel, cpu, true, 0, HERE.mitigations(), "another clang", "1.4", "none", 4);
    }

    private static EnumSet<MetricName> comparable(Environment there) {
        return EnumSet.allOf(MetricName.class).stream().filter(metric -> metric.comparable(there, HERE))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(MetricName.class)));
    }

    @ParameterizedTest
    @EnumSource
    void every_metric_is_found_by_its_name(MetricName metric) {
        assertThat(MetricName.of(metric.toString())).contains(metric);
        assertThat(metric.toString()).isLowerCase().doesNotContain("_");
    }

    @Test
    void what_is_no_metric_is_not_found() {
        assertThat(MetricName.of("speed")).isEmpty();
        assertThat(MetricName.of("LATENCY")).isEmpty();
    }

    @Test
    void numbers_of_the_same_machine_are_all_comparable() {
        assertThat(comparable(machine(HERE.kernel(), HERE.cpu()))).containsExactlyInAnyOrder(MetricName.values());
    }

    @Test
    void what_the_bytecode_alone_decides_is_comparable_from_anywhere() {
        assertThat(comparable(machine("5.15.0", "Other CPU"))).containsExactlyInAnyOrder(MetricName.INSTRUCTIONS,
                MetricName.HELPER_CALLS, MetricName.COVERAGE, MetricName.INSNS);
    }

    @Test
    void the_verifiers_figures_are_comparable_from_the_same_kernel() {
        assertThat(comparable(machine(HERE.kernel(), "Other CPU"))).contains(MetricName.VERIFIED_INSNS,
                MetricName.STATES, MetricName.PEAK_STATES, MetricName.STACK_BYTES, MetricName.XLATED_BYTES)
                .doesNotContain(MetricName.LATENCY, MetricName.JITED_BYTES);
        assertThat(comparable(new Environment(HERE.kernel(), HERE.cpu(), true, 2, Map.of(), "", "", "none", 1)))
                .doesNotContain(MetricName.LATENCY, MetricName.JITED_BYTES);
    }

    @ParameterizedTest
    @CsvSource({"instructions, 16.4609375, 16.46", "instructions, 17, 17", "instructions, 0.5, 0.5",
        "verified-insns, 900000, 900000", "coverage, 0.31, 31 %", "coverage, 0.3149, 31.5 %", "coverage, 1, 100 %",
        "coverage, 0, 0 %"})
    void values_are_written_as_somebody_would(String metric, double value, String shown) {
        assertThat(MetricName.of(metric).orElseThrow().shown(value)).isEqualTo(shown);
    }

    @Test
    void a_coverage_that_misses_an_instruction_never_reads_like_a_whole_one() {
        assertThat(MetricName.COVERAGE.shown(0.99999)).isEqualTo("99.999 %");
    }

    @Test
    void a_value_beside_a_limit_does_not_read_like_it() {
        assertThat(MetricName.INSTRUCTIONS.shown(120.004, 120)).isEqualTo("120.004");
        assertThat(MetricName.COVERAGE.shown(0.49999, 0.5)).isEqualTo("49.999 %");
        assertThat(MetricName.COVERAGE.shown(0.5, 0.49999)).isEqualTo("50 %");
    }
}
