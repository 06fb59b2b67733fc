package io.github.bpfgate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows with aligned columns, below 120 columns wide: the first, which holds names, gives way. */
final class TextTable {

    static final int WIDEST = 119;
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

    /** @param cells one for each column */
    void add(List<String> cells) {
        rows.add(cells);
    }

    /** Header first. */
    List<String> lines() {
        List<Integer> shown = IntStream.range(0, columns.size()).filter(this::isShown).boxed().toList();
        int[] widths = shown.stream().mapToInt(
                i -> rows.stream().mapToInt(row -> DisplayText.columns(row.get(i))).max().orElseThrow()).toArray();
        int others = IntStream.of(widths).skip(1).sum() + (widths.length - 1) * GAP.length();
        widths[0] = Math.min(widths[0], Math.min(LONGEST_NAME, WIDEST - others));
        return rows.stream().map(row -> line(row, shown, widths)).toList();
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

    private String line(List<String> row, List<Integer> shown, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            int column = shown.get(i);
            String cell = DisplayText.shortened(row.get(column), widths[i]);
            String padding = " ".repeat(widths[i] - DisplayText.columns(cell));
            line.append(i == 0 ? "" : GAP).append(columns.get(column).right() ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
