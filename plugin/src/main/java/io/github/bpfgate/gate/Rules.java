package io.github.bpfgate.gate;

import io.github.bpfgate.stats.Limit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

    /** The limits on a benchmark's latency: what sampling must be able to tell. */
    public List<Limit> samplingLimits(String benchmark) {
        return limits(of(benchmark));
    }

    /** The same for benchmarks without rules of their own. */
    public List<Limit> commonSamplingLimits() {
        return limits(common);
    }

    private static List<Limit> limits(List<Rule> rules) {
        return rules.stream().<Limit>flatMap(rule -> Stream.concat(rule.increaseLimit().stream(),
                rule.maximum().stream())).distinct().toList();
    }
}
