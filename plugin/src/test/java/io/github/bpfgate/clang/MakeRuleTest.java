package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MakeRuleTest {

    @Test
    void names_are_separated_by_spaces_and_continued_lines() {
        assertThat(MakeRule.parse("object: a.c /usr/b.h \\\n  c.h\n").prerequisites())
                .containsExactly("a.c", "/usr/b.h", "c.h");
    }

    @Test
    void escaped_spaces_hashes_and_dollars_belong_to_the_name() {
        assertThat(MakeRule.parse("object: my\\ h\\#$$.h two\\ \\ spaces $${x} a:b.h\n").prerequisites())
                .containsExactly("my h#$.h", "two  spaces", "${x}", "a:b.h");
    }

    @Test
    void backslashes_are_doubled_only_right_before_a_space() {
        assertThat(MakeRule.parse("object: a\\b.h c\\\\\\ d.h e\\\\#f.h\n").prerequisites())
                .containsExactly("a\\b.h", "c\\ d.h", "e\\#f.h");
    }

    @Test
    void a_rule_without_prerequisites_is_empty() {
        assertThat(MakeRule.parse("object:\n").prerequisites()).isEmpty();
    }
}
