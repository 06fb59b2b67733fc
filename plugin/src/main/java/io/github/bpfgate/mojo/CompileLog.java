package io.github.bpfgate.mojo;

import io.github.bpfgate.clang.CompileResult;
import io.github.bpfgate.clang.Diagnostic;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/** Tells Maven's log what a compilation did, and what clang said. */
final class CompileLog {

    private final Log log;

    CompileLog(Log log) {
        this.log = log;
    }

    void tell(CompileResult result) {
        result.clang().unpacked().ifPresent(directory -> log.info("clang is " + result.clang().why()));
        tell(result.diagnostics());
        result.deleted().forEach(object -> log.info("Deleted " + object + ": its source is gone"));
        result.header().ifPresent(header -> log.info("Made " + header.file() + " of " + header.btf()
                + (header.remade() ? ", for its BTF has changed" : "")));
        log.info("Compiled " + result.compiled().size() + " of " + result.objects().size() + " eBPF objects ("
                + result.upToDate().size() + " up to date) with " + result.clang().clang().version());
    }

    void tell(List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            switch (diagnostic.severity()) {
                case ERROR -> log.error(diagnostic.describe());
                case WARNING -> log.warn(diagnostic.describe());
                case NOTE -> log.info(diagnostic.describe());
            }
        }
    }
}
