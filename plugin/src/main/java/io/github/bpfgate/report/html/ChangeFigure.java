package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.stats.Median;
import io.github.bpfgate.stats.Quartiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The evidence for a verdict on time in one picture: the interval of the change, the limit, and below them the change
 * of each block. Places are percentages of the picture's width.
 *
 * @param zero       where nothing changed
 * @param limit      where the allowed change ends; empty if no rule is on it
 * @param limitLabel the limit in words
 * @param lower      the interval's left end; empty before there is one
 * @param upper      the interval's right end
 * @param estimate   of the change
 * @param series     the block values, first and confirming
 * @param ticks      of the axis, in ns
 * @param beyond     how many blocks lie beyond an end of the picture
 * @param summary    the same in words
 */
public record ChangeFigure(double zero, OptionalDouble limit, String limitLabel, OptionalDouble lower,
        OptionalDouble upper, double estimate, List<Series> series, List<Axis.Tick> ticks, int beyond,
        String summary) {

    /** A block further than this from the middle, in spreads of the middle half, would squeeze all others. */
    private static final double FAR = 6;
    private static final int DOTS_ACROSS = 100;
    /** Pixels from dot to dot, and from the first to the edge. */
    private static final int STACK = 6;

    /**
     * One series of blocks as dots that are piled where they would cover each other.
     *
     * @param name   how many blocks, and of which series
     * @param height of the pile's picture, pixels
     * @param dots   of the blocks
     */
    public record Series(String name, int height, List<Dot> dots) {
    }

    /**
     * A block.
     *
     * @param x    percent from the left
     * @param y    pixels from the top
     * @param kept whether it lies within the picture; else it is drawn at its edge
     */
    public record Dot(double x, int y, boolean kept) {
    }

    static ChangeFigure of(Comparison comparison) {
        double[] blocks = comparison.blocks();
        double[] confirming = comparison.confirming();
        DoubleStream bounds = Stream.of(comparison.change(), comparison.limit(), comparison.lower(),
                comparison.upper()).filter(Objects::nonNull).mapToDouble(Double::doubleValue);
        Axis axis = Axis.around(DoubleStream.concat(bounds,
                DoubleStream.concat(near(blocks), near(confirming))).toArray());
        List<Series> series = new ArrayList<>(List.of(series(blocks.length == 1 ? "block" : "blocks", blocks, axis)));
        if (confirming.length > 0) {
            series.add(series("confirming", confirming, axis));
        }
        int beyond = (int) series.stream().flatMap(s -> s.dots().stream()).filter(dot -> !dot.kept()).count();
        return new ChangeFigure(axis.place(0), place(axis, comparison.limit()), Shown.limit(comparison),
                place(axis, comparison.lower()), place(axis, comparison.upper()), axis.place(comparison.change()),
                series, axis.ticks(), beyond, summary(comparison));
    }

    private static OptionalDouble place(Axis axis, Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(axis.place(value));
    }

    /** The blocks that the picture has to have room for. */
    private static DoubleStream near(double[] blocks) {
        if (blocks.length == 0) {
            return DoubleStream.empty();
        }
        Quartiles quartiles = Quartiles.of(blocks);
        double reach = FAR * (quartiles.upper() - quartiles.lower());
        double middle = Median.of(blocks);
        return DoubleStream.of(blocks).filter(block -> reach == 0 || Math.abs(block - middle) <= reach);
    }

    private static Series series(String name, double[] blocks, Axis axis) {
        Map<Long, Integer> piles = new TreeMap<>();
        for (double block : blocks) {
            piles.merge(column(block, axis), 1, Integer::sum);
        }
        int highest = piles.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        int height = STACK * (highest + 1);
        Map<Long, Integer> filled = new TreeMap<>();
        List<Dot> dots = new ArrayList<>();
        for (double block : blocks) {
            long column = column(block, axis);
            int level = filled.merge(column, 1, Integer::sum);
            dots.add(new Dot(column * 100.0 / DOTS_ACROSS, height - STACK * level, axis.holds(block)));
        }
        return new Series(blocks.length + " " + name, height, dots);
    }

    private static long column(double block, Axis axis) {
        return Math.round(axis.place(block) * DOTS_ACROSS / 100);
    }

    private static String summary(Comparison comparison) {
        String ns = Figures.signedNanos(comparison.change()) + " ns";
        String between = comparison.lower() == null ? "" : ", between " + Figures.signedNanos(comparison.lower())
                + " and " + Figures.signedNanos(comparison.upper()) + " ns";
        String limit = comparison.limit() == null ? "no limit" : "limit +" + Figures.nanos(comparison.limit()) + " ns";
        return "Change " + ns + between + "; " + limit + ".";
    }

    /** Where the label of no change is bound to its line. */
    public String zeroAnchor() {
        return zero < 15 ? "start" : zero > 85 ? "end" : "middle";
    }

    /** Where the limit's label is bound to its line, so that it stays within the picture. */
    public String limitAnchor() {
        return limitIsFarRight() ? "end" : "start";
    }

    /** Pixels from the line to the label. */
    public int limitShift() {
        return limitIsFarRight() ? -4 : 4;
    }

    private boolean limitIsFarRight() {
        return limit.orElse(0) > 60;
    }
}
