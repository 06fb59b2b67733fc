package io.github.bpfgate.gate;

import io.github.bpfgate.stats.Limit;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The rules of a module: those for all benchmarks, and those of single benchmarks, which take their place.
 *
 * @param common      for benchmarks without rules of their own
 * @param byBenchmark by benchmark name
 */
public record Rules(List<Rule> common, Map<String, List<Rule>> byBenchmark) {

    /** The rules of a benchmark; at least one. */
    public List<Rule> of(String benchmark) {
        return byBenchmark.getOrDefault(benchmark, common);
    }

    /** The tightest relative limit on a benchmark's latency: what sampling must be able to tell. */
    public Limit samplingLimit(String benchmark) {
        return tightest(of(benchmark));
    }

    /** The same for benchmarks without rules of their own. */
    public Limit commonSamplingLimit() {
        return tightest(common);
    }

    private static Limit tightest(List<Rule> rules) {
        return rules.stream().filter(r -> r.maxIncrease().isPresent())
                .min(java.util.Comparator.comparingDouble(r -> r.maxIncrease().getAsDouble()))
                .map(r -> new Limit(r.maxIncrease().getAsDouble(), r.floor()))
                .orElseGet(() -> limit(Rule.standard().maxIncrease()));
    }

    private static Limit limit(OptionalDouble relative) {
        return new Limit(relative.getAsDouble(), Rule.DEFAULT_FLOOR_NANOS);
    }
}
