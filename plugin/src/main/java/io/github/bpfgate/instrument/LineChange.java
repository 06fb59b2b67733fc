package io.github.bpfgate.instrument;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A source line that is executed more, or less, than in the baseline.
 *
 * @param file                 where the candidate has the line; where the baseline had it, if it is gone
 * @param line                 likewise
 * @param text                 without space at its ends
 * @param function             that holds the line's instructions
 * @param baselineExecutions   per run; 0 if the line is new
 * @param executions           per run; 0 if the line is gone
 * @param baselineInstructions executed per run; 0 if the line is new
 * @param instructions         executed per run; 0 if the line is gone
 */
public record LineChange(String file, int line, String text, String function, double baselineExecutions,
        double executions, double baselineInstructions, double instructions) {

    private static final int FEWEST_DECIMALS = 2;

    /** By how many executed instructions per run the line grew; negative if it shrank. */
    public double growth() {
        return instructions - baselineInstructions;
    }

    /** One line for people: where, what, and the two figures that differ. */
    public String describe() {
        String place = file.substring(file.lastIndexOf('/') + 1) + ":" + line + "  " + text + "   ";
        return place + (instructions == baselineInstructions
                ? figures(baselineExecutions, executions) + " executions per run"
                : figures(baselineInstructions, instructions) + " instructions per run");
    }

    /** With two decimals at most, or as many as it takes for two unlike figures to read unlike. */
    private static String figures(double before, double after) {
        int decimals = FEWEST_DECIMALS;
        while (before != after && figure(before, decimals).equals(figure(after, decimals))) {
            decimals++;
        }
        return figure(before, decimals) + " → " + figure(after, decimals);
    }

    private static String figure(double value, int decimals) {
        BigDecimal stripped = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
        return stripped.setScale(Math.max(0, stripped.scale())).toPlainString();
    }
}
