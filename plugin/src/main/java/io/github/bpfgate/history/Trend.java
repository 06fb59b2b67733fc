package io.github.bpfgate.history;

import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Verdict;
import java.time.Instant;
import java.util.List;

/**
 * How one metric of one benchmark went over the commits, in one environment.
 *
 * @param benchmark   its name
 * @param metric      of the points
 * @param environment where they were measured, in words; points of different ones are never in one trend
 * @param points      the oldest first
 */
public record Trend(String benchmark, MetricName metric, String environment, List<Point> points) {

    /**
     * A run of the gate.
     *
     * @param commit  what was measured, as the version control names it; empty if that is not known
     * @param date    of the commit
     * @param value   in the metric's unit
     * @param verdict of the benchmark then
     * @param changed whether the level is another from here on
     */
    public record Point(String commit, Instant date, double value, Verdict verdict, boolean changed) {
    }
}
