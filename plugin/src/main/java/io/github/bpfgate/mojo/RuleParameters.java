package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Rule;
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
}
