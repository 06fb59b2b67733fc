package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.BenchmarkResult.Comparison;
import io.github.bpfgate.gate.Figures;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.MetricName;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Figures as the page writes them: a percentage where there is one to tell, and never rounded onto the limit. */
final class Shown {

    private static final int MOST_DECIMALS = 4;
    /** From here on a change is told as a multiple. */
    private static final double LARGEST_SHARE = 100;

    private Shown() {
    }

    /** With a visible sign in the place of what would be none, or steer the text around it. */
    static String text(String text) {
        return text.codePoints().map(c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    '\uFFFD';
            default -> c;
        }).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    static String interval(Metric.Timing timing) {
        return Figures.nanos(timing.lower()) + " to " + Figures.nanos(timing.upper());
    }

    /** The estimate of a comparison, such as {@code +14.9 %}. */
    static String change(Comparison comparison) {
        return relative(comparison, comparison.change());
    }

    /** Its interval, such as {@code +8.6 % to +21.3 %}; empty before there is one. */
    static String interval(Comparison comparison) {
        return comparison.lower() == null ? ""
                : relative(comparison, comparison.lower()) + " to " + relative(comparison, comparison.upper());
    }

    /** Its limit, such as {@code +5 %}; empty where no rule is on it. */
    static String limit(Comparison comparison) {
        if (comparison.limit() == null) {
            return "";
        }
        return comparison.relative() == null ? "+" + Figures.nanos(comparison.limit()) + " ns"
                : "+" + Figures.percent(comparison.limit() / comparison.baselineNet(), decimals(comparison));
    }

    private static String relative(Comparison comparison, double nanos) {
        return comparison.relative() == null ? Figures.signedNanos(nanos) + " ns"
                : share(nanos / comparison.baselineNet(), decimals(comparison));
    }

    private static int decimals(Comparison comparison) {
        if (comparison.limit() == null || comparison.relative() == null) {
            return 1;
        }
        double net = comparison.baselineNet();
        return Math.min(MOST_DECIMALS, Figures.percentDecimals(comparison.limit() / net,
                Stream.of(comparison.change(), comparison.lower(), comparison.upper()).filter(Objects::nonNull)
                        .mapToDouble(nanos -> nanos / net).toArray()));
    }

    private static String share(double share, int decimals) {
        return Math.abs(share) < LARGEST_SHARE ? Figures.signedPercent(share, decimals)
                : "× " + Figures.count(share + 1, 0);
    }

    /** A count, a size or a share with the range of the counts where they differ. */
    static String value(MetricName metric, double value, double least, double most) {
        return figure(metric, value) + (least < most
                ? " (" + figure(metric, least) + " to " + figure(metric, most) + ")" : "");
    }

    /** The largest increase allowed, relative where that can be told. */
    static String increase(MetricName metric, double limit, double baseline) {
        return baseline == 0 ? "+" + figure(metric, limit) : "+" + Figures.percent(limit / baseline, MOST_DECIMALS);
    }

    static String figure(MetricName metric, double value) {
        return grouped(metric.shown(value));
    }

    /** Groups the digits of large numbers with narrow blanks. */
    private static String grouped(String number) {
        return number.replaceAll("(?<=\\d)(?=(?:\\d{3})+(?!\\d))(?<!\\.\\d{0,9})", "\u202F");
    }

    /** The change of an exact metric; empty if there is nothing to compare with. */
    static Optional<String> change(MetricName metric, Metric.Exact exact, double limit) {
        if (exact.baseline() == null) {
            return Optional.empty();
        }
        double difference = exact.value() - exact.baseline();
        if (difference == 0) {
            return Optional.of("none");
        }
        if (exact.baseline() == 0 || metric == MetricName.COVERAGE) {
            return Optional.of((difference < 0 ? "−" : "+") + metric.shown(Math.abs(difference))
                    .replace(" %", " points"));
        }
        double share = difference / exact.baseline();
        return Optional.of(share(share, Math.min(MOST_DECIMALS, Math.max(Figures.percentDecimals(0, share),
                Figures.percentDecimals(limit / exact.baseline(), share)))));
    }
}
