package io.github.bpfgate.gate;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A rule as somebody wrote it.
 *
 * @param metric      it is on
 * @param maxIncrease such as {@code 5%}
 * @param max         such as {@code 120} or {@code 120ns}, or {@code 900000}
 * @param min         such as {@code 80%} or {@code 0.8}
 * @param floor       such as {@code 0.5ns}; empty for 1 ns of latency, and for 0 of what is exact
 * @param level       {@code error} or {@code warn}; empty for error
 */
public record RuleText(MetricName metric, Optional<String> maxIncrease, Optional<String> max, Optional<String> min,
        Optional<String> floor, Optional<String> level) {

    /**
     * What it means.
     *
     * @throws RuleException if that is no rule
     */
    public Rule toRule() throws RuleException {
        if (metric.isAdvice()) {
            throw new RuleException("A rule is on " + metric + ", which is one reading of a clock and advice alone: put it on"
                    + " verified-insns, which tells the verifier's work without noise.");
        }
        boolean more = metric.moreIsBetter();
        if (more && (maxIncrease.isPresent() || max.isPresent())) {
            throw new RuleException("Of " + metric + " more is better, so a rule on it has neither <maxIncrease> nor"
                    + " <max>: give <min>80%</min>.");
        }
        if (!more && min.isPresent()) {
            throw new RuleException("Of " + metric + " less is better, so a rule on it has no <min>: give"
                    + " <maxIncrease>5%</maxIncrease> or <max>100</max>.");
        }
        if (maxIncrease.isEmpty() && max.isEmpty() && min.isEmpty()) {
            throw new RuleException("The rule on " + metric + " has no limit: give " + (more ? "<min>80%</min>."
                    : "<maxIncrease>5%</maxIncrease> or <max>100</max>."));
        }
        return new Rule(metric, increase(), value("max", max), value("min", min),
                value("floor", floor).orElse(Rule.defaultFloor(metric)), level(level.orElse("error")));
    }

    private OptionalDouble increase() throws RuleException {
        if (maxIncrease.isEmpty()) {
            return OptionalDouble.empty();
        }
        String text = maxIncrease.get();
        if (!text.strip().endsWith("%")) {
            throw new RuleException("<maxIncrease> is \"" + text + "\", which is no percentage: write it as 5%.");
        }
        return OptionalDouble.of(number("maxIncrease", text, "%", -2));
    }

    private OptionalDouble value(String element, Optional<String> text) throws RuleException {
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        if (metric != MetricName.COVERAGE) {
            return OptionalDouble.of(number(element, text.get(), metric.unitWord(), 0));
        }
        double share = number(element, text.get(), "%", text.get().strip().endsWith("%") ? -2 : 0);
        if (share > 1) {
            throw new RuleException("<" + element + "> is \"" + text.get() + "\", which is more than all there is:"
                    + " write it as 80% or 0.8.");
        }
        return OptionalDouble.of(share);
    }

    /** In decimals all the way: 1.1 % of 1000 are 11, and a limit is a limit. */
    private double number(String element, String text, String unit, int shift) throws RuleException {
        String stripped = text.strip();
        String number = stripped.endsWith(unit) ? stripped.substring(0, stripped.length() - unit.length()) : stripped;
        double value;
        try {
            value = new BigDecimal(number.strip()).scaleByPowerOfTen(shift).doubleValue();
        } catch (NumberFormatException e) {
            throw new RuleException("<" + element + "> is \"" + text + "\", which is no number.");
        }
        if (Double.isInfinite(value)) {
            throw new RuleException("<" + element + "> is \"" + text + "\", which is too large.");
        }
        boolean mayBeNothing = metric != MetricName.LATENCY && !element.equals("min");
        if (value < 0 || value == 0 && !mayBeNothing) {
            throw new RuleException("<" + element + "> is \"" + text + "\": it must be "
                    + (mayBeNothing ? "at least 0." : "more than 0."));
        }
        return value;
    }

    private static Rule.Level level(String text) throws RuleException {
        return switch (text.strip()) {
            case "error" -> Rule.Level.ERROR;
            case "warn" -> Rule.Level.WARN;
            default -> throw new RuleException("<level> is \"" + text + "\": it is error or warn.");
        };
    }
}
