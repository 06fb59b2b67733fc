package io.github.bpfgate.report;

import java.util.Locale;

/** What stands before a line of a profile, in columns: executions, perhaps instructions, share, and a bar. */
final class ProfileCells {

    static final String GAP = "  ";

    private static final int FIGURE = 9;
    private static final int SHARE = 7;
    private static final double SMALLEST_FIGURE = 0.005;
    private static final double SMALLEST_SHARE = 0.0005;
    private static final double LARGEST_PLAIN = 1e6;
    private static final String NEVER = "never";

    private final int barColumns;
    private final double total;
    private final double hottest;

    /**
     * @param barColumns how wide the bar of the hottest is
     * @param total      instructions per run, in all
     * @param hottest    instructions per run of the one with the longest bar
     */
    ProfileCells(int barColumns, double total, double hottest) {
        this.barColumns = barColumns;
        this.total = total;
        this.hottest = hottest;
    }

    /** For one that some packet reached or none. */
    static String executions(double executions) {
        return right(executions == 0 ? NEVER : figure(executions), FIGURE);
    }

    static String instructions(double instructions) {
        return right(instructions == 0 ? "" : figure(instructions), FIGURE);
    }

    String shareAndBar(double instructions) {
        return right(instructions == 0 ? "" : share(instructions), SHARE) + GAP + bar(instructions);
    }

    /** Above the columns. */
    String header(boolean withInstructions) {
        return right("executed", FIGURE) + (withInstructions ? GAP + right("insns", FIGURE) : "") + GAP
                + right("share", SHARE) + GAP + " ".repeat(barColumns);
    }

    String share(double instructions) {
        double share = instructions / total;
        return share < SMALLEST_SHARE ? "<0.1 %" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Of plain characters, for not every terminal has others. */
    private String bar(double instructions) {
        int length = hottest == 0 ? 0 : (int) Math.round(barColumns * instructions / hottest);
        return "#".repeat(length) + " ".repeat(barColumns - length);
    }

    /** All with two decimals, so that they stand below each other. */
    static String figure(double value) {
        return value >= LARGEST_PLAIN ? Cells.count(value) : value < SMALLEST_FIGURE ? "<0.01"
                : String.format(Locale.ROOT, "%.2f", value);
    }

    static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - text.length())) + text;
    }
}
