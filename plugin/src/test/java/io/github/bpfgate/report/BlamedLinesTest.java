package io.github.bpfgate.report;

import static io.github.bpfgate.gate.HandMadeResults.counted;
import static io.github.bpfgate.gate.HandMadeResults.line;
import static io.github.bpfgate.gate.HandMadeResults.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.LineResult;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class BlamedLinesTest {

    private static final int COLUMNS = 120;

    private static List<String> blamed(LineResult... lines) {
        return BlamedLines.of(with(counted("x", Reference.OBJECT, Map.of()), Map.of(),
                Counts.of(null, Map.of(), List.of(lines), null)));
    }

    @Test
    void a_line_that_grew_is_told_with_its_place_its_text_and_both_numbers() {
        assertThat(blamed(line(23, "\twhile (b < n) {", 55, 3.0)))
                .containsExactly("  fun_xdp.bpf.c:23  while (b < n) {   3 → 55 instructions per run");
    }

    @Test
    void the_three_that_grew_most_are_told_in_columns() {
        assertThat(blamed(line(9, "n = 1;", 2, 1.0), line(23, "while (b < n) {", 55, 3.0), line(8, "return x;", 1, 1.0),
                line(124, "b =  a +\tb;", 20.25, 0.0), line(30, "a = b;", 18, 1.0))).containsExactly(
                "  fun_xdp.bpf.c:23   while (b < n) {   3 → 55 instructions per run",
                "  fun_xdp.bpf.c:124  b = a + b;        0 → 20.25 instructions per run",
                "  fun_xdp.bpf.c:30   a = b;            1 → 18 instructions per run");
    }

    @Test
    void a_growth_too_small_for_two_decimals_is_told_all_the_same() {
        assertThat(blamed(line(23, "x++;", 1.003, 1.0)))
                .containsExactly("  fun_xdp.bpf.c:23  x++;   1 → 1.003 instructions per run");
    }

    @Test
    void where_nothing_grew_or_nothing_was_counted_no_line_is_told() {
        assertThat(blamed(line(23, "while (b < n) {", 3, 3.0))).isEmpty();
        assertThat(BlamedLines.of(counted("x", Reference.OBJECT, Map.of()))).isEmpty();
        assertThat(BlamedLines.of(with(counted("x", Reference.OBJECT, Map.of()), Map.of(), Counts.refused("No."))))
                .isEmpty();
    }

    @Property(tries = 300)
    void whatever_the_source_says_a_line_fits_and_no_terminal_obeys_it(@ForAll String text, @ForAll String file,
            @ForAll @DoubleRange(min = 1, max = 1e9) double instructions) {
        assertThat(blamed(new LineResult(file, 1, text, "f", 1, instructions, 0.5, 0.5),
                line(123456, "漢".repeat(200) + "\u001b[31m", 1e8, 0.0))).allSatisfy(line -> {
                    assertThat(DisplayText.columns(line)).isLessThan(COLUMNS);
                    assertThat(line).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\x{2028}\\x{2029}]");
                });
    }
}
