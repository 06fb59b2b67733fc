package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.RuleException;
import io.github.bpfgate.pipeline.GateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** A {@code <rule>}: a limit on one metric. */
public final class RuleParameter {

    /** The metric: {@code latency}, the time per run. Its percentages are of the time net of the kernel's loop. */
    @Parameter(required = true)
    private String metric;

    /** The largest increase allowed, relative to the baseline's net value, such as {@code 5%}. */
    @Parameter
    private String maxIncrease;

    /** The largest value allowed, in ns per run as shown in the table, such as {@code 120}. Needs no baseline. */
    @Parameter
    private String max;

    /** The smallest increase that counts, in ns, whatever the percentage says; 1 ns by default. */
    @Parameter
    private String floor;

    /** {@code error} (default) fails the build, {@code warn} warns. */
    @Parameter
    private String level;

    static List<Rule> toRules(List<RuleParameter> parameters, String where) throws GateException {
        List<Rule> rules = new ArrayList<>();
        for (RuleParameter parameter : parameters) {
            try {
                rules.add(Rule.parse(parameter.metric, Optional.ofNullable(parameter.maxIncrease),
                        Optional.ofNullable(parameter.max), Optional.ofNullable(parameter.floor),
                        Optional.ofNullable(parameter.level)));
            } catch (RuleException e) {
                throw new GateException(where + e.getMessage(), e);
            }
        }
        return rules;
    }
}
