package io.github.bpfgate.report;

import static io.github.bpfgate.gate.HandMadeResults.counted;
import static io.github.bpfgate.gate.HandMadeResults.figure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramSelectionTest {

    private static final List<BenchmarkResult> PROGRAMS = List.of(program("xdp_grew", 100.0, 102),
            program("xdp_shrank", 100.0, 50), program("tc_same", 40.0, 40), program("tc_new", null, 7),
            program("xdp_from_none", 0.0, 3));

    private static BenchmarkResult program(String name, Double before, double now) {
        return counted(name, before == null ? Reference.NOTHING : Reference.OBJECT,
                Map.of(MetricName.INSTRUCTIONS, before == null ? Exact.of(MetricName.INSTRUCTIONS, now)
                        : figure(MetricName.INSTRUCTIONS, now, before)));
    }

    private static List<String> kept(String filter) throws SelectionException {
        ProgramFilter parsed = ProgramFilter.of(filter);
        return PROGRAMS.stream().filter(parsed::keeps).map(BenchmarkResult::name).toList();
    }

    private static List<String> sorted(String order) throws SelectionException {
        return PROGRAMS.stream().sorted(ProgramOrder.of(order)).map(BenchmarkResult::name).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "null", value = {
        "'';                              xdp_grew xdp_shrank tc_same tc_new xdp_from_none",
        "instructions_diff>1%;            xdp_grew xdp_from_none",
        "instructions_diff > 1 %;         xdp_grew xdp_from_none",
        "instructions_diff>=2%;           xdp_grew xdp_from_none",
        "instructions_pct>=2;             xdp_grew xdp_from_none",
        "instructions_diff>1;             xdp_grew xdp_from_none",
        "instructions_diff!=0;            xdp_grew xdp_shrank xdp_from_none",
        "instructions_diff<>0;            xdp_grew xdp_shrank xdp_from_none",
        "instructions_diff==0;            tc_same",
        "instructions_diff=0%;            tc_same",
        "|instructions_diff|>1%;          xdp_grew xdp_shrank xdp_from_none",
        "instructions<=40;                tc_same tc_new xdp_from_none",
        "instructions_b<40;               tc_new xdp_from_none",
        "instructions_a<=40;              tc_same xdp_from_none",
        "verified_insns>0;                ''",
        "xdp_*;                           xdp_grew xdp_shrank xdp_from_none",
        "xdp_*,tc_new;                    xdp_grew xdp_shrank tc_new xdp_from_none",
        "xdp_*,!*_grew;                   xdp_shrank xdp_from_none",
        "xdp_*,instructions_diff>0;       xdp_grew xdp_from_none",
        "tc_same.bpf.o;                   tc_same",
        "tc_same.bpf.o/*;                 tc_same",
        "tc_same.bpf.o/;                  tc_same",
        "tc_same.bpf.o/other;             ''",
        "/*_none;                         xdp_from_none",
        "xdp.grew;                        ''"})
    void a_filter_keeps_what_it_names(String filter, String names) throws SelectionException {
        assertThat(String.join(" ", kept(filter))).isEqualTo(names.strip());
    }

    @Test
    void the_largest_comes_first_and_what_has_no_figure_last() throws SelectionException {
        assertThat(sorted("instructions_diff")).containsExactly("xdp_from_none", "xdp_grew", "tc_same", "xdp_shrank",
                "tc_new");
        assertThat(sorted("instructions_diff^")).containsExactly("xdp_shrank", "tc_same", "xdp_grew", "xdp_from_none",
                "tc_new");
        assertThat(sorted("|instructions_pct|")).startsWith("xdp_from_none", "xdp_shrank", "xdp_grew",
                "tc_same");
        assertThat(sorted("program")).isSorted();
        assertThat(sorted("")).isSorted();
        assertThat(sorted("program^")).isEqualTo(Stream.of("tc_new", "tc_same", "xdp_from_none", "xdp_grew", "xdp_shrank")
                .sorted((a, b) -> b.compareTo(a)).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"insns_gone>1", "instructions_diff>lots", "instructions_diff>", "instructions>1%",
        "instructions_a<5%", ">5", "!", "!=3", "xdp_*,!"})
    void what_is_no_filter_is_told_with_an_example(String filter) {
        assertThatExceptionOfType(SelectionException.class).isThrownBy(() -> ProgramFilter.of(filter))
                .withMessageMatching(".*(there are latency, .*|write it as (xdp_\\* or as )?instructions_diff>1%.*)");
    }

    @Test
    void what_is_no_order_is_told_with_what_there_is() {
        assertThatExceptionOfType(SelectionException.class).isThrownBy(() -> ProgramOrder.of("speed"))
                .withMessageStartingWith("\"speed\" is no metric: there are latency, instructions,");
    }
}
