package io.github.bpfgate.benchmark;

import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Descriptor;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.ProgramInfo;
import io.github.bpfgate.libbpf.TestRun;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A way to take one sample: the time per run, in ns, over many runs of a program on one input. Closing it gives back
 * what it runs them with.
 */
sealed interface Sampler extends AutoCloseable permits Sampler.Repeated, Sampler.ByStatistics, Sampler.OneByOne,
        AttachedSampler {

    /** How many inputs there are. */
    int inputs();

    /** Makes a freshly loaded program ready for samples, in the place of the side's last one. */
    default void prepare(Side side, LoadedProgram program) {
    }

    /**
     * Takes a sample.
     *
     * @param input 0 to one less than {@link #inputs()}
     * @return ns per run
     * @throws BpfException if the kernel refuses
     * @throws IllegalStateException if the runs are not as they were when this sampler was chosen
     */
    double sample(int input, LoadedProgram program);

    /** Runs per sample. */
    int runs();

    /** How it is done, in words for the results. */
    String description();

    /** Takes the samples of one block, with whatever has to be switched on for that time alone. */
    default <T> T during(Supplier<T> sampling) {
        return sampling.get();
    }

    @Override
    default void close() {
    }

    /**
     * One call that runs the program {@code repeat} times, by the clock around the call.
     *
     * @param packets one test run for each packet
     * @param hold    keeps the programs in the XDP dispatcher, where they can be; this sampler's from now on
     */
    record Repeated(List<TestRun> packets, int repeat, Optional<XdpHold> hold) implements Sampler {

        @Override
        public int inputs() {
            return packets.size();
        }

        @Override
        public void prepare(Side side, LoadedProgram program) {
            hold.ifPresent(h -> h.hold(side, program));
        }

        @Override
        public double sample(int input, LoadedProgram program) {
            return packets.get(input).run(program, repeat) / (double) repeat;
        }

        @Override
        public int runs() {
            return repeat;
        }

        @Override
        public String description() {
            return "test-run, repeat " + repeat + (hold.isPresent() ? ", held in the XDP dispatcher" : "");
        }

        @Override
        public void close() {
            hold.ifPresent(XdpHold::close);
        }
    }

    /**
     * Calls of one run each, by the program's own statistics: the packet is fresh each time.
     *
     * @param packets one test run for each packet
     * @param calls   runs per sample
     */
    record ByStatistics(Libbpf libbpf, ProgramInfo.Reader info, List<TestRun> packets, int calls) implements Sampler {

        @Override
        public int inputs() {
            return packets.size();
        }

        @Override
        public double sample(int input, LoadedProgram program) {
            TestRun run = packets.get(input);
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
     * @param packets one test run for each packet
     * @param calls   runs per sample
     */
    record OneByOne(List<TestRun> packets, int calls) implements Sampler {

        @Override
        public int inputs() {
            return packets.size();
        }

        @Override
        public double sample(int input, LoadedProgram program) {
            TestRun run = packets.get(input);
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
