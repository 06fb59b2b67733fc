package io.github.bpfgate.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows with aligned columns, below 120 columns wide with Maven's {@code [INFO]} before them: the first, which holds
 * names, gives way.
 */
final class TextTable {

    static final int WIDEST = 119 - "[INFO] ".length();
    private static final int SHORTEST_NAME = 12;
    private static final int LONGEST_NAME = 26;
    private static final String GAP = "  ";

    /**
     * One column.
     *
     * @param header above it
     * @param right  whether it holds figures, which stand to the right
     * @param spare  whether it is left out where all its cells are empty
     */
    record Column(String header, boolean right, boolean spare) {

        static Column text(String header) {
            return new Column(header, false, false);
        }

        static Column figures(String header) {
            return new Column(header, true, false);
        }

        static Column figuresIfAny(String header) {
            return new Column(header, true, true);
        }
    }

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(List<Column> columns) {
        this.columns = columns;
        rows.add(columns.stream().map(Column::header).toList());
    }

    /** @param cells one for each column, the name first, as it is */
    void add(List<String> cells) {
        rows.add(cells);
    }

    /** Header first. */
    List<String> lines() {
        List<Integer> shown = shown();
        ShortNames names = ShortNames.of(rows.stream().map(row -> row.get(0)).toList(),
                Math.min(LONGEST_NAME, roomForNames(shown)));
        int[] widths = shown.stream().mapToInt(column -> column == 0 ? names.columns() : width(column)).toArray();
        return rows.stream().map(row -> line(row, names.of(row.get(0)), shown, widths)).toList();
    }

    /** All that somebody needs, with names that can be told apart: figures beyond all measure let others go. */
    private List<Integer> shown() {
        List<Integer> shown = new ArrayList<>(IntStream.range(0, columns.size()).filter(this::isShown).boxed().toList());
        List<Integer> figures = shown.stream().skip(2).filter(column -> columns.get(column).right()).toList();
        List<Integer> leastNeeded = Stream.concat(figures.stream().filter(column -> columns.get(column).spare())
                .sorted(Comparator.reverseOrder()), figures.stream()).distinct().toList();
        for (int i = 0; i < leastNeeded.size() && roomForNames(shown) < SHORTEST_NAME; i++) {
            shown.remove(leastNeeded.get(i));
        }
        return shown;
    }

    private int roomForNames(List<Integer> shown) {
        return WIDEST - shown.stream().skip(1).mapToInt(column -> GAP.length() + width(column)).sum();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> DisplayText.columns(row.get(column))).max().orElseThrow();
    }

    /** As a table of GitHub Flavored Markdown, with nothing cut. */
    String markdown() {
        List<Integer> shown = IntStream.range(0, columns.size()).filter(this::isShown).boxed().toList();
        StringBuilder markdown = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            markdown.append(shown.stream().map(column -> MarkdownText.of(row.get(column)))
                    .collect(Collectors.joining(" | ", "| ", " |\n")));
            if (i == 0) {
                markdown.append(shown.stream().map(column -> columns.get(column).right() ? "---:" : "---")
                        .collect(Collectors.joining(" | ", "| ", " |\n")));
            }
        }
        return markdown.toString();
    }

    private boolean isShown(int column) {
        return !columns.get(column).spare() || rows.stream().skip(1).anyMatch(row -> !row.get(column).isEmpty());
    }

    private String line(List<String> row, String name, List<Integer> shown, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            int column = shown.get(i);
            String cell = column == 0 ? name : row.get(column);
            String padding = " ".repeat(widths[i] - DisplayText.columns(cell));
            line.append(i == 0 ? "" : GAP).append(columns.get(column).right() ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
