package io.github.bpfgate.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The lines that no packet reached, as places in the source. */
public final class UnreachedLines {

    private static final int MOST_RANGES = 5;

    private UnreachedLines() {
    }

    /**
     * The first of them, such as {@code fun_xdp.bpf.c:20-27, 40}.
     *
     * @param lines all that have instructions; one that several functions share was reached if one of them came there
     * @return empty if all were reached
     */
    public static String of(List<LineResult> lines) {
        Map<String, TreeMap<Integer, Boolean>> byFile = new TreeMap<>();
        Map<String, String> names = new TreeMap<>();
        for (LineResult line : lines) {
            byFile.computeIfAbsent(line.file(), file -> new TreeMap<>())
                    .merge(line.line(), line.reached(), Boolean::logicalOr);
            names.put(line.file(), line.fileName());
        }
        List<String> ranges = new ArrayList<>();
        byFile.forEach((file, reached) -> {
            List<String> ofFile = ranges(reached);
            for (int i = 0; i < ofFile.size(); i++) {
                ranges.add((i == 0 ? names.get(file) + ":" : "") + ofFile.get(i));
            }
        });
        int more = ranges.size() - MOST_RANGES;
        return String.join(", ", ranges.subList(0, Math.min(MOST_RANGES, ranges.size())))
                + (more > 0 ? ", and " + more + " more" : "");
    }

    /** Lines without instructions between two that were missed belong to the range. */
    private static List<String> ranges(TreeMap<Integer, Boolean> reached) {
        List<String> ranges = new ArrayList<>();
        int first = 0;
        int last = 0;
        for (Map.Entry<Integer, Boolean> line : reached.entrySet()) {
            if (!line.getValue()) {
                first = first == 0 ? line.getKey() : first;
                last = line.getKey();
            } else if (first > 0) {
                ranges.add(range(first, last));
                first = 0;
            }
        }
        if (first > 0) {
            ranges.add(range(first, last));
        }
        return ranges;
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
