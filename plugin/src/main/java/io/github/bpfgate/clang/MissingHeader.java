package io.github.bpfgate.clang;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which package brings a header that BPF sources include and clang did not find. */
record MissingHeader(String name) {

    private static final Pattern COMPLAINT = Pattern.compile("^'([^']+)' file not found\\b");

    /** The header that clang's message misses, if that is what the message says. */
    static Optional<MissingHeader> in(String message) {
        Matcher complaint = COMPLAINT.matcher(message);
        return complaint.find() ? Optional.of(new MissingHeader(complaint.group(1))) : Optional.empty();
    }

    /** What to do about it, as the end of a sentence; empty for a header that is the user's own. */
    Optional<String> cure() {
        if (name.startsWith("gnu/stubs")) {
            return Optional.of(
                    "a header of the C library was included, and there is no C library in the kernel: include the linux/ header instead");
        }
        return SystemPackage.ofHeader(name).map(missing -> "install what brings it: " + missing.install());
    }
}
