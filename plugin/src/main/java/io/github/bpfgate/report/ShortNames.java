package io.github.bpfgate.report;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names of benchmarks as they stand in a column: fit for a terminal, cut in the middle where they are too long, since
 * both what they begin with and the program at their end tell them apart, and never two alike.
 */
final class ShortNames {

    private static final String CUT = "…";

    private final Map<String, String> shown = new LinkedHashMap<>();

    private ShortNames() {
    }

    /**
     * The short forms.
     *
     * @param names   as configured
     * @param columns that one may take; more are taken only where so few cannot tell them apart
     */
    static ShortNames of(Collection<String> names, int columns) {
        ShortNames shortened = new ShortNames();
        Set<String> taken = new HashSet<>();
        for (String name : new LinkedHashSet<>(names)) {
            String printable = DisplayText.printable(name).strip();
            String candidate = DisplayText.columns(printable) <= columns ? printable : cut(printable, columns, CUT);
            for (int n = 2; !taken.add(candidate); n++) {
                candidate = numbered(printable, columns, n);
            }
            shortened.shown.put(name, candidate);
        }
        return shortened;
    }

    private static String numbered(String text, int columns, int n) {
        String atEnd = text + CUT + n;
        return DisplayText.columns(atEnd) <= columns ? atEnd : cut(text, columns, CUT + n + CUT);
    }

    String of(String name) {
        return shown.get(name);
    }

    /** How many columns the widest takes. */
    int columns() {
        return shown.values().stream().mapToInt(DisplayText::columns).max().orElse(0);
    }

    private static String cut(String text, int columns, String mark) {
        int room = Math.max(0, columns - DisplayText.columns(mark));
        return DisplayText.first(text, room - room / 2) + mark + DisplayText.last(text, room / 2);
    }
}
