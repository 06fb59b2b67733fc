package io.github.bpfgate.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much more than the baseline somebody accepts, such as {@code +21.4 %} or {@code +3 ns}.
 *
 * @param number above 0, in percent or in the unit
 * @param unit   {@code %} of the baseline's value (of latency: its net value), or the metric's own
 */
public record AcceptedIncrease(BigDecimal number, String unit) {

    static final String PERCENT = "%";

    private static final Pattern TEXT = Pattern.compile("\\+?\\s*(\\d{1,15}(?:\\.\\d{1,15})?)\\s*(%|\\p{Alpha}+)");
    /** Enough for nobody to accept much more than was measured. */
    private static final MathContext ROUNDED_UP = new MathContext(3, RoundingMode.CEILING);

    /**
     * What somebody wrote.
     *
     * @throws RuleException if it is no increase
     */
    @JsonCreator
    static AcceptedIncrease of(String text) throws RuleException {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches() || new BigDecimal(matcher.group(1)).signum() == 0) {
            throw new RuleException("\"" + text + "\" is no increase: write it as \"+21.4 %\", or in the metric's unit.");
        }
        return new AcceptedIncrease(new BigDecimal(matcher.group(1)), matcher.group(2));
    }

    /** The least share of three digits that is no less than this part of the whole. */
    static AcceptedIncrease ofShare(BigDecimal part, BigDecimal whole) {
        return new AcceptedIncrease(part.divide(whole, ROUNDED_UP).movePointRight(2), PERCENT);
    }

    /** The least amount of three digits that is no less than this one. */
    static AcceptedIncrease ofAmount(MetricName metric, BigDecimal amount) {
        return new AcceptedIncrease(amount.round(ROUNDED_UP), metric.unitWord());
    }

    /** The next larger one of as many digits. */
    AcceptedIncrease next() {
        return new AcceptedIncrease(number.add(number.movePointLeft(ROUNDED_UP.getPrecision())).round(ROUNDED_UP), unit);
    }

    /** Whether it can be on this metric. */
    boolean fits(MetricName metric) {
        return unit.equals(PERCENT) || unit.equals(metric.unitWord());
    }

    /** Of the baseline's value, 0.214 for 21.4 %; 0 if it is an amount. */
    double share() {
        return unit.equals(PERCENT) ? number.movePointLeft(2).doubleValue() : 0;
    }

    /** In the metric's unit; 0 if it is a share. */
    double amount() {
        return unit.equals(PERCENT) ? 0 : number.doubleValue();
    }

    /** As somebody would write it. */
    @JsonValue
    @Override
    public String toString() {
        BigDecimal plain = number.stripTrailingZeros();
        return "+" + plain.setScale(Math.max(0, plain.scale()), RoundingMode.UNNECESSARY).toPlainString() + " " + unit;
    }
}
