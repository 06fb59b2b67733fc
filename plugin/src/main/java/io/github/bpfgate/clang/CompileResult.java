package io.github.bpfgate.clang;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a compilation that succeeded left behind. All paths are absolute paths of objects, sorted.
 *
 * @param objects one for each source: those compiled now and those found up to date
 * @param compiled those compiled now
 * @param upToDate those nothing had changed for
 * @param deleted those removed because their source is gone
 * @param diagnostics warnings and notes, also of the objects up to date, in the order of the sources, each once
 * @param clang the compiler used, and why it
 * @param header the {@code vmlinux.h} made now, because a source lacked it
 */
public record CompileResult(
        List<Path> objects,
        List<Path> compiled,
        List<Path> upToDate,
        List<Path> deleted,
        List<Diagnostic> diagnostics,
        ChosenClang clang,
        Optional<MadeHeader> header) {

    /**
     * A {@code vmlinux.h} that was made.
     *
     * @param file where it is
     * @param btf what it was made of
     * @param remade whether there was one before, of other BTF
     */
    public record MadeHeader(Path file, Path btf, boolean remade) {}


    public CompileResult {
        objects = List.copyOf(objects);
        compiled = List.copyOf(compiled);
        upToDate = List.copyOf(upToDate);
        deleted = List.copyOf(deleted);
        diagnostics = List.copyOf(diagnostics);
    }
}
