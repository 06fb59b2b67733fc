package io.github.bpfgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShortNamesTest {

    private static List<String> shown(int columns, String... names) {
        ShortNames shortened = ShortNames.of(List.of(names), columns);
        return List.of(names).stream().map(shortened::of).toList();
    }

    @Test
    void what_fits_stays() {
        assertThat(shown(7, "fun_xdp", "a b")).containsExactly("fun_xdp", "a b");
    }

    @Test
    void a_long_name_keeps_its_beginning_and_its_end() {
        assertThat(shown(20, "load-balancer/forward_ipv4", "load-balancer/forward_ipv6"))
                .containsExactly("load-balan…ward_ipv4", "load-balan…ward_ipv6");
    }

    @Test
    void names_that_differ_where_they_are_cut_are_counted() {
        assertThat(shown(12, "prefix-one-suffix", "prefix-two-suffix", "prefix-six-suffix"))
                .containsExactly("prefix…uffix", "prefi…2…ffix", "prefi…3…ffix");
    }

    @Test
    void names_that_differ_in_what_no_terminal_shows_are_counted() {
        assertThat(shown(12, "a\u0001", "a\u0002", "a?", "a? ")).containsExactly("a?", "a?…2", "a?…3", "a?…4");
        assertThat(shown(3, "a\u0001\u0001", "a\u0002\u0002")).containsExactly("a??", "…2…");
    }

    @Provide
    Arbitrary<List<String>> hostileNames() {
        Arbitrary<String> name = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(500),
                Arbitraries.strings().withChars("ab").ofMinLength(20).ofMaxLength(40),
                Arbitraries.strings().withChars("漢\u0301\u001b\n\t\u202e…23? ").ofMaxLength(60),
                Arbitraries.of("../../etc/passwd", "<script>alert('x')</script>", "\ud83d\ude80".repeat(250), "\ud83d"));
        return name.list().uniqueElements().ofMaxSize(40);
    }

    @Property(tries = 500)
    void whatever_the_names_none_is_wide_or_like_another_or_steers_a_terminal(@ForAll("hostileNames") List<String> names,
            @ForAll @IntRange(min = 12, max = 60) int columns) {
        ShortNames shortened = ShortNames.of(names, columns);

        Set<String> shown = names.stream().map(shortened::of).collect(Collectors.toSet());
        assertThat(shown).hasSameSizeAs(names).allSatisfy(name -> {
            assertThat(DisplayText.columns(name)).isLessThanOrEqualTo(columns);
            assertThat(name).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\x{2028}\\x{2029}]").isEqualTo(name.strip());
        });
        assertThat(shortened.columns()).isLessThanOrEqualTo(columns);
    }
}
