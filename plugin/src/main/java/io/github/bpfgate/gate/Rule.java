package io.github.bpfgate.gate;

import io.github.bpfgate.stats.Limit;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A limit on one metric.
 *
 * @param metric      {@code latency}
 * @param maxIncrease relative to the baseline's net value, 0.05 for 5 %; empty for a rule without
 * @param max         absolute, in the metric's unit; empty for a rule without
 * @param floor       smallest increase that counts, in the metric's unit
 * @param level       what breaking it does
 */
public record Rule(String metric, OptionalDouble maxIncrease, OptionalDouble max, double floor, Level level) {

    /** The only metric so far: time per run. */
    public static final String LATENCY = "latency";

    /** 2 to 4 cycles: below it the place of the machine code in memory says more than the code. */
    public static final double DEFAULT_FLOOR_NANOS = 1;

    /** What breaking a rule does. */
    public enum Level {
        /** Fails the build. */
        ERROR,
        /** Is said, and passes. */
        WARN
    }

    /** At most 5 % more latency, as an error. */
    public static Rule standard() {
        return new Rule(LATENCY, OptionalDouble.of(0.05), OptionalDouble.empty(), DEFAULT_FLOOR_NANOS, Level.ERROR);
    }

    /** The limit on the increase; empty for a rule that has none. */
    public Optional<Limit.Increase> increaseLimit() {
        return maxIncrease.isPresent() ? Optional.of(new Limit.Increase(maxIncrease.getAsDouble(), floor))
                : Optional.empty();
    }

    /** The limit on the value itself; empty for a rule that has none. */
    public Optional<Limit.Maximum> maximum() {
        return max.isPresent() ? Optional.of(new Limit.Maximum(max.getAsDouble())) : Optional.empty();
    }

    /**
     * Makes a rule of what somebody wrote.
     *
     * @param metric      the metric's name
     * @param maxIncrease such as {@code 5%}, or empty
     * @param max         such as {@code 120} or {@code 120ns}, or empty
     * @param floor       such as {@code 0.5ns}, or empty for 1 ns
     * @param level       {@code error}, {@code warn}, or empty for error
     * @throws RuleException if that is no rule
     */
    public static Rule parse(String metric, Optional<String> maxIncrease, Optional<String> max, Optional<String> floor,
            Optional<String> level) throws RuleException {
        if (metric == null || metric.isBlank()) {
            throw new RuleException("A rule has no <metric>. The metric there is: latency.");
        }
        if (!metric.equals(LATENCY)) {
            throw new RuleException("A rule is on the metric \"" + metric + "\", which is not known. The metric there is:"
                    + " latency.");
        }
        if (maxIncrease.isEmpty() && max.isEmpty()) {
            throw new RuleException("The rule on " + metric + " has no limit: give <maxIncrease>5%</maxIncrease> or"
                    + " <max>100</max>.");
        }
        OptionalDouble increase = maxIncrease.isPresent() ? OptionalDouble.of(percent(maxIncrease.get()))
                : OptionalDouble.empty();
        OptionalDouble absolute = max.isPresent() ? OptionalDouble.of(nanos("max", max.get())) : OptionalDouble.empty();
        double atLeast = floor.isPresent() ? nanos("floor", floor.get()) : DEFAULT_FLOOR_NANOS;
        return new Rule(metric, increase, absolute, atLeast, level(level.orElse("error")));
    }

    private static double percent(String text) throws RuleException {
        String number = text.strip();
        if (!number.endsWith("%")) {
            throw new RuleException("<maxIncrease> is \"" + text + "\", which is no percentage: write it as 5%.");
        }
        return positive("maxIncrease", text, number.substring(0, number.length() - 1)) / 100;
    }

    private static double nanos(String what, String text) throws RuleException {
        String number = text.strip();
        return positive(what, text, number.endsWith("ns") ? number.substring(0, number.length() - 2) : number);
    }

    private static double positive(String what, String text, String number) throws RuleException {
        try {
            double value = Double.parseDouble(number.strip());
            if (value > 0 && Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new RuleException("<" + what + "> is \"" + text + "\", which is no number.");
        }
        throw new RuleException("<" + what + "> is \"" + text + "\": it must be more than 0.");
    }

    private static Level level(String text) throws RuleException {
        return switch (text.strip()) {
            case "error" -> Level.ERROR;
            case "warn" -> Level.WARN;
            default -> throw new RuleException("<level> is \"" + text + "\": it is error or warn.");
        };
    }
}
