package io.github.bpfgate.benchmark;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the names somebody may have meant. */
public final class NearestNames {

    private static final int SHOWN = 3;

    private NearestNames() {
    }

    /** The rest of a sentence: the wrong name, then the nearest ones. */
    public static String suggest(String wrong, Collection<String> known) {
        if (known.isEmpty()) {
            return wrong + ": it holds no program at all. Is its SEC(...) there?";
        }
        List<String> nearest = known.stream().distinct()
                .sorted(Comparator.<String>comparingInt(name -> distance(wrong, name)).thenComparing(name -> name))
                .limit(SHOWN).toList();
        String rest = known.size() > SHOWN ? " (and " + (known.size() - SHOWN) + " more)" : "";
        return wrong + ". The nearest " + (nearest.size() == 1 ? "is " : "are ")
                + nearest.stream().collect(Collectors.joining(", ")) + rest + ".";
    }

    /** Levenshtein distance: insertions, deletions and replacements of one character. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
