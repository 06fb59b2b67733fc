package io.github.bpfgate.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where in their cache lines the functions of a loaded program begin.
 *
 * @param offsets bytes from the start of a line, the program's own function first; empty if the kernel does not tell
 */
record Placement(List<Integer> offsets) {

    /** Bytes of a cache line, and of an entry of the micro-op cache; larger lines are multiples of it. */
    private static final int LINE = 64;

    Placement {
        offsets = List.copyOf(offsets);
    }

    /** @param addresses of the functions' machine code; without them the placement is hidden */
    static Placement of(long... addresses) {
        return new Placement(Arrays.stream(addresses).mapToInt(a -> (int) (a & (LINE - 1))).boxed().toList());
    }

    boolean hidden() {
        return offsets.isEmpty();
    }

    /** Whether every function that both have begins alike. */
    boolean matches(Placement other) {
        return !hidden() && !other.hidden() && likeness(other) == shared(other);
    }

    /** How many functions begin alike. */
    int likeness(Placement other) {
        return (int) IntStream.range(0, shared(other)).filter(i -> offsets.get(i).equals(other.offsets.get(i)))
                .count();
    }

    private int shared(Placement other) {
        return Math.min(offsets.size(), other.offsets.size());
    }
}
