package io.github.bpfgate.gate;

import java.util.Locale;

/** How figures are written for people: signs shown, and never rounded onto the limit they are compared with. */
public final class Figures {

    private static final int MOST_DECIMALS = 6;

    private Figures() {
    }

    /** Nanoseconds with two decimals below 100, one above. */
    public static String nanos(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%.1f", value);
    }

    /** Nanoseconds with a sign. */
    public static String signedNanos(double value) {
        return (value < 0 ? "−" : "+") + nanos(Math.abs(value));
    }

    /** A share as a percentage with sign and one decimal. */
    public static String signedPercent(double share) {
        return signed(share, 1);
    }

    /**
     * A share as a percentage, with as many decimals as it takes not to read like the limit.
     *
     * @param share as measured
     * @param limit as configured
     */
    public static String signedPercentAwayFrom(double share, double limit) {
        for (int decimals = 1; decimals < MOST_DECIMALS; decimals++) {
            String text = signed(share, decimals);
            if (share == limit || !text.equals(signed(limit, decimals))) {
                return text;
            }
        }
        return signed(share, MOST_DECIMALS);
    }

    private static String signed(double share, int decimals) {
        return (share < 0 ? "−" : "+") + String.format(Locale.ROOT, "%." + decimals + "f %%", Math.abs(share) * 100);
    }

    /** A limit as somebody would write it: 5 %, 2.5 %. */
    public static String percent(double share) {
        String text = String.format(Locale.ROOT, "%.3f", share * 100).replaceFirst("\\.?0+$", "");
        return text + " %";
    }
}
