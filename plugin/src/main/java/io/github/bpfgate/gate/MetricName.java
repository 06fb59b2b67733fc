package io.github.bpfgate.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.bpfgate.baseline.Environment;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics there are, by the names that rules, results and baselines have for them. */
public enum MetricName {
    /** Time per run, as the kernel's loop sees it; the only metric with noise. */
    LATENCY("latency", "ns", Reach.MACHINE),
    /** Executed eBPF instructions per run, mean over the packets. */
    INSTRUCTIONS("instructions", "insns per run", Reach.ANYWHERE),
    /** Calls of helpers and kfuncs per run, mean over the packets. */
    HELPER_CALLS("helper-calls", "calls per run", Reach.ANYWHERE),
    /** Share of the program's instructions that the inputs reached, 0 to 1. */
    COVERAGE("coverage", "share", Reach.ANYWHERE),
    /** Instructions that the verifier walked through; it gives up at a million. */
    VERIFIED_INSNS("verified-insns", "insns", Reach.KERNEL),
    /** States that the verifier made. */
    STATES("states", "states", Reach.KERNEL),
    /** States that the verifier held at one time. */
    PEAK_STATES("peak-states", "states", Reach.KERNEL),
    /** Stack of all its functions together, as the verifier lays it out. */
    STACK_BYTES("stack-bytes", "bytes", Reach.KERNEL),
    /** The program as the verifier rewrote it. */
    XLATED_BYTES("xlated-bytes", "bytes", Reach.KERNEL),
    /** Machine code. Its size goes by the architecture and by mitigations, not by the kernel alone. */
    JITED_BYTES("jited-bytes", "bytes", Reach.MACHINE),
    /** Instructions of the program as it was given to the kernel. */
    INSNS("insns", "insns", Reach.ANYWHERE),
    /** Memory of its maps; some take their share for each CPU. */
    MAP_BYTES("map-bytes", "bytes", Reach.MACHINE),
    /** Time that the verifier took. Advice for people: it is one reading of a clock, and no rule is on it. */
    LOAD_TIME("load-time", "ms", Reach.MACHINE);

    /** Where a number that was stored elsewhere still means the same. */
    private enum Reach { ANYWHERE, KERNEL, MACHINE }

    private final String text;
    private final String unit;
    private final Reach reach;

    MetricName(String text, String unit, Reach reach) {
        this.text = text;
        this.unit = unit;
        this.reach = reach;
    }

    /** The metric of that name; empty if there is none. */
    public static Optional<MetricName> of(String text) {
        return Stream.of(values()).filter(metric -> metric.text.equals(text)).findFirst();
    }

    /** Their names. */
    public static Set<String> texts(Set<MetricName> metrics) {
        return metrics.stream().map(MetricName::toString).collect(Collectors.toUnmodifiableSet());
    }

    /** The name. */
    @JsonValue
    @Override
    public String toString() {
        return text;
    }

    /** Of values in results and baselines. */
    public String unit() {
        return unit;
    }

    /** The unit of a value that somebody writes by hand: {@code insns}, where it is instructions per run. */
    String unitWord() {
        return unit.split(" ")[0];
    }

    /** Whether a larger value is the better one, so that the only limit on it is a least value. */
    public boolean moreIsBetter() {
        return this == COVERAGE;
    }

    /** Whether it is told and never judged, nor stored. */
    public boolean isAdvice() {
        return this == LOAD_TIME;
    }

    /** Whether its value goes by the packets that were run. */
    public boolean isOfTheInput() {
        return this == LATENCY || this == INSTRUCTIONS || this == HELPER_CALLS || this == COVERAGE;
    }

    /** Whether a number that was stored there can be compared with one that was taken here. */
    public boolean comparable(Environment there, Environment here) {
        return switch (reach) {
            case ANYWHERE -> true;
            case KERNEL -> Objects.equals(there.kernel(), here.kernel());
            case MACHINE -> there.sameMachineAs(here);
        };
    }

    /** A value that was written for people, with the words that belong behind it. */
    String withUnit(String shown) {
        return this == INSTRUCTIONS || this == HELPER_CALLS ? shown + " per run" : shown;
    }

    /** A value for people: no decimals that it has not, and 100 % only of what misses nothing. */
    public String shown(double value) {
        return this == COVERAGE ? shown(value, 1) : shown(value, Double.NaN);
    }

    /** The same, with as many decimals as it takes not to read like another value, such as a limit. */
    public String shown(double value, double other) {
        if (this == COVERAGE) {
            return Figures.percent(value, Math.max(Figures.percentDecimals(other, value),
                    Figures.percentDecimals(1, value)));
        }
        return Figures.count(value, Double.isNaN(other) ? Figures.COUNT_DECIMALS : Figures.countDecimals(other, value));
    }
}
