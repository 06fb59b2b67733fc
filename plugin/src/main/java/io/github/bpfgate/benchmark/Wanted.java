package io.github.bpfgate.benchmark;

import io.github.bpfgate.stats.Limit;
import java.util.List;
import java.util.Optional;

/**
 * A benchmark as somebody configured it, before the objects were looked into.
 *
 * @param name    the name given, or empty for the program's
 * @param program the program's function name
 * @param object  the object's name without {@code .bpf.o}, where two objects hold that program
 * @param input   what was given to run it on
 * @param setup   the set-up program
 * @param limits  of all rules on latency
 * @param method  empty for what the program's type allows
 * @param attaching how it is triggered, where it is attached
 */
public record Wanted(Optional<String> name, String program, Optional<String> object, GivenInput input,
        Optional<String> setup, List<Limit> limits, Optional<Method> method, Attaching attaching) {

    /** The name the results carry. */
    public String resultName() {
        return name.orElse(program);
    }
}
