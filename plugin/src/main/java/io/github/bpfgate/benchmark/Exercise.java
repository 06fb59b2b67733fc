package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.TestRun;
import java.util.Optional;

/** A way to run a program that is counted. */
interface Exercise {

    /**
     * What was done.
     *
     * @param runs   of the program since its counters were reset
     * @param answer of the run, where there was one and it is known
     */
    record Done(int runs, Optional<TestRun.Output> answer) {
    }

    /** What is run, in words: a packet's name, say. */
    String name();

    /**
     * Runs a program.
     *
     * @param reset sets its counters to 0; the exercise does so before it begins, and where it has to begin again
     * @throws io.github.bpfgate.libbpf.BpfException if the kernel refuses
     * @throws IllegalStateException if the program does not run as often as it should
     */
    Done run(LoadedProgram program, Runnable reset);

    /** One run on a packet, or on a context. */
    record OnPacket(String name, TestRun packet) implements Exercise {

        @Override
        public Done run(LoadedProgram program, Runnable reset) {
            reset.run();
            return new Done(1, Optional.of(packet.runForOutput(program, 1)));
        }
    }
}
