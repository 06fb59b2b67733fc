package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * In which order the programs of a comparison are shown, in veristat's manner: figures separated by commas, the first
 * deciding first, the largest value first; a {@code ^} behind one turns it round. {@code program} and {@code object}
 * stand for the names, in their order. Programs without a figure come last.
 */
public final class ProgramOrder {

    private static final Comparator<BenchmarkResult> BY_NAME = Comparator.comparing(BenchmarkResult::name);

    private ProgramOrder() {
    }

    /**
     * Reads an order.
     *
     * @param text its figures; blank for the order of the names
     * @throws SelectionException if one names no metric
     */
    public static Comparator<BenchmarkResult> of(String text) throws SelectionException {
        Comparator<BenchmarkResult> order = (one, other) -> 0;
        for (String key : text.split(",")) {
            if (!key.isBlank()) {
                order = order.thenComparing(by(key.strip()));
            }
        }
        return order.thenComparing(BY_NAME);
    }

    private static Comparator<BenchmarkResult> by(String key) throws SelectionException {
        boolean turned = key.endsWith("^");
        String name = turned ? key.substring(0, key.length() - 1).strip() : key;
        return switch (name) {
            case "program" -> turned(Comparator.comparing(BenchmarkResult::program), turned);
            case "object" -> turned(Comparator.comparing(BenchmarkResult::object), turned);
            default -> by(MetricVariant.of(name), turned ? 1 : -1);
        };
    }

    private static Comparator<BenchmarkResult> turned(Comparator<BenchmarkResult> order, boolean turned) {
        return turned ? order.reversed() : order;
    }

    private static Comparator<BenchmarkResult> by(MetricVariant figure, int direction) {
        return (one, other) -> {
            OptionalDouble a = figure.of(one);
            OptionalDouble b = figure.of(other);
            if (a.isEmpty() || b.isEmpty()) {
                return Boolean.compare(a.isEmpty(), b.isEmpty());
            }
            return direction * Double.compare(a.getAsDouble(), b.getAsDouble());
        };
    }
}
