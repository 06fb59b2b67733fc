package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Libbpf;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A way to run the programs of one benchmark. */
sealed interface Driver permits TestRunDriver, AttachDriver {

    /**
     * How they are sampled.
     *
     * @param sampler  the taker closes it
     * @param pairs    per input and block
     * @param warnings what should make a reader doubt the comparison
     */
    record Findings(Sampler sampler, int pairs, List<String> notes, List<String> warnings) {
    }

    /**
     * The way that a benchmark asks for.
     *
     * @param program of an object that was opened
     * @throws BenchmarkFailure if a program of its type, or on this input, cannot be run so
     */
    static Driver of(Libbpf libbpf, Benchmark benchmark, BpfProgram program) throws BenchmarkFailure {
        return benchmark.attaching().isPresent() ? AttachDriver.of(libbpf, benchmark, program)
                : TestRunDriver.of(libbpf, benchmark, program);
    }

    /** The type's name, for the results. */
    String typeName();

    /** What two programs have to have in common to be compared, in words. */
    String kind();

    /** The program that does nothing, of the candidate's type. */
    ProgramSource nullProgram(BpfProgram candidate);

    /**
     * Makes ready to run the programs, once they are loaded.
     *
     * @throws BenchmarkFailure if they cannot be run on this input
     * @throws BpfException     if the kernel refuses
     */
    void prepare(Collection<ProgramSource.Loaded> loaded) throws BenchmarkFailure;

    /**
     * Runs the programs, finds out whether they do the same, and calibrates.
     *
     * @throws BenchmarkFailure if they cannot be run
     * @throws BpfException     if the kernel refuses
     */
    Findings examine(Map<Side, ProgramSource.Loaded> loaded) throws BenchmarkFailure;

    /** Ways to run a program for its counts; of the loaded programs. */
    Exercises exercises() throws BenchmarkFailure;

    /** What one input is called. */
    String inputName();

    /** A refusal of the kernel's to run them, explained. */
    BenchmarkFailure explained(BpfException refusal);
}
