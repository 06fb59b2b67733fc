package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.input.Input;
import java.util.Optional;

/**
 * A benchmark as configured.
 *
 * @param name    empty for the program's
 * @param program the function's name
 * @param object  the object's name without {@code .bpf.o}; empty where one object holds the program
 * @param input   its packets
 * @param setup   the set-up program, if any
 */
public record BenchmarkSpec(Optional<String> name, String program, Optional<String> object, Input input,
        Optional<String> setup) {

    /** The name in results and baseline. */
    public String resultName() {
        return name.orElse(program);
    }
}
