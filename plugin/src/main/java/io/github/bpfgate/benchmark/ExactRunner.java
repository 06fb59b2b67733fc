package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Libbpf;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
            Map<Side, InstructionCounter.Result> taken = take(benchmark, trial,
                    compared ? List.of(Side.CANDIDATE, Side.BASELINE) : List.of(Side.CANDIDATE));
            InstructionCounter.Result candidate = taken.get(Side.CANDIDATE);
            Optional<InstructionCounter.Result> baseline = Optional.ofNullable(taken.get(Side.BASELINE));
            return new ExactMeasurement(benchmark.name(), benchmark.program(), benchmark.candidate().name(),
                    trial.driver().typeName(), benchmark.method().toString(), trial.unchanged(), candidate.figures(),
                    baseline.map(InstructionCounter.Result::figures).orElse(null),
                    baseline.flatMap(b -> differentAnswers(benchmark, trial, candidate, b)).stream().toList(),
                    surroundings,
                    benchmark.candidate().sha256(), benchmark.baseline().map(b -> b.object().sha256()).orElse(""));
        }
    }

    private static Optional<String> differentAnswers(Benchmark benchmark, Trial trial,
            InstructionCounter.Result candidate, InstructionCounter.Result baseline) {
        boolean bothRan = !candidate.answers().isEmpty() && !baseline.answers().isEmpty();
        return bothRan ? Answers.difference(benchmark.packets(), trial.driver().inputName(), candidate.answers(),
                baseline.answers()) : Optional.empty();
    }

    private Map<Side, InstructionCounter.Result> take(Benchmark benchmark, Trial trial, List<Side> sides)
            throws BenchmarkFailure {
        Map<Side, InstructionCounter.Result> taken = new EnumMap<>(Side.class);
        try (Exercises exercises = depth == Depth.LOADED ? Exercises.NONE : trial.driver().exercises()) {
            for (Side side : sides) {
                taken.put(side, new InstructionCounter(libbpf, trial.source(side), trial.loaded(side), exercises.each())
                        .take(depth));
            }
            return taken;
        } catch (BpfException e) {
            throw trial.driver().explained(e);
        } catch (IllegalStateException e) {
            throw Failures.ofState(e, benchmark);
        }
    }
}
