package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.clang.Diagnostic.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticParserTest {

    private static final Path SOURCE = Path.of("dir/x.bpf.c");

    @Test
    void errors_notes_and_warnings_keep_their_order_and_their_snippets() {
        List<Diagnostic> diagnostics = parse(1, """
                In file included from dir/x.bpf.c:2:
                In file included from ./a.h:7:
                ./sub/../h.h:3:5: fatal error: redefinition of 'f'
                int f() { return 2; }
                    ^
                dir/x.bpf.c:1:5: note: previous definition is here
                int f() { return 1; }
                    ^
                dir/x.bpf.c:9: warning: no column here
                1 warning and 1 error generated.
                """);

        assertThat(diagnostics)
                .containsExactly(
                        new Diagnostic(
                                Severity.ERROR,
                                Path.of("h.h"),
                                3,
                                5,
                                "redefinition of 'f'",
                                "int f() { return 2; }\n    ^"),
                        new Diagnostic(
                                Severity.NOTE,
                                SOURCE,
                                1,
                                5,
                                "previous definition is here",
                                "int f() { return 1; }\n    ^"),
                        new Diagnostic(Severity.WARNING, SOURCE, 9, 0, "no column here", ""));
    }

    @Test
    void what_names_no_file_belongs_to_the_source() {
        List<Diagnostic> diagnostics = parse(1, """
                clang-14: warning: argument unused during compilation: '-L/x'
                error: unknown target CPU 'v9'
                note: valid target CPU values are: generic, v1, v2, v3, probe
                """);

        assertThat(diagnostics)
                .extracting(Diagnostic::severity)
                .containsExactly(Severity.WARNING, Severity.ERROR, Severity.NOTE);
        assertThat(diagnostics).extracting(Diagnostic::file).containsOnly(SOURCE);
        assertThat(diagnostics.get(1).describe()).isEqualTo("dir/x.bpf.c: unknown target CPU 'v9'");
    }

    @Test
    void a_failure_without_an_error_becomes_one_with_all_that_was_said() {
        assertThat(parse(139, "PLEASE submit a bug report\nStack dump:\n"))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.severity()).isEqualTo(Severity.ERROR);
                    assertThat(error.describe())
                            .isEqualTo("dir/x.bpf.c: clang ended with exit status 139 and named no error; it said:\n"
                                    + "PLEASE submit a bug report\nStack dump:");
                });
        assertThat(parse(1, "")).singleElement().extracting(Diagnostic::snippet).isEqualTo("");
    }

    @Test
    void a_success_without_a_word_yields_nothing() {
        assertThat(parse(0, "")).isEmpty();
        assertThat(parse(0, "a wrapper talks\n")).isEmpty();
    }

    private static List<Diagnostic> parse(int exitCode, String output) {
        return new DiagnosticParser(SOURCE).parse(new ClangProcess.Outcome(exitCode, output));
    }
}
