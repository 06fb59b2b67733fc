package io.github.bpfgate.benchmark;

import java.util.List;

/**
 * Ways to run a program, and what has to be held meanwhile.
 *
 * @param each each is counted on its own
 * @param held closed with it, the last one first
 */
record Exercises(List<Exercise> each, List<Runnable> held) implements AutoCloseable {

    static final Exercises NONE = new Exercises(List.of(), List.of());

    Exercises {
        each = List.copyOf(each);
        held = List.copyOf(held);
    }

    @Override
    public void close() {
        for (int i = held.size() - 1; i >= 0; i--) {
            held.get(i).run();
        }
    }
}
