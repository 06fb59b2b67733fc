package io.github.bpfgate.gate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;

/** How figures are written for people: signs shown, and never rounded onto the limit they are compared with. */
public final class Figures {

    /** Enough for a mean over some packets. */
    static final int COUNT_DECIMALS = 2;

    private static final int MOST_DECIMALS = 9;

    private Figures() {
    }

    /** Nanoseconds with two decimals below 100, and fewer the larger they are; at most nine characters. */
    public static String nanos(double value) {
        double size = Math.abs(value);
        return size < 1e8 ? nanos(value, size < 100 ? 2 : size < 1e5 ? 1 : 0)
                : String.format(Locale.ROOT, "%.1e", value);
    }

    /** Nanoseconds with so many decimals. */
    public static String nanos(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Nanoseconds with a sign. */
    public static String signedNanos(double value) {
        return sign(value) + nanos(Math.abs(value));
    }

    /** Nanoseconds with a sign and so many decimals. */
    public static String signedNanos(double value, int decimals) {
        return sign(value) + nanos(Math.abs(value), decimals);
    }

    /** How many decimals it takes for nanoseconds not to read like the limit they are shown beside. */
    public static int nanosDecimals(double limit, double... values) {
        boolean small = Math.abs(limit) < 100 || Arrays.stream(values).anyMatch(v -> Math.abs(v) < 100);
        return decimals(small ? 2 : 1, 0, limit, values);
    }

    /** A share as a percentage with sign and one decimal. */
    public static String signedPercent(double share) {
        return signedPercent(share, 1);
    }

    /** A share as a percentage with sign and so many decimals. */
    public static String signedPercent(double share, int decimals) {
        return sign(share) + rounded(Math.abs(share), 2, decimals).toPlainString() + " %";
    }

    /**
     * A share as a percentage, with as many decimals as it takes not to read like the limit.
     *
     * @param share as measured
     * @param limit as configured
     */
    public static String signedPercentAwayFrom(double share, double limit) {
        return signedPercent(share, percentDecimals(limit, share));
    }

    /** How many decimals it takes for percentages not to read like the limit they are shown beside. */
    public static int percentDecimals(double limit, double... shares) {
        return decimals(1, 2, limit, shares);
    }

    /** How many decimals it takes at most for counts not to read like another that they are shown beside. */
    public static int countDecimals(double other, double... values) {
        return decimals(COUNT_DECIMALS, 0, other, values);
    }

    private static int decimals(int fewest, int shift, double limit, double... values) {
        int decimals = fewest;
        while (decimals < MOST_DECIMALS && readsLike(limit, values, shift, decimals)) {
            decimals++;
        }
        return decimals;
    }

    private static boolean readsLike(double limit, double[] values, int shift, int decimals) {
        BigDecimal shown = rounded(limit, shift, decimals);
        return Arrays.stream(values).anyMatch(v -> v != limit && rounded(v, shift, decimals).equals(shown));
    }

    private static BigDecimal rounded(double value, int shift, int decimals) {
        return BigDecimal.valueOf(value).movePointRight(shift).setScale(decimals, RoundingMode.HALF_UP);
    }

    private static String sign(double value) {
        return value < 0 ? "−" : "+";
    }

    /** A limit as somebody would write it: 5 %, 2.5 %. */
    public static String percent(double share) {
        return percent(share, 3);
    }

    /** A limit as somebody would write it, with so many decimals at most. */
    public static String percent(double share, int decimals) {
        return plain(rounded(share, 2, decimals)) + " %";
    }

    /** A count: none but the decimals it has, and two at most. */
    public static String count(double value) {
        return count(value, COUNT_DECIMALS);
    }

    /** A count with so many decimals at most. */
    public static String count(double value, int decimals) {
        return plain(rounded(value, 0, decimals));
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.setScale(Math.max(0, stripped.scale()), RoundingMode.UNNECESSARY).toPlainString();
    }
}
