package io.github.bpfgate.mojo;

import io.github.bpfgate.benchmark.NearestNames;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.RuleException;
import io.github.bpfgate.gate.RuleText;
import io.github.bpfgate.pipeline.GateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * A {@code <rule>}: limits on one metric.
 *
 * <pre>{@code
 * <rule>
 *   <metric>latency</metric>
 *   <maxIncrease>3%</maxIncrease>
 *   <max>120</max>
 *   <floor>0.5</floor>
 *   <level>warn</level>
 * </rule>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class RuleParameter {

    /**
     * The metric: {@code latency}, the time per run, whose percentages are of the time net of the kernel's loop; or one
     * without noise: {@code instructions} executed per run, {@code helper-calls} per run, {@code coverage} of the
     * program by the input, {@code verified-insns}, {@code states} and {@code peak-states} of the verifier,
     * {@code stack-bytes}, {@code xlated-bytes}, {@code jited-bytes}, {@code insns} of the program, {@code map-bytes}.
     */
    @Parameter(required = true)
    private String metric;

    /** The largest increase allowed, relative to the baseline's value, such as {@code 5%}. */
    @Parameter
    private String maxIncrease;

    /** The largest value allowed, such as {@code 120}; of latency in ns per run as the table shows it. Needs no baseline. */
    @Parameter
    private String max;

    /** The least coverage allowed, such as {@code 80%}. Needs no baseline. */
    @Parameter
    private String min;

    /**
     * The smallest increase that counts, in the metric's unit, whatever the percentage says; by default 1 ns of
     * latency, and 0 of the other metrics.
     */
    @Parameter
    private String floor;

    /** {@code error} (default) fails the build, {@code warn} warns. */
    @Parameter
    private String level;

    static List<Rule> toRules(List<RuleParameter> parameters, String where) throws GateException {
        List<Rule> rules = new ArrayList<>();
        for (RuleParameter parameter : parameters) {
            try {
                rules.add(parameter.text(where).toRule());
            } catch (RuleException e) {
                throw new GateException(where + e.getMessage(), e);
            }
        }
        return rules;
    }

    private RuleText text(String where) throws GateException {
        if (metric == null || metric.isBlank()) {
            throw new GateException(where + "A rule has no <metric>. There are: "
                    + String.join(", ", MetricsParameter.judgedNames()) + ".");
        }
        MetricName name = MetricsParameter.metric(metric).orElseThrow(() -> new GateException(where
                + "A rule is on a metric that is not known: " + NearestNames.suggest(metric.strip(), MetricsParameter.judgedNames())));
        return new RuleText(name, Optional.ofNullable(maxIncrease), Optional.ofNullable(max), Optional.ofNullable(min),
                Optional.ofNullable(floor), Optional.ofNullable(level));
    }
}
