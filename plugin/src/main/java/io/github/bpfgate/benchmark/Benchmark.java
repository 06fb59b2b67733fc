package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.stats.Limit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One program to measure: what, on which packets, against what.
 *
 * @param name     unique in a run
 * @param program  the program's function name, in candidate and baseline
 * @param candidate the object built now
 * @param baseline the object it is judged against, if one is stored
 * @param packets  or contexts, as the program's type takes them; each is run on its own; none if the program is
 *                 attached, or only loaded
 * @param setup    a program of the object that is run once after each load, to fill maps
 * @param limits   of all rules on latency: sampling stops when each of them is decided
 * @param attaching that it is attached, and how it is triggered; empty if it is test-run
 */
public record Benchmark(String name, String program, ObjectFile candidate, Optional<Baseline> baseline,
        List<Packet> packets, Optional<String> setup, List<Limit> limits, Optional<Attaching> attaching) {

    /** A program that is test-run on packets, or only loaded. */
    public Benchmark(String name, String program, ObjectFile candidate, Optional<Baseline> baseline,
            List<Packet> packets, Optional<String> setup, List<Limit> limits) {
        this(name, program, candidate, baseline, packets, setup, limits, Optional.empty());
    }

    /** How it is run. */
    public Method method() {
        return attaching.isPresent() ? Method.ATTACH : Method.TEST_RUN;
    }

    /** This benchmark with more limits. */
    public Benchmark withLimits(List<Limit> more) {
        return new Benchmark(name, program, candidate, baseline, packets, setup,
                Stream.concat(limits.stream(), more.stream()).distinct().toList(), attaching);
    }

    /**
     * An object to compare with, and the name the program has there.
     *
     * @param program the function's name
     * @param stored  whether it is the module's stored baseline, and not a file that somebody named
     */
    public record Baseline(ObjectFile object, String program, boolean stored) {

        /** The failure as the baseline's, with what mends a stored one: nothing new is stored where nothing is measured. */
        BenchmarkFailure blamed(BenchmarkFailure e, String benchmark) {
            String cure = System.lineSeparator() + "    Delete the entry \"" + benchmark + "\" of the stored baseline.json,"
                    + " then run mvn verify bpfgate:update-baseline.";
            return new BenchmarkFailure(e.kind(), (stored ? "The stored baseline: " : "The baseline: ") + e.getMessage()
                    + (stored ? cure : ""), e.log());
        }
    }
}
