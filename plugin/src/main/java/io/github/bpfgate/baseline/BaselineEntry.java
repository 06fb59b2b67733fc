package io.github.bpfgate.baseline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * What is stored of one benchmark.
 *
 * @param program      the function's name
 * @param object       path of the stored object below the baseline directory; null if only numbers are stored
 * @param objectSha256 of the stored object
 * @param metrics      by metric name
 * @param blocks       ns per run, one value a block; null if no time was taken
 * @param environment  where the numbers were taken
 * @param madeFrom     SHA-256 of the configured benchmark with its packets; null if nobody configured it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BaselineEntry(String program, String object, String objectSha256, Map<String, StoredMetric> metrics,
        double[] blocks, Environment environment, String madeFrom) {

    /** Whether a number of one of these metrics is stored. */
    public boolean holdsOneOf(Set<String> names) {
        return !Collections.disjoint(metrics.keySet(), names);
    }

    /**
     * A stored number: of a time it is advice for people, and the stored object is the evidence.
     *
     * @param unit  such as {@code ns}
     * @param value of a time rounded, of what is exact to the last digit
     * @param net   less the null program's; null of what is no time
     * @param least of the counts, where they differ; null where they do not
     * @param most  of the counts, where they differ; null where they do not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StoredMetric(String unit, double value, Double net, Double least, Double most) {

        /** A time. */
        public static StoredMetric timed(String unit, double value, double net) {
            return new StoredMetric(unit, value, net, null, null);
        }

        /** Counts, with their range if they differ. */
        public static StoredMetric counted(String unit, double value, double least, double most) {
            boolean differ = least < most;
            return new StoredMetric(unit, value, null, differ ? least : null, differ ? most : null);
        }

        /** The least count. */
        public double leastValue() {
            return least == null ? value : least;
        }

        /** The largest count. */
        public double mostValue() {
            return most == null ? value : most;
        }
    }
}
