package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.MetricName;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A figure of a comparison, as veristat names it: {@code instructions_a} is the baseline's, {@code instructions_b} the
 * candidate's, {@code instructions_diff} the change, {@code instructions_pct} the change in percent of the baseline;
 * without a suffix it is the candidate's. Between bars its size is meant: {@code |instructions_diff|}. Underscores in a
 * metric's name are as good as dashes.
 *
 * @param metric it is a figure of
 * @param kind   of figure
 * @param size   whether its sign does not matter
 */
record MetricVariant(MetricName metric, Kind kind, boolean size) {

    /** Which figure of the two sides. */
    enum Kind {
        BASELINE("_a"), CANDIDATE("_b"), CHANGE("_diff"), PERCENT("_pct");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * What that text names.
     *
     * @throws SelectionException if it names no metric
     */
    static MetricVariant of(String text) throws SelectionException {
        String name = text.strip();
        boolean size = name.length() > 1 && name.startsWith("|") && name.endsWith("|");
        if (size) {
            name = name.substring(1, name.length() - 1).strip();
        }
        for (Kind kind : Kind.values()) {
            if (name.endsWith(kind.suffix)) {
                return new MetricVariant(metric(name.substring(0, name.length() - kind.suffix.length())), kind, size);
            }
        }
        return new MetricVariant(metric(name), Kind.CANDIDATE, size);
    }

    private static MetricName metric(String name) throws SelectionException {
        return MetricName.of(name.replace('_', '-')).orElseThrow(() -> SelectionException.noMetric(name,
                Stream.of(MetricName.values()).map(MetricName::toString).toList()));
    }

    /** The same metric's change in percent. */
    MetricVariant inPercent() {
        return new MetricVariant(metric, Kind.PERCENT, size);
    }

    /** Its value; empty where one of the sides it takes is not known. What grew from nothing grew by any percentage. */
    OptionalDouble of(BenchmarkResult result) {
        Metric measured = result.metrics().get(metric.toString());
        if (measured == null) {
            return OptionalDouble.empty();
        }
        double candidate = measured.value();
        if (kind == Kind.CANDIDATE) {
            return value(candidate);
        }
        if (measured.baseline() == null && result.reference() != Reference.SAME_WORK) {
            return OptionalDouble.empty();
        }
        double baseline = measured.baseline() == null ? candidate : measured.baseline();
        return switch (kind) {
            case BASELINE -> value(baseline);
            case CHANGE -> value(candidate - baseline);
            case PERCENT -> value(candidate == baseline ? 0 : 100 * (candidate - baseline) / baseline);
            case CANDIDATE -> throw new IllegalStateException("answered above");
        };
    }

    private OptionalDouble value(double value) {
        return OptionalDouble.of(size ? Math.abs(value) : value);
    }
}
