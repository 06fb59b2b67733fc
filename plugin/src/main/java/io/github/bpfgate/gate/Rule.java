package io.github.bpfgate.gate;

import io.github.bpfgate.stats.Limit;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Limits on one metric.
 *
 * @param metric      they are on
 * @param maxIncrease relative to the baseline's value (of latency: its net value), 0.05 for 5 %; empty for none
 * @param max         largest value, in the metric's unit; empty for none
 * @param min         smallest value, in the metric's unit; empty for none
 * @param floor       smallest increase that counts, in the metric's unit
 * @param level       what breaking one of them does
 */
public record Rule(MetricName metric, OptionalDouble maxIncrease, OptionalDouble max, OptionalDouble min, double floor,
        Level level) {

    /** 2 to 4 cycles: below it the place of the machine code in memory says more than the code. */
    public static final double DEFAULT_FLOOR_NANOS = 1;

    /** What breaking a rule does. */
    public enum Level {
        /** Fails the build. */
        ERROR,
        /** Is said, and passes. */
        WARN
    }

    /** A limit on the increase, with the usual floor. */
    public static Rule increase(MetricName metric, double share, Level level) {
        return new Rule(metric, OptionalDouble.of(share), OptionalDouble.empty(), OptionalDouble.empty(),
                defaultFloor(metric), level);
    }

    /** A limit on the value from above. */
    public static Rule max(MetricName metric, double value, Level level) {
        return new Rule(metric, OptionalDouble.empty(), OptionalDouble.of(value), OptionalDouble.empty(),
                defaultFloor(metric), level);
    }

    /** A limit on the value from below. */
    public static Rule min(MetricName metric, double value, Level level) {
        return new Rule(metric, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(value),
                defaultFloor(metric), level);
    }

    /** Of what is exact any increase is one. */
    static double defaultFloor(MetricName metric) {
        return metric == MetricName.LATENCY ? DEFAULT_FLOOR_NANOS : 0;
    }

    /** The limit on the increase of latency; empty for a rule that has none. */
    Optional<Limit.Increase> increaseLimit() {
        return metric == MetricName.LATENCY && maxIncrease.isPresent()
                ? Optional.of(new Limit.Increase(maxIncrease.getAsDouble(), floor)) : Optional.empty();
    }

    /** The limit on latency itself; empty for a rule that has none. */
    Optional<Limit.Maximum> maximum() {
        return metric == MetricName.LATENCY && max.isPresent() ? Optional.of(new Limit.Maximum(max.getAsDouble()))
                : Optional.empty();
    }
}
