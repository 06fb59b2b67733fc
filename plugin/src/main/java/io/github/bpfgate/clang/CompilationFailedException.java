package io.github.bpfgate.clang;

import io.github.bpfgate.clang.Diagnostic.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reports every diagnostic of a build in which clang rejected at least one source. */
public final class CompilationFailedException extends ClangException {

    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;
    private final transient List<Path> failed;

    CompilationFailedException(List<Path> failed, int sources, List<Diagnostic> diagnostics) {
        super(sentence(failed, sources, diagnostics));
        this.failed = List.copyOf(failed);
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** All diagnostics of all sources, warnings of the good ones too, in the order of the sources. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The sources that did not compile, sorted. */
    public List<Path> failed() {
        return failed;
    }

    private static String sentence(List<Path> failed, int sources, List<Diagnostic> diagnostics) {
        List<Diagnostic> errors =
                diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).toList();
        return "clang rejected %d of %d eBPF source%s (%s) with %d error%s; correct %s and build again: %s"
                .formatted(
                        failed.size(),
                        sources,
                        sources == 1 ? "" : "s",
                        failed.stream().map(source -> source.getFileName().toString()).collect(Collectors.joining(", ")),
                        errors.size(),
                        errors.size() == 1 ? "" : "s",
                        errors.size() == 1 ? "it" : "them, beginning with the first,",
                        errors.get(0).headline());
    }
}
