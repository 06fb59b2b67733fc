package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.RuleException;
import io.github.bpfgate.gate.RuleText;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.pipeline.GateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the rules of a module of what is written in its POM. */
final class RuleParameters {

    private RuleParameters() {
    }

    /**
     * @param common     for benchmarks without rules of their own; null or empty for the standard ones
     * @param benchmarks with or without rules
     * @param metrics    that are measured
     */
    static Rules toRules(List<RuleParameter> common, List<BenchmarkParameter> benchmarks, Set<MetricName> metrics)
            throws GateException {
        List<Rule> ofModule = Rules.standard(metrics);
        if (common != null && !common.isEmpty()) {
            ofModule = RuleParameter.toRules(common, "");
            MetricsParameter.requireMeasured(ofModule, metrics);
        }
        Map<String, List<Rule>> own = new LinkedHashMap<>();
        for (BenchmarkParameter parameter : benchmarks) {
            Optional<List<Rule>> rules = parameter.toRules();
            if (rules.isPresent()) {
                MetricsParameter.requireMeasured(rules.get(), metrics);
                own.put(parameter.resultName(), rules.get());
            }
        }
        return new Rules(ofModule, own);
    }

    /** The standard ones with this limit on the increase of latency, where that is measured. */
    static Rules ofLatency(String maxIncrease, Set<MetricName> wanted) throws RuleException {
        Rule latency = new RuleText(MetricName.LATENCY, Optional.of(maxIncrease), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty()).toRule();
        return new Rules(wanted.contains(MetricName.LATENCY) ? Rules.standard(latency) : Rules.standard(wanted), Map.of());
    }
}
