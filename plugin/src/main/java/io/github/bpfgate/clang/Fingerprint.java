package io.github.bpfgate.clang;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything an object was made from: while all of it is still so, compiling again would give the same object.
 *
 * @param tool the compiler's and the plugin's identity
 * @param flags every flag but those that name files
 * @param inputs the SHA-256 of each file read, by its path as clang wrote it
 * @param passedOver the files that could have been read in place of one of the inputs
 * @param object the object's own SHA-256
 * @param diagnostics the warnings to show again as long as the source that causes them stays
 */
record Fingerprint(
        SortedMap<String, String> tool,
        List<String> flags,
        SortedMap<String, String> inputs,
        SortedSet<String> passedOver,
        String object,
        List<Diagnostic> diagnostics) {

    /** Stands for the digest of an input that changed or vanished during the compilation; fits no file. */
    static final String UNSETTLED = "unsettled";

    /** @throws NullPointerException if anything is missing, as in a file that another version wrote */
    Fingerprint {
        tool = new TreeMap<>(Map.copyOf(tool));
        flags = List.copyOf(flags);
        inputs = new TreeMap<>(Map.copyOf(inputs));
        passedOver = new TreeSet<>(List.copyOf(passedOver));
        object = object.strip();
        diagnostics = List.copyOf(diagnostics);
    }
}
