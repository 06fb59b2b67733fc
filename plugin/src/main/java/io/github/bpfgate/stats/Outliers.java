package io.github.bpfgate.stats;

import java.util.Arrays;

/**
 * How many of some values lie outside of Tukey's fences (Exploratory Data Analysis, 1977): a value is a mild outlier
 * beyond 1.5 times the distance of the quartiles from the nearer of them, and a severe one beyond 3 times.
 *
 * @param lowSevere  below the outer fence
 * @param lowMild    between the two lower fences
 * @param highMild   between the two upper fences
 * @param highSevere above the outer fence
 */
public record Outliers(int lowSevere, int lowMild, int highMild, int highSevere) {

    private static final double INNER = 1.5;
    private static final double OUTER = 3;

    /** @param values at least one */
    public static Outliers among(double... values) {
        Quartiles quartiles = Quartiles.of(values);
        double distance = quartiles.upper() - quartiles.lower();
        int lowSevere = below(values, quartiles.lower() - OUTER * distance);
        int highSevere = above(values, quartiles.upper() + OUTER * distance);
        return new Outliers(lowSevere, below(values, quartiles.lower() - INNER * distance) - lowSevere,
                above(values, quartiles.upper() + INNER * distance) - highSevere, highSevere);
    }

    private static int below(double[] values, double fence) {
        return (int) Arrays.stream(values).filter(value -> value < fence).count();
    }

    private static int above(double[] values, double fence) {
        return (int) Arrays.stream(values).filter(value -> value > fence).count();
    }

    /** All of them. */
    public int count() {
        return lowSevere + lowMild + highMild + highSevere;
    }
}
