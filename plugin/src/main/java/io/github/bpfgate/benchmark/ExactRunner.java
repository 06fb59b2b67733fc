package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Libbpf;
import java.util.List;

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
            return new ExactMeasurement(benchmark.name(), benchmark.program(), benchmark.candidate().name(),
                    trial.driver().typeName(), benchmark.method().toString(), trial.unchanged(),
                    figures(benchmark, trial, Side.CANDIDATE),
                    compared ? figures(benchmark, trial, Side.BASELINE) : null,
                    compared && depth != Depth.LOADED ? trial.differentAnswers() : List.of(), surroundings,
                    benchmark.candidate().sha256(), benchmark.baseline().map(b -> b.object().sha256()).orElse(""));
        }
    }

    private ExactFigures figures(Benchmark benchmark, Trial trial, Side side) throws BenchmarkFailure {
        List<String> packets = benchmark.packets().stream().map(Packet::name).toList();
        try {
            return new InstructionCounter(libbpf, trial.sources().get(side), trial.packets(), packets)
                    .figures(benchmark.attaching().isPresent() ? Depth.LOADED : depth);
        } catch (BpfException e) {
            throw trial.driver().explained(e);
        } catch (IllegalStateException e) {
            throw Failures.ofState(e, benchmark);
        }
    }
}
