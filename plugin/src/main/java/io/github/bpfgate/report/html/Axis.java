package io.github.bpfgate.report.html;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A linear axis that spans all of a picture's width; places on it are percentages, so that it fits any screen.
 *
 * @param from the value at the left end
 * @param to   the value at the right end; more than the left one
 */
public record Axis(double from, double to) {

    private static final double MARGIN = 0.06;
    private static final int MOST_TICKS = 6;

    /** Room for zero and all of the values. */
    static Axis around(double... values) {
        double least = Math.min(0, DoubleStream.of(values).min().orElse(0));
        double most = Math.max(0, DoubleStream.of(values).max().orElse(0));
        double margin = most > least ? (most - least) * MARGIN : 1;
        return new Axis(least - margin, most + margin);
    }

    boolean holds(double value) {
        return value >= from && value <= to;
    }

    /** Percent from the left, with two decimals; what lies beyond an end is at it. */
    double place(double value) {
        double place = 100 * (Math.min(to, Math.max(from, value)) - from) / (to - from);
        return Math.round(place * 100) / 100.0;
    }

    /** Round values along the axis. */
    List<Tick> ticks() {
        double step = step();
        int decimals = Math.max(0, BigDecimal.valueOf(step).stripTrailingZeros().scale());
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(from / step); i * step <= to; i++) {
            double value = i * step;
            ticks.add(new Tick(place(value), (i < 0 ? "−" : i > 0 ? "+" : "")
                    + String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value))));
        }
        return ticks;
    }

    private double step() {
        double least = (to - from) / MOST_TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        return DoubleStream.of(1, 2, 5, 10).map(factor -> factor * power).filter(step -> step >= least).findFirst()
                .orElse(10 * power);
    }

    /**
     * A mark on the axis.
     *
     * @param place percent from the left
     * @param label the value, with a sign
     */
    public record Tick(double place, String label) {
    }
}
