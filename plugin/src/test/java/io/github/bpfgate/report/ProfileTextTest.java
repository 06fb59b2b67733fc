package io.github.bpfgate.report;

import static io.github.bpfgate.report.Profiles.head;
import static io.github.bpfgate.report.Profiles.passage;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.report.Profile.Head;
import io.github.bpfgate.report.ProfileText.Order;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ProfileTextTest {

    private static final int COLUMNS = 120;
    private static final Profile LOOP = Profiles.of(passage(42, "\twhile (b < n) {", 1, 12, 11),
            passage(43, "\t\ta = b;", 12), passage(50, "\treturn x;", 0, 0), passage(42, "\twhile (b < n) {", 1),
            passage("inline.h", 7, "x++;", "fun_xdp", 15));

    @Test
    void the_head_says_what_was_run_and_how_much_it_is() {
        assertThat(ProfileText.head(LOOP)).containsExactly(
                "octets: xdp program fun_xdp of fun_xdp.bpf.o, 256 packets",
                "instructions per run  104.66, at worst 121 (packet #235 10.0.0.234 > 192.0.2.1 udp 64 B)",
                "coverage              87.5 %",
                "helper calls per run  bpf_map_push_elem 1");
    }

    @Test
    void of_one_packet_none_is_the_worst() {
        assertThat(ProfileText.head(new Profile(new Head("p", "p", "p.bpf.o", "xdp", 1, "packet", 2, 2, 2, null, "#1 udp", 2,
                Map.of(), 1), List.of()))).containsExactly("p: xdp program p of p.bpf.o, packet #1 udp",
                "instructions per run  2", "coverage              100 %", "helper calls per run  none");
    }

    @Test
    void a_count_that_is_not_exact_is_told_with_its_range_and_the_reason() {
        Head head = new Head("p", "p", "p.bpf.o", "xdp", 1, "packet", 41, 40.5, 42, "They differ.", "#1 udp", 2, Map.of(), 1);

        assertThat(ProfileText.head(new Profile(head, List.of()))).contains(
                "not exact             40.5 to 42. They differ.");
    }

    @Test
    void the_hottest_line_comes_first_and_what_was_never_reached_last() {
        assertThat(ProfileText.lines(LOOP, Order.HOT)).containsExactly(
                " executed      insns    share",
                "src/fun.bpf.c, in fun_xdp: 71.2 %, 37.00 insns per run",
                "    12.00      25.00   48.1 %  ############  fun.bpf.c:42  while (b < n) {",
                "    12.00      12.00   23.1 %  ######        fun.bpf.c:43  a = b;",
                "    never                                    fun.bpf.c:50  return x;",
                "inline.h, in fun_xdp: 28.8 %, 15.00 insns per run",
                "    15.00      15.00   28.8 %  #######       inline.h:7    x++;");
    }

    @Test
    void in_the_order_of_the_source_lines_keep_their_indentation() {
        assertThat(ProfileText.lines(LOOP, Order.SOURCE))
                .extracting(line -> line.replaceFirst("^ .*(?=fun.bpf.c:)", ""))
                .startsWith(" executed      insns    share", "src/fun.bpf.c, in fun_xdp: 71.2 %, 37.00 insns per run",
                        "fun.bpf.c:42      while (b < n) {", "fun.bpf.c:43          a = b;",
                        "fun.bpf.c:50      return x;");
    }

    @Test
    void the_group_of_the_hottest_line_comes_first_though_another_is_larger() {
        assertThat(ProfileText.lines(Profiles.of(passage(1, "a;", 6), passage(2, "b;", 6),
                passage("x.h", 1, "c;", "f", 9), passage("y.h", 1, "d;", "g", 0)), Order.HOT))
                .filteredOn(line -> line.contains(", in "))
                .containsExactly("x.h, in f: 42.9 %, 9.00 insns per run",
                        "src/fun.bpf.c, in fun_xdp: 57.1 %, 12.00 insns per run", "y.h, in g: never reached");
    }

    @Test
    void a_line_in_two_functions_is_one_of_each() {
        assertThat(ProfileText.lines(Profiles.of(passage("x.h", 1, "c;", "f", 1), passage("x.h", 1, "c;", "g", 3)),
                Order.SOURCE)).hasSize(5).anyMatch(line -> line.startsWith("x.h, in g: 75.0 %"));
    }

    @Test
    void little_is_not_nothing() {
        assertThat(ProfileText.lines(Profiles.of(passage(1, "a;", 12345678), passage(2, "b;", 0.001)), Order.HOT))
                .contains(" 12345678   12345678  100.0 %  ############  fun.bpf.c:1  a;",
                        "    <0.01      <0.01   <0.1 %                fun.bpf.c:2  b;");
    }

    @Test
    void without_debug_information_the_functions_are_told() {
        assertThat(ProfileText.lines(Profiles.of(passage("", 0, "", "f", 1, 1), passage("", 0, "", "g", 0)), Order.HOT))
                .containsExactly(" executed      insns    share",
                        "no source lines known (clang -g notes them), in f: 100.0 %, 2.00 insns per run",
                        "     1.00       2.00  100.0 %  ############",
                        "no source lines known (clang -g notes them), in g: never reached", "    never");
    }

    @Test
    void many_helpers_take_more_lines() {
        Map<String, Double> many = new TreeMap<>();
        IntStream.range(0, 40).forEach(i -> many.put("bpf_helper_" + i, 1.5));
        Head head = new Head("漢".repeat(200), "p\u001b[31m", "p.bpf.o", "xdp", 3, "packet", 1, 1, 1, null, "x".repeat(300), 1,
                many, 1);

        assertThat(ProfileText.head(new Profile(head, List.of()))).hasSizeGreaterThan(8).allSatisfy(line -> {
            assertThat(DisplayText.columns(line)).isLessThan(COLUMNS);
            assertThat(line).doesNotContain("\u001b");
        }).anyMatch(line -> line.startsWith(" ".repeat(22) + "bpf_helper_"));
    }

    @Property(tries = 300)
    void whatever_the_source_says_a_line_fits_and_no_terminal_obeys_it(@ForAll String text, @ForAll String file,
            @ForAll String function, @ForAll @DoubleRange(min = 0, max = 1e12) double executions, @ForAll Order order) {
        Profile profile = Profiles.of(passage(file, 123456, text, function, executions, 1),
                passage("漢".repeat(200), 3, "漢".repeat(200) + "\u001b[31m", "f".repeat(200), 1));

        assertThat(ProfileText.lines(profile, order)).allSatisfy(ProfileTextTest::isHarmless);
        assertThat(ListingText.lines(profile)).allSatisfy(ProfileTextTest::isHarmless);
    }

    private static void isHarmless(String line) {
        assertThat(DisplayText.columns(line)).isLessThan(COLUMNS);
        assertThat(line).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\x{2028}\\x{2029}]");
    }
}
