package io.github.bpfgate.report;

import static io.github.bpfgate.gate.HandMadeResults.around;
import static io.github.bpfgate.gate.HandMadeResults.confirmed;
import static io.github.bpfgate.gate.HandMadeResults.counted;
import static io.github.bpfgate.gate.HandMadeResults.figure;
import static io.github.bpfgate.gate.HandMadeResults.notRun;
import static io.github.bpfgate.gate.HandMadeResults.relative;
import static io.github.bpfgate.gate.HandMadeResults.rules;
import static io.github.bpfgate.gate.HandMadeResults.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {

    private static List<String> lines(BenchmarkResult... results) {
        return ComparisonTable.lines(
                new Judge(rules(relative("5%", "error"))).judge(HandMadeResults.of(results)).benchmarks());
    }

    @Test
    void every_metric_has_a_row_with_both_sides_and_the_change() {
        assertThat(lines(with(confirmed("fun_xdp", 100, around(10, 0.5, 10), around(10, 0.5, 24)),
                Map.of(MetricName.INSTRUCTIONS, figure(MetricName.INSTRUCTIONS, 104.66, 46.02),
                        MetricName.COVERAGE, figure(MetricName.COVERAGE, 0.9, 1.0),
                        MetricName.VERIFIED_INSNS, figure(MetricName.VERIFIED_INSNS, 194, 194.0),
                        MetricName.MAP_BYTES, figure(MetricName.MAP_BYTES, 4096, 0.0)), null),
                counted("fresh", Reference.NOTHING,
                        Map.of(MetricName.INSNS, Exact.of(MetricName.INSNS, 2))),
                notRun("kprobe", "no"))).containsExactly(
                "program  metric                baseline  candidate          change  verdict",
                "fun_xdp  latency ns               121.0      131.0  +10.0 % of net  REGRESSED",
                "         instructions per run     46.02     104.66        +127.4 %",
                "         coverage                 100 %       90 %      −10 points",
                "         verified-insns             194        194            none",
                "         map-bytes                    0       4096           +4096",
                "fresh    insns                                   2                  INCONCLUSIVE",
                "kprobe                                                              UNSUPPORTED");
    }

    @Test
    void nothing_to_show_is_no_table() {
        assertThat(lines()).isEmpty();
    }
}
