package io.github.bpfgate.baseline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * What is stored of one benchmark.
 *
 * @param program      the function's name
 * @param object       path of the stored object below the baseline directory; null if only numbers are stored
 * @param objectSha256 of the stored object
 * @param metrics      by metric name
 * @param blocks       ns per run, one value a block
 * @param environment  where the numbers were taken
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BaselineEntry(String program, String object, String objectSha256, Map<String, StoredMetric> metrics,
        double[] blocks, Environment environment) {

    /**
     * A stored number: advice for people. The stored object is the evidence.
     *
     * @param unit  such as {@code ns}
     * @param value as measured
     * @param net   less the null program's; equal to the value where that makes no sense
     */
    public record StoredMetric(String unit, double value, double net) {
    }
}
