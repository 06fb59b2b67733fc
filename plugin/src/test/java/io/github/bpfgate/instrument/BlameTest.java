package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlameTest {

    private static LineRate line(String function, int number, String text, double executions, double instructions) {
        return new LineRate("bpf/a.bpf.c", number, text, function, executions, instructions);
    }

    private static LineChange change(String function, int number, String text, double baselineExecutions,
            double executions, double baselineInstructions, double instructions) {
        return new LineChange("bpf/a.bpf.c", number, text, function, baselineExecutions, executions,
                baselineInstructions, instructions);
    }

    @Test
    void lines_that_cost_the_same_are_not_blamed() {
        List<LineRate> lines = List.of(line("f", 1, "a();", 1, 3), line("f", 2, "b();", 2, 2));

        assertThat(Blame.changes(lines, lines)).isEmpty();
    }

    @Test
    void what_grew_most_comes_first_and_what_shrank_last() {
        List<LineRate> before = List.of(line("f", 1, "a();", 1, 9), line("f", 2, "b();", 1, 2),
                line("f", 3, "c();", 1, 2));
        List<LineRate> after = List.of(line("f", 1, "a();", 1, 3), line("f", 2, "b();", 2, 4),
                line("f", 3, "c();", 5, 10));

        assertThat(Blame.changes(before, after)).containsExactly(change("f", 3, "c();", 1, 5, 2, 10),
                change("f", 2, "b();", 1, 2, 2, 4), change("f", 1, "a();", 1, 1, 9, 3));
    }

    @Test
    void a_line_put_in_above_blames_nothing_below_it() {
        List<LineRate> before = List.of(line("f", 1, "a();", 1, 3), line("f", 2, "b();", 2, 2));
        List<LineRate> after = List.of(line("f", 1, "new();", 1, 5), line("f", 2, "a();", 1, 3),
                line("f", 3, "b();", 2, 2));

        assertThat(Blame.changes(before, after)).containsExactly(change("f", 1, "new();", 0, 1, 0, 5));
    }

    @Test
    void a_line_that_is_gone_is_named_where_the_baseline_had_it() {
        List<LineRate> before = List.of(line("f", 7, "a();", 1, 3), line("f", 8, "b();", 2, 2));
        List<LineRate> after = List.of(line("f", 1, "b();", 2, 2));

        assertThat(Blame.changes(before, after)).containsExactly(change("f", 7, "a();", 1, 0, 3, 0));
    }

    @Test
    void a_line_whose_text_changed_is_one_that_is_new_and_one_that_is_gone() {
        assertThat(Blame.changes(List.of(line("f", 4, "i < 3", 4, 8)), List.of(line("f", 4, "i < 9", 10, 20))))
                .containsExactly(change("f", 4, "i < 9", 0, 10, 0, 20), change("f", 4, "i < 3", 4, 0, 8, 0));
    }

    @Test
    void a_line_that_grew_carries_its_place_in_the_candidate() {
        LineRate before = line("f", 4, "a();", 1, 3);
        LineRate after = new LineRate("lib/b.h", 9, "a();", "f", 2, 6);

        assertThat(Blame.changes(List.of(before), List.of(after)))
                .containsExactly(new LineChange("lib/b.h", 9, "a();", "f", 1, 2, 3, 6));
    }

    @Test
    void space_inside_a_line_does_not_make_it_another_line() {
        assertThat(Blame.changes(List.of(line("f", 1, "a  =\tb;", 1, 3)), List.of(line("f", 1, "a = b;", 1, 3))))
                .isEmpty();
    }

    @Test
    void equal_texts_in_a_function_are_matched_in_their_order() {
        List<LineRate> before = List.of(line("f", 1, "return 0;", 1, 2), line("f", 9, "return 0;", 0, 0));
        List<LineRate> after = List.of(line("f", 2, "return 0;", 1, 2), line("f", 8, "return 0;", 3, 6));

        assertThat(Blame.changes(before, after)).containsExactly(change("f", 8, "return 0;", 0, 3, 0, 6));
    }

    @Test
    void equal_texts_in_two_functions_are_kept_apart() {
        List<LineRate> before = List.of(line("f", 1, "return 0;", 1, 2), line("g", 9, "return 0;", 5, 10));
        List<LineRate> after = List.of(line("g", 1, "return 0;", 5, 10), line("f", 9, "return 0;", 2, 4));

        assertThat(Blame.changes(before, after)).containsExactly(change("f", 9, "return 0;", 1, 2, 2, 4));
    }

    @Test
    void a_renamed_function_is_recognised_by_its_text() {
        List<LineRate> before = List.of(line("old", 1, "a();", 1, 3), line("old", 2, "b();", 2, 2));
        List<LineRate> after = List.of(line("new", 1, "a();", 1, 3), line("new", 2, "b();", 3, 3));

        assertThat(Blame.changes(before, after)).containsExactly(change("new", 2, "b();", 2, 3, 2, 3));
    }

    @Test
    void lines_that_are_never_reached_are_no_change_when_they_come_or_go() {
        assertThat(Blame.changes(List.of(line("f", 1, "a();", 0, 0)), List.of(line("f", 1, "b();", 0, 0)))).isEmpty();
    }

    @Test
    void a_change_is_described_by_file_line_text_and_both_figures() {
        assertThat(new LineChange("src/main/bpf/fun_xdp.bpf.c", 23, "while (b < n) {", "fun_xdp", 1, 18, 3, 55)
                .describe()).isEqualTo("fun_xdp.bpf.c:23  while (b < n) {   3 → 55 instructions per run");
    }

    @Test
    void a_change_of_executions_alone_is_described_as_such() {
        assertThat(change("f", 1, "a();", 1, 2, 4, 4).describe())
                .isEqualTo("a.bpf.c:1  a();   1 → 2 executions per run");
    }

    @ParameterizedTest
    @CsvSource({"3, 55, 3 → 55", "0, 0.5, 0 → 0.5", "3, 3.004, 3 → 3.004", "0.125, 12.341, 0.13 → 12.34",
            "10, 1000000, 10 → 1000000", "1.5, 1.50001, 1.5 → 1.50001", "0.0004, 0, 0.0004 → 0",
            "0.001, 0.002, 0.001 → 0.002"})
    void figures_have_two_decimals_unless_these_hide_the_change(double before, double after, String figures) {
        assertThat(change("f", 1, "a();", 1, 1, before, after).describe())
                .isEqualTo("a.bpf.c:1  a();   " + figures + " instructions per run");
    }
}
