package io.github.bpfgate.mojo;

import io.github.bpfgate.benchmark.NearestNames;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.pipeline.GateException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a set of metrics of the names somebody wrote. */
final class MetricsParameter {

    private MetricsParameter() {
    }

    /** @param names separated by commas or blanks; null or blank for all */
    static Set<MetricName> toMetrics(String names) throws GateException {
        if (names == null || names.isBlank()) {
            return EnumSet.allOf(MetricName.class);
        }
        Set<MetricName> metrics = EnumSet.noneOf(MetricName.class);
        for (String name : names.strip().split("[\\s,]+")) {
            metrics.add(metric(name).orElseThrow(() -> new GateException(
                    "<metrics> names one that is not known: " + NearestNames.suggest(name, names()))));
        }
        return metrics;
    }

    static Optional<MetricName> metric(String name) {
        return MetricName.of(name.strip());
    }

    /** Of all metrics there are. */
    private static List<String> names() {
        return Stream.of(MetricName.values()).map(MetricName::toString).toList();
    }

    /** Of the metrics that a rule can be on. */
    static List<String> judgedNames() {
        return Stream.of(MetricName.values()).filter(metric -> !metric.isAdvice()).map(MetricName::toString).toList();
    }

    /** Somebody who wrote a limit must not believe that it holds where nothing is measured for it. */
    static void requireMeasured(Collection<Rule> written, Set<MetricName> metrics) throws GateException {
        for (Rule rule : written) {
            if (!metrics.contains(rule.metric())) {
                throw new GateException("A rule is on " + rule.metric() + ", and <metrics> leaves that out. Add it there, or"
                        + " drop the rule.");
            }
        }
    }
}
