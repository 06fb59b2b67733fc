package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class BlamePropertyTest {

    private record Words(String function, String text, int executions, int instructions) {
    }

    @Provide
    Arbitrary<List<LineRate>> lines() {
        return Combinators.combine(Arbitraries.of("f", "g"), Arbitraries.of("a();", "b();", "}", "return 0;"),
                        Arbitraries.integers().between(0, 9), Arbitraries.integers().between(0, 99)).as(Words::new)
                .list().ofMaxSize(12).map(words -> IntStream.range(0, words.size())
                        .mapToObj(i -> new LineRate("a.c", i + 1, words.get(i).text(), words.get(i).function(),
                                words.get(i).executions(), words.get(i).instructions())).toList());
    }

    @Property(tries = 500)
    void the_changes_add_up_to_the_whole_change(@ForAll("lines") List<LineRate> before,
            @ForAll("lines") List<LineRate> after) {
        double whole = after.stream().mapToDouble(LineRate::instructions).sum()
                - before.stream().mapToDouble(LineRate::instructions).sum();

        assertThat(Blame.changes(before, after).stream().mapToDouble(LineChange::growth).sum())
                .isCloseTo(whole, within(1e-9));
    }

    @Property(tries = 500)
    void a_line_put_in_anywhere_is_the_only_one_blamed(@ForAll("lines") List<LineRate> before,
            @ForAll @IntRange(max = 12) int at) {
        int place = Math.min(at, before.size());
        List<LineRate> after = new ArrayList<>();
        before.forEach(l -> after.add(new LineRate("b.c", after.size() < place ? l.line() : l.line() + 1, l.text(),
                l.function(), l.executions(), l.instructions())));
        after.add(place, new LineRate("b.c", place + 1, "expensive();", "f", 1, 1000));

        assertThat(Blame.changes(before, after)).containsExactly(
                new LineChange("b.c", place + 1, "expensive();", "f", 0, 1, 0, 1000));
    }

    @Property(tries = 500)
    void a_description_never_shows_two_equal_figures(@ForAll @DoubleRange(max = 1e9) double before,
            @ForAll @DoubleRange(max = 1e9) double after) {
        String text = new LineChange("a.c", 1, "a();", "f", 0, 1, before, after).describe();
        Set<String> figures = new HashSet<>(List.of(text.replaceFirst("^.*\\(\\);   ", "")
                .replaceFirst(" \\w+ per run$", "").split(" → ")));

        assertThat(figures).hasSize(2);
    }
}
