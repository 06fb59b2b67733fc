package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Descriptor;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.ProgramInfo;
import io.github.bpfgate.libbpf.TestRun;
import java.util.function.Supplier;

/** A way to take one sample: the time per run, in ns, over many runs of a program on one packet. */
sealed interface Sampler {

    /**
     * Takes a sample.
     *
     * @return ns per run
     * @throws BpfException if the kernel refuses
     */
    double sample(TestRun run, LoadedProgram program);

    /** Runs per sample. */
    int runs();

    /** How it is done, in words for the results. */
    String description();

    /** Takes the samples of one block, with whatever has to be switched on for that time alone. */
    default <T> T during(Supplier<T> sampling) {
        return sampling.get();
    }

    /** One call that runs the program {@code repeat} times, by the clock around the call. */
    record Repeated(int repeat, boolean held) implements Sampler {

        @Override
        public double sample(TestRun run, LoadedProgram program) {
            return run.run(program, repeat) / (double) repeat;
        }

        @Override
        public int runs() {
            return repeat;
        }

        @Override
        public String description() {
            return "test-run, repeat " + repeat + (held ? ", held in the XDP dispatcher" : "");
        }
    }

    /**
     * Calls of one run each, by the program's own statistics: the packet is fresh each time.
     *
     * @param calls runs per sample
     */
    record ByStatistics(Libbpf libbpf, ProgramInfo.Reader info, int calls) implements Sampler {

        @Override
        public double sample(TestRun run, LoadedProgram program) {
            ProgramInfo before = info.read(program);
            for (int i = 0; i < calls; i++) {
                run.run(program, 1);
            }
            ProgramInfo after = info.read(program);
            long counted = after.runCount() - before.runCount();
            if (counted < calls || after.runTimeNanos() <= before.runTimeNanos()) {
                throw new IllegalStateException("the kernel counted " + counted + " of " + calls + " runs and "
                        + (after.runTimeNanos() - before.runTimeNanos()) + " ns: its statistics clock does not work");
            }
            return (after.runTimeNanos() - before.runTimeNanos()) / (double) counted;
        }

        @Override
        public int runs() {
            return calls;
        }

        @Override
        public String description() {
            return "test-run, repeat 1, " + calls + " calls a sample, by the kernel's statistics clock";
        }

        @Override
        public <T> T during(Supplier<T> sampling) {
            Descriptor statistics = libbpf.enableRunTimeStatistics();
            try {
                return sampling.get();
            } finally {
                statistics.close();
            }
        }
    }

    /**
     * Calls of one run each, by the clock around each call: for those who may not switch statistics on.
     *
     * @param calls runs per sample
     */
    record OneByOne(int calls) implements Sampler {

        @Override
        public double sample(TestRun run, LoadedProgram program) {
            long total = 0;
            for (int i = 0; i < calls; i++) {
                total += run.run(program, 1);
            }
            return total / (double) calls;
        }

        @Override
        public int runs() {
            return calls;
        }

        @Override
        public String description() {
            return "test-run, repeat 1, " + calls + " calls a sample, by the clock around each call";
        }
    }
}
