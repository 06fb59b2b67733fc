package io.github.bpfgate.clang;

import io.github.bpfgate.clang.Diagnostic.Severity;
import java.nio.file.Path;
import java.util.List;

/** Reports every diagnostic of a build in which clang rejected at least one source. */
public final class CompilationFailedException extends ClangException {

    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;
    private final transient List<Path> failed;

    CompilationFailedException(List<Path> failed, int sources, List<Diagnostic> diagnostics) {
        super(sentence(failed.size(), sources, diagnostics));
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

    private static String sentence(int failed, int sources, List<Diagnostic> diagnostics) {
        List<Diagnostic> errors =
                diagnostics.stream().filter(d -> d.severity() == Severity.ERROR).toList();
        return "clang rejected %d of %d eBPF source%s with %d error%s; correct %s and build again: %s"
                .formatted(
                        failed,
                        sources,
                        sources == 1 ? "" : "s",
                        errors.size(),
                        errors.size() == 1 ? "" : "s",
                        errors.size() == 1 ? "it" : "them, beginning with the first,",
                        errors.get(0).headline());
    }
}
