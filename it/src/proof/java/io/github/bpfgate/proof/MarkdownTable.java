package io.github.bpfgate.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown: the first column of words, the others of figures. */
final class MarkdownTable {

    private final List<String> lines = new ArrayList<>();
    private final int columns;

    MarkdownTable(String... header) {
        columns = header.length;
        lines.add(line(List.of(header)));
        lines.add(Arrays.stream(header).map(h -> h.equals(header[0]) ? "| --- " : "| ---: ")
                .collect(Collectors.joining()) + "|");
    }

    void row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + columns + " columns");
        }
        lines.add(line(Arrays.stream(cells).map(Object::toString).toList()));
    }

    /** Empty if there are no rows. */
    String text() {
        return lines.size() == 2 ? "" : String.join("\n", lines) + "\n";
    }

    private static String line(List<String> cells) {
        return cells.stream().map(c -> "| " + c.replace("|", "\\|").replaceAll("\\s+", " ") + " ")
                .collect(Collectors.joining()) + "|";
    }
}
