package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Libbpf;
import java.util.List;
import java.util.Optional;

/** Takes the exact figures of one benchmark: of its candidate, and of its baseline where that is other work. */
public final class ExactRunner {

    /** How much is wanted of each benchmark, each with all that is before it. */
    public enum Depth {
        /** What the verifier says, and sizes. */
        LOADED,
        /** Executed instructions, in all and by source line. */
        COUNTED,
        /** The executions of every instruction. */
        LISTED
    }

    private final Libbpf libbpf;
    private final Depth depth;
    private final List<String> surroundings;

    /** @param surroundings what the results should say of where the programs are run */
    public ExactRunner(Libbpf libbpf, Depth depth, List<String> surroundings) {
        this.libbpf = libbpf;
        this.depth = depth;
        this.surroundings = List.copyOf(surroundings);
    }

    /**
     * Loads and counts on the calling thread.
     *
     * @throws BenchmarkFailure if the programs do not load, or cannot be run
     */
    public ExactMeasurement measure(Benchmark benchmark) throws BenchmarkFailure {
        try (Trial trial = Trial.of(libbpf, benchmark)) {
            boolean compared = benchmark.baseline().isPresent() && !trial.unchanged();
            InstructionCounter.Result candidate = take(benchmark, trial, Side.CANDIDATE);
            Optional<InstructionCounter.Result> baseline =
                    compared ? Optional.of(take(benchmark, trial, Side.BASELINE)) : Optional.empty();
            return new ExactMeasurement(benchmark.name(), benchmark.program(), benchmark.candidate().name(),
                    trial.type().kernelName(), trial.unchanged(), candidate.figures(),
                    baseline.map(InstructionCounter.Result::figures).orElse(null),
                    baseline.flatMap(b -> differentAnswers(benchmark, trial.type(), candidate, b)).stream().toList(), surroundings,
                    benchmark.candidate().sha256(), benchmark.baseline().map(b -> b.object().sha256()).orElse(""));
        }
    }

    private static Optional<String> differentAnswers(Benchmark benchmark, RunnableType type,
            InstructionCounter.Result candidate, InstructionCounter.Result baseline) {
        boolean bothRan = !candidate.answers().isEmpty() && !baseline.answers().isEmpty();
        return bothRan ? Answers.difference(type, benchmark.packets(), candidate.answers(), baseline.answers())
                : Optional.empty();
    }

    private InstructionCounter.Result take(Benchmark benchmark, Trial trial, Side side) throws BenchmarkFailure {
        List<String> packets = benchmark.packets().stream().map(Packet::name).toList();
        try {
            return new InstructionCounter(libbpf, trial.source(side), trial.loaded(side), trial.packets(), packets)
                    .take(depth);
        } catch (BpfException e) {
            throw Failures.ofRunning(e, benchmark, trial.type());
        } catch (IllegalStateException e) {
            throw Failures.ofState(e, benchmark);
        }
    }
}
