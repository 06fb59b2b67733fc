package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Verdict;
import java.util.Locale;

/** What stands in the cells of more than one table; nine columns at most for a figure. */
final class Cells {

    /** From here on a share is no figure to read, and only its size is told. */
    private static final double LARGEST_SHARE = 100;

    private Cells() {
    }

    /** A change, with fewer decimals the larger it is. */
    static String share(double share, int decimals) {
        if (Math.abs(share) >= LARGEST_SHARE) {
            return share < 0 ? "<−9999 %" : ">+9999 %";
        }
        return Figures.signedPercent(share, Math.abs(share) >= 10 ? 0 : decimals);
    }

    /** A limit on a change. */
    static String limit(double share, int decimals) {
        return share < LARGEST_SHARE ? "+" + Figures.percent(share, decimals) : share(share, 0);
    }

    /** A count. */
    static String count(double value) {
        return value < 1e6 ? Figures.count(value) : value < 1e9 ? Figures.count(value, 0)
                : String.format(Locale.ROOT, "%.2e", value);
    }

    static String verdict(BenchmarkResult result) {
        boolean mild = result.verdict() == Verdict.REGRESSED && result.level() == Rule.Level.WARN;
        return result.verdict() + (mild ? " (warn)" : "");
    }
}
