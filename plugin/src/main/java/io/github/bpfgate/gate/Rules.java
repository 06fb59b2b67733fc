package io.github.bpfgate.gate;

import io.github.bpfgate.stats.Limit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rules of a module: those for all benchmarks, and those of single benchmarks, which take their place.
 *
 * @param common      for benchmarks without rules of their own
 * @param byBenchmark by benchmark name
 */
public record Rules(List<Rule> common, Map<String, List<Rule>> byBenchmark) {

    /** An input that misses half of the program cannot guard it. Whoever knows better has a rule on coverage. */
    private static final Rule COVERED = Rule.min(MetricName.COVERAGE, 0.5, Rule.Level.WARN);

    private static final List<Rule> STANDARD = List.of(
            Rule.increase(MetricName.LATENCY, 0.05, Rule.Level.ERROR),
            Rule.increase(MetricName.INSTRUCTIONS, 0.05, Rule.Level.WARN),
            // The verifier gives up at a million.
            Rule.max(MetricName.VERIFIED_INSNS, 900_000, Rule.Level.WARN));

    /** The rules for all benchmarks where nobody wrote any. */
    public static List<Rule> standard() {
        return STANDARD;
    }

    /**
     * Those on metrics that are measured. Where time is not, the executed instructions are what gates, and their limit
     * is an error.
     */
    public static List<Rule> standard(Set<MetricName> measured) {
        boolean timed = measured.contains(MetricName.LATENCY);
        return STANDARD.stream().map(rule -> !timed && rule.metric() == MetricName.INSTRUCTIONS
                ? Rule.increase(MetricName.INSTRUCTIONS, 0.05, Rule.Level.ERROR) : rule).toList();
    }

    /** The same with another limit on the increase of latency. */
    public static List<Rule> standard(Rule latency) {
        return Stream.concat(Stream.of(latency), STANDARD.stream().filter(r -> r.metric() != latency.metric()))
                .toList();
    }

    /** The rules of a benchmark; at least one. */
    public List<Rule> of(String benchmark) {
        return withCoverage(byBenchmark.getOrDefault(benchmark, common));
    }

    private static List<Rule> withCoverage(List<Rule> rules) {
        return rules.stream().anyMatch(rule -> rule.metric() == MetricName.COVERAGE) ? rules
                : Stream.concat(rules.stream(), Stream.of(COVERED)).toList();
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
