package io.github.bpfgate.clang;

import io.github.bpfgate.clang.Diagnostic.Severity;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what clang printed about one source into diagnostics.
 *
 * <p>Clang prints a head line for each, then lines that quote the source. Lines before the first head line belong to
 * no diagnostic: a crash dump, or a wrapper script talking. They are shown only when clang failed without an error.
 */
final class DiagnosticParser {

    private static final String SEVERITY = "(fatal error|error|warning|note|remark): (.*)";
    private static final Pattern LOCATED = Pattern.compile("^(.+?):(\\d+)(?::(\\d+))?: " + SEVERITY + "$");
    /** From the driver ({@code clang: error: …}) or, without a name, from the compiler proper. */
    private static final Pattern UNLOCATED = Pattern.compile("^(?:[^\\s:]+: )?" + SEVERITY + "$");
    /** Where a header was included from, and the count at the end: neither adds to the diagnostics themselves. */
    private static final Pattern FRAME =
            Pattern.compile("^In file included from .*|^\\d+ (?:warning|error)s?(?: and \\d+ errors?)? generated\\.$");

    private final Path source;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final List<String> snippet = new ArrayList<>();
    private final List<String> stray = new ArrayList<>();
    private Diagnostic open;

    /** @param source the source being compiled, as diagnostics are to name it */
    DiagnosticParser(Path source) {
        this.source = source;
    }

    /** Reads the whole output of a run; a run that failed yields at least one error. */
    List<Diagnostic> parse(ClangProcess.Outcome outcome) {
        outcome.output().lines().forEach(this::read);
        close();
        if (outcome.exitCode() != 0 && diagnostics.stream().noneMatch(d -> d.severity() == Severity.ERROR)) {
            String said = String.join("\n", stray).strip();
            diagnostics.add(new Diagnostic(
                    Severity.ERROR,
                    source,
                    0,
                    0,
                    "clang ended with exit status %d and named no error%s"
                            .formatted(outcome.exitCode(), said.isEmpty() ? "" : "; it said:"),
                    said));
        }
        return List.copyOf(diagnostics);
    }

    private void read(String line) {
        Matcher located = LOCATED.matcher(line);
        Matcher unlocated = UNLOCATED.matcher(line);
        if (located.matches()) {
            begin(
                    located.group(4),
                    file(located.group(1)),
                    number(located.group(2)),
                    number(located.group(3)),
                    located.group(5));
        } else if (unlocated.matches()) {
            begin(unlocated.group(1), source, 0, 0, unlocated.group(2));
        } else if (FRAME.matcher(line).matches()) {
            close();
        } else if (open != null) {
            snippet.add(line.stripTrailing());
        } else {
            stray.add(line.stripTrailing());
        }
    }

    private void begin(String severity, Path file, int line, int column, String message) {
        close();
        String cure = MissingHeader.in(message)
                .flatMap(MissingHeader::cure)
                .map(hint -> "; " + hint)
                .orElse("");
        open = new Diagnostic(severity(severity), file, line, column, message + cure, "");
    }

    private void close() {
        if (open != null) {
            diagnostics.add(new Diagnostic(
                    open.severity(),
                    open.file(),
                    open.line(),
                    open.column(),
                    open.message(),
                    String.join("\n", snippet)));
            snippet.clear();
            open = null;
        }
    }

    private Path file(String name) {
        try {
            return Path.of(name).normalize();
        } catch (InvalidPathException notInThisLocale) {
            return source;
        }
    }

    private static int number(String digits) {
        if (digits == null) {
            return 0;
        }
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static Severity severity(String word) {
        return switch (word) {
            case "warning" -> Severity.WARNING;
            case "note", "remark" -> Severity.NOTE;
            default -> Severity.ERROR;
        };
    }
}
