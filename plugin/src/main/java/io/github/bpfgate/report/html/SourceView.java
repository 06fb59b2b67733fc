package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.LineResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The source lines that have instructions, with what they execute.
 *
 * @param blamed   the lines that grew, most first
 * @param passages the program, by file and function
 * @param compared whether there is a baseline's figure beside each
 */
public record SourceView(List<SourceLine> blamed, List<Passage> passages, boolean compared) {

    /** Below so many lines all are shown at once. */
    private static final int SHORT = 40;

    private record Place(String file, String function) {
    }

    /**
     * The lines of one function in one file.
     *
     * @param file     without what names the current folder
     * @param function that holds them
     * @param lines    by number
     */
    public record Passage(String file, String function, List<SourceLine> lines) {
    }

    /** Empty if the lines are not known. */
    static Optional<SourceView> of(Counts counts) {
        if (counts == null || counts.lines().isEmpty()) {
            return Optional.empty();
        }
        double total = counts.lines().stream().mapToDouble(LineResult::instructions).sum();
        double hottest = counts.lines().stream().mapToDouble(LineResult::instructions).max().orElse(0);
        Map<Place, List<LineResult>> byPlace = counts.lines().stream().collect(Collectors.groupingBy(
                line -> new Place(line.file(), line.function()), LinkedHashMap::new, Collectors.toList()));
        List<Passage> passages = new ArrayList<>();
        byPlace.forEach((place, lines) -> passages.add(new Passage(path(place.file()), Shown.text(place.function()),
                lines.stream().sorted(Comparator.comparingInt(LineResult::line))
                        .map(line -> SourceLine.of(line, total, hottest)).toList())));
        return Optional.of(new SourceView(
                counts.blamed().stream().map(line -> SourceLine.of(line, total, hottest)).toList(), passages,
                counts.lines().stream().anyMatch(line -> line.baselineInstructions() != null)));
    }

    /** How many lines there are. */
    public int size() {
        return passages.stream().mapToInt(passage -> passage.lines().size()).sum();
    }

    /** Whether they are shown without being asked for. */
    public boolean isShort() {
        return size() <= SHORT;
    }

    private static String path(String file) {
        return file.isEmpty() ? "no file known (clang -g notes it)" : Shown.text(file.replaceFirst("^\\./", ""));
    }
}
