package io.github.bpfgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreachedLinesTest {

    private static LineResult line(String file, int number, String function, double instructions) {
        return new LineResult(file, number, "x = y;", function, instructions, instructions, null, null);
    }

    private static LineResult line(int number, double instructions) {
        return line("src/main/bpf/fun_xdp.bpf.c", number, "fun_xdp", instructions);
    }

    @Test
    void ranges_reach_over_lines_without_instructions() {
        assertThat(UnreachedLines.of(List.of(line(18, 2), line(20, 0), line(21, 0), line(27, 0), line(30, 0.5),
                line(40, 0)))).isEqualTo("fun_xdp.bpf.c:20-27, 40");
    }

    @Test
    void the_order_of_the_lines_does_not_matter() {
        assertThat(UnreachedLines.of(List.of(line(40, 0), line(21, 0), line(30, 1), line(20, 0))))
                .isEqualTo("fun_xdp.bpf.c:20-21, 40");
    }

    @Test
    void each_file_is_named_once() {
        assertThat(UnreachedLines.of(List.of(line("a/one.h", 3, "f", 0), line("b/two.bpf.c", 7, "g", 0),
                line("b/two.bpf.c", 8, "g", 1), line("b/two.bpf.c", 9, "g", 0)))).isEqualTo("one.h:3, two.bpf.c:7, 9");
    }

    @Test
    void a_line_that_one_of_its_functions_reached_is_reached() {
        assertThat(UnreachedLines.of(List.of(line("a.h", 3, "f", 0), line("a.h", 3, "g", 1), line("a.h", 5, "f", 0))))
                .isEqualTo("a.h:5");
    }

    @Test
    void of_many_ranges_the_first_are_told() {
        List<LineResult> lines = new ArrayList<>();
        for (int i = 1; i <= 16; i++) {
            lines.add(line(i, i % 2));
        }

        assertThat(UnreachedLines.of(lines)).isEqualTo("fun_xdp.bpf.c:2, 4, 6, 8, 10, and 3 more");
    }

    @Test
    void nothing_missed_is_nothing_to_tell() {
        assertThat(UnreachedLines.of(List.of(line(1, 1), line(2, 0.1)))).isEmpty();
        assertThat(UnreachedLines.of(List.of())).isEmpty();
    }
}
