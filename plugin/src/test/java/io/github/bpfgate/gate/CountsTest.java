package io.github.bpfgate.gate;

import static io.github.bpfgate.gate.HandMadeResults.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountsTest {

    @Test
    void the_lines_that_grew_are_blamed_most_first() {
        LineResult most = line(23, "while (b < n) {", 55, 3.0);
        LineResult more = line(24, "b = a + b;", 20, 0.0);
        List<LineResult> lines = List.of(line(20, "int a = 0;", 1, 1.0), line(21, "if (x)", 1, 4.0), more, most);

        Counts counts = Counts.of("p", Map.of(), lines, null);

        assertThat(counts.blamed()).containsExactly(most, more);
        assertThat(counts.lines()).isEqualTo(lines);
    }

    @Test
    void without_a_baseline_no_line_is_blamed() {
        assertThat(Counts.of(null, Map.of(), List.of(line(23, "while (b < n) {", 55, null)), null).blamed()).isEmpty();
    }
}
