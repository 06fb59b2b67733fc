package io.github.bpfgate.benchmark.input;

import java.util.List;

/** No input named: each type of program is run on its own default. */
public record NoInput() implements Input {

    /** @return an empty list */
    @Override
    public List<Packet> packets() {
        return List.of();
    }
}
