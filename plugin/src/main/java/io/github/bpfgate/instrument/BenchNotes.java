package io.github.bpfgate.instrument;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The notes that {@code bpfgate/bench.h} leaves in an object: which of its programs benchmark a C function, and how
 * often a run calls it. A line each, as {@code classify_octets 256}.
 */
public final class BenchNotes {

    private static final String SECTION = "bpfgate.bench";
    private static final Pattern NOTE = Pattern.compile("(\\w+) ([1-9]\\d{0,8})");

    private BenchNotes() {
    }

    /**
     * Reads them.
     *
     * @param bytes the object file
     * @param file  its name, for messages
     * @return calls per run by program; empty if the object has no notes
     * @throws ObjectFormatException if it is no eBPF object, or is broken
     */
    public static Map<String, Integer> read(byte[] bytes, String file) throws ObjectFormatException {
        Optional<ElfObject.Section> section = ElfObject.read(bytes, file).section(SECTION);
        Map<String, Integer> calls = new TreeMap<>();
        if (section.isPresent()) {
            for (String line : section.get().bytes().text().lines().toList()) {
                Matcher note = NOTE.matcher(line);
                if (!note.matches()) {
                    throw section.get().bytes().broken("its section " + SECTION + " says \"" + line
                            + "\", which is not a program and how often it calls");
                }
                calls.put(note.group(1), Integer.valueOf(note.group(2)));
            }
        }
        return calls;
    }
}
