package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.Attaching;
import io.github.bpfgate.benchmark.Method;
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
 * @param method  empty for what the program's type allows
 * @param attaching how it is triggered, where it is attached
 */
public record BenchmarkSpec(Optional<String> name, String program, Optional<String> object, Input input,
        Optional<String> setup, Optional<Method> method, Attaching attaching) {

    /** Run as the program's type allows. */
    public BenchmarkSpec(Optional<String> name, String program, Optional<String> object, Input input,
            Optional<String> setup) {
        this(name, program, object, input, setup, Optional.empty(), Attaching.DEFAULT);
    }

    /** The name in results and baseline. */
    public String resultName() {
        return name.orElse(program);
    }
}
