package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.stats.Quartiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The blocks of a time: how candidate and baseline are distributed over fresh loads.
 *
 * @param summary of each series: name, number of blocks, median and middle half
 * @param rows    each block's values, in the order they were measured
 * @param data    for the chart
 * @param label   the chart in words
 */
public record BlocksView(List<Summary> summary, List<Row> rows, Data data, String label) {

    /**
     * One series.
     *
     * @param name   of it
     * @param blocks in it
     * @param median ns per run
     * @param half   where the middle half of them lies, ns per run
     */
    public record Summary(String name, int blocks, String median, String half) {

        static Summary of(String name, double... values) {
            Quartiles quartiles = Quartiles.of(values);
            return new Summary(name, values.length, Figures.nanos(quartiles.median()),
                    Figures.nanos(quartiles.lower()) + " to " + Figures.nanos(quartiles.upper()));
        }
    }

    /** A block's number, and what it gave; the baseline's is empty where it was not run. */
    public record Row(int block, String baseline, String candidate) {
    }

    /**
     * What the chart draws, in ns per run.
     *
     * @param baseline   null where it was not run
     * @param candidate  the first series
     * @param confirming the candidate's confirming series, maybe empty
     */
    public record Data(double[] baseline, double[] candidate, double[] confirming) {
    }

    static BlocksView of(Metric.Timing timing) {
        double[] baseline = timing.baselineBlocks();
        List<Summary> summary = new ArrayList<>();
        if (baseline != null) {
            summary.add(Summary.of("baseline", baseline));
        }
        summary.add(Summary.of("candidate", timing.blocks()));
        if (timing.confirming().length > 0) {
            summary.add(Summary.of("candidate, confirming", timing.confirming()));
        }
        List<Row> rows = IntStream.range(0, timing.blocks().length).mapToObj(i -> new Row(i + 1,
                baseline == null || i >= baseline.length ? "" : Figures.nanos(baseline[i]),
                Figures.nanos(timing.blocks()[i]))).toList();
        return new BlocksView(summary, rows, new Data(baseline, timing.blocks(), timing.confirming()),
                "Time per run by block. " + String.join("; ", summary.stream()
                        .map(s -> s.name() + ": median " + s.median() + " ns, middle half " + s.half() + " ns")
                        .toList()) + ".");
    }
}
