package io.github.bpfgate.clang;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One thing clang had to say about one place.
 *
 * @param file relative to the project directory where the file is below it; for a complaint about the command line,
 *     the source that was being compiled
 * @param line from 1; 0 when clang named no place
 * @param column from 1; 0 when clang named none
 * @param message one line, without the severity; a hint may follow what clang said
 * @param snippet the source line and the markers below it as clang printed them; empty when there were none
 */
public record Diagnostic(Severity severity, Path file, int line, int column, String message, String snippet) {

    /** How grave it is. A fatal error is an error, a remark is a note. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    public Diagnostic {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(snippet, "snippet");
    }

    /** The place and the message as Maven's compiler plugin words them: {@code dir/x.bpf.c:[12,5] message}. */
    public String headline() {
        if (line == 0) {
            return file + ": " + message;
        }
        return column == 0
                ? "%s:[%d] %s".formatted(file, line, message)
                : "%s:[%d,%d] %s".formatted(file, line, column, message);
    }

    /** The headline, then the snippet's lines. */
    public String describe() {
        return snippet.isEmpty() ? headline() : headline() + "\n" + snippet;
    }

    @Override
    public String toString() {
        return describe();
    }
}
