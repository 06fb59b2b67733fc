package io.github.bpfgate.report;

import static io.github.bpfgate.report.Profiles.passage;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.report.Profile.Insn;
import io.github.bpfgate.report.Profile.Passage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTextTest {

    @Test
    void instructions_stand_below_their_line_with_their_count_and_their_slot() {
        assertThat(ListingText.lines(Profiles.of(passage(4, "\twhile (b < n) {", 1, 3), passage(5, "return;", 0),
                passage("x.h", 1, "a;", "g", 4)))).containsExactly(
                " executed    share            slot",
                "                                    fun_xdp:",
                "                                    L40:",
                "                                    ; fun.bpf.c:4  while (b < n) {",
                "     1.00   12.5 %  ##          40      r0 = 0x0",
                "     3.00   37.5 %  ######      41      r1 = 0x0",
                "                                    L50:",
                "                                    ; fun.bpf.c:5  return;",
                "    never                       50      r0 = 0x0",
                "                                    g:",
                "                                    L10:",
                "                                    ; x.h:1  a;",
                "     4.00   50.0 %  ########    10      r0 = 0x0");
    }

    @Test
    void where_a_program_tail_calls_another_each_function_is_told_with_its_program() {
        Passage other = new Passage("other", "f", "", 0, "", List.of(new Insn(0, 1, "exit", false)));

        assertThat(ListingText.lines(Profiles.of(passage(4, "a;", 1), other)))
                .filteredOn(line -> line.endsWith(":") && line.contains("("))
                .extracting(String::strip).containsExactly("fun_xdp (program fun_xdp):", "f (program other):");
    }

    @Test
    void without_debug_information_there_is_no_line_to_tell() {
        Passage nowhere = new Passage("p", "p", "", 0, "", List.of(new Insn(0, 1, "exit", false)));

        assertThat(ListingText.lines(Profiles.of(nowhere))).hasSize(3).noneMatch(line -> line.contains(";"));
    }
}
