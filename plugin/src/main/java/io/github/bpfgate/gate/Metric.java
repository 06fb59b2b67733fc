package io.github.bpfgate.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.bpfgate.baseline.BaselineEntry.StoredMetric;

/** A metric of the candidate, and what it was of the baseline. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Metric.Timing.class), @JsonSubTypes.Type(Metric.Exact.class)})
public sealed interface Metric {

    /** Of all its figures. */
    String unit();

    /** The candidate's. */
    double value();

    /** The baseline's; null if there is none to compare with. */
    Double baseline();

    /**
     * A time, which has noise.
     *
     * @param unit     such as {@code ns}
     * @param value    Hodges-Lehmann estimate over the blocks
     * @param lower    of the interval at 95 %
     * @param upper    of the interval at 95 %
     * @param baseline the baseline's value: measured beside it, or else as stored; null if there is none
     * @param net      value less the null program's
     * @param blocks   one value a block of the first series
     * @param confirming one value a block of the confirming series; empty if none was needed
     * @param baselineBlocks the baseline's, one value a block of the first series; null if it was not run beside it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Timing(String unit, double value, double lower, double upper, Double baseline, double net, double[] blocks,
            double[] confirming, double[] baselineBlocks) implements Metric {
    }

    /**
     * A count, a size or a share, which is the same each time; or else it is known between which values it lies.
     *
     * @param unit          such as {@code insns per run}
     * @param value         the candidate's
     * @param least         of the counts that were taken; equal to the value when exact
     * @param most          of the counts that were taken; equal to the value when exact
     * @param baseline      the baseline's value: counted now, or else as stored; null if there is none to compare with
     * @param baselineLeast of the baseline's counts; null with the baseline
     * @param baselineMost  of the baseline's counts; null with the baseline
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Exact(String unit, double value, double least, double most, Double baseline, Double baselineLeast,
            Double baselineMost) implements Metric {

        /** Every count gave this. */
        public static Exact of(MetricName metric, double value) {
            return between(metric, value, value, value);
        }

        /** The counts differ. */
        public static Exact between(MetricName metric, double value, double least, double most) {
            return new Exact(metric.unit(), value, least, most, null, null, null);
        }

        /** As a baseline holds it. */
        public static Exact stored(StoredMetric stored) {
            return new Exact(stored.unit(), stored.value(), stored.leastValue(), stored.mostValue(), null, null, null);
        }

        /** These values, with another object's as the baseline's. */
        public Exact against(Exact other) {
            return new Exact(unit, value, least, most, other.value, other.least, other.most);
        }

        /** Whether it is certainly more than the baseline's. */
        public boolean grew() {
            return baseline != null && least > baselineMost;
        }
    }
}
