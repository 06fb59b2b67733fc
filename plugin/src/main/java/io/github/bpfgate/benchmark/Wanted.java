package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.stats.Limit;
import java.util.List;
import java.util.Optional;

/**
 * A benchmark as somebody configured it, before the objects were looked into.
 *
 * @param name    the name given, or empty for the program's
 * @param program the program's function name
 * @param object  the object's name without {@code .bpf.o}, where two objects hold that program
 * @param packets or contexts; empty for the default of the program's type
 * @param frames  whether they are known to be packets
 * @param setup   the set-up program
 * @param limits  of all rules on latency
 */
public record Wanted(Optional<String> name, String program, Optional<String> object, List<Packet> packets,
        boolean frames, Optional<String> setup, List<Limit> limits) {

    /** The name the results carry. */
    public String resultName() {
        return name.orElse(program);
    }
}
