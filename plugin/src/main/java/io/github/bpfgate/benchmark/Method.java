package io.github.bpfgate.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a program is run to be measured. */
public enum Method {
    /** By BPF_PROG_TEST_RUN. */
    TEST_RUN,
    /** Attached by bpfgate, and triggered. */
    ATTACH,
    /** Not at all: it is loaded, and looked at. */
    LOAD;

    /** Those that a benchmark can ask for, by name. */
    public static List<String> names() {
        return List.of(TEST_RUN.toString(), ATTACH.toString());
    }

    /** The one of that name, if a benchmark can ask for it. */
    public static Optional<Method> of(String name) {
        return Arrays.stream(values()).filter(m -> names().contains(name) && m.toString().equals(name)).findFirst();
    }

    /** The name for configuration and results, such as {@code test-run}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
