package io.github.bpfgate.worker;

import io.github.bpfgate.benchmark.Attaching;
import io.github.bpfgate.benchmark.GivenInput;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.libbpf.SystemCall;
import io.github.bpfgate.stats.Limit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * All that the worker is told. Fields may be null where the text says so. Objects come as bytes: a worker with more
 * privileges than Maven must open no file on Maven's word.
 *
 * @param task                    what to do
 * @param libbpf                  path of the library, null for the system's
 * @param kinds                   of figures that are wanted of each benchmark; with {@code STATIC} those of the programs
 *                                that no benchmark runs are wanted too
 * @param lock                    path of the directory whose lock serialises measuring on this host
 * @param candidates              objects built now; to declare types the path, for a name, of the one file that has them
 * @param programs                names of those to look at; empty for all
 * @param benchmarks              what to run; empty for all programs that can be run
 * @param defaultInput            of the programs that are run on packets, and of those named; for benchmarks that were
 *                                not asked for
 * @param defaultLimits           for benchmarks that were not asked for
 * @param stored                  objects of the baseline
 * @param baselines               by benchmark name
 * @param fallbackBaselines       for benchmarks without an entry: the one with the name of the candidate, or of two
 *                                objects the one, where it holds a program of that name
 * @param secondsPerBenchmark     at most
 * @param fixedBlocks             0 to stop by the verdict
 * @param seed                    of loads and pairs
 */
public record WorkerRequest(Task task, String libbpf, Set<Kind> kinds, String lock, List<ObjectData> candidates,
        Set<String> programs, List<WantedBenchmark> benchmarks, InputData defaultInput,
        List<LimitData> defaultLimits, List<ObjectData> stored, Map<String, BaselineProgram> baselines,
        List<ObjectData> fallbackBaselines, double secondsPerBenchmark, int fixedBlocks, long seed) {

    /** What the worker can do. */
    public enum Task {
        /** Measure benchmarks. */
        MEASURE,
        /** Say what this kernel and these privileges allow. */
        EXAMINE,
        /** Write the types of a file with BTF as C; needs no privileges. */
        DECLARE_TYPES
    }

    /** Kinds of figures. */
    public enum Kind {
        /** What the verifier says, and sizes. */
        STATIC,
        /** Executed instructions, and what was reached. */
        COUNTS,
        /** The counts with every instruction's own: long, and for people alone. */
        LISTING,
        /** Time per run. */
        TIMES
    }

    /**
     * @param name  file name for results, such as {@code fun_xdp.bpf.o} or {@code lb/fun_xdp.bpf.o}
     * @param bytes the ELF file
     */
    public record ObjectData(String name, byte[] bytes) {
    }

    /**
     * @param object  name of a stored object
     * @param program the function's name when it was stored
     * @param accepted higher limits on the increase over it, which sampling has to tell apart from the change too
     */
    public record BaselineProgram(String object, String program, List<LimitData> accepted) {
    }

    /**
     * @param name  for people
     * @param bytes the frame, or the context
     */
    public record PacketData(String name, byte[] bytes) {
    }

    /**
     * @param packets or contexts; empty for the default of the program's type
     * @param frames  whether they are known to be packets
     */
    public record InputData(List<PacketData> packets, boolean frames) {

        /** Nothing given. */
        public static final InputData NONE = new InputData(List.of(), false);

        GivenInput toInput() {
            return new GivenInput(packets.stream().map(p -> new Packet(p.name(), p.bytes())).toList(), frames);
        }
    }

    /**
     * A limit on the increase, or a maximum: the fields of the other are null.
     *
     * @param relative of the baseline's net latency, 0.05 for 5 %
     * @param floor    ns
     * @param maximum  ns
     */
    public record LimitData(Double relative, Double floor, Double maximum) {

        /** The limit's fields. */
        public static LimitData of(Limit limit) {
            return limit instanceof Limit.Increase increase
                    ? new LimitData(increase.relative(), increase.floor(), null)
                    : new LimitData(null, null, ((Limit.Maximum) limit).nanos());
        }

        Limit toLimit() {
            return maximum == null ? new Limit.Increase(relative, floor) : new Limit.Maximum(maximum);
        }
    }

    /**
     * @param systemCall that triggers an attached program; null for what is known to
     * @param count      triggers per sample; null for as many as suit
     */
    public record AttachData(String systemCall, Integer count, boolean genericXdp) {

        /** The fields of it. */
        public static AttachData of(Attaching attaching) {
            return new AttachData(attaching.systemCall().map(SystemCall::kernelName).orElse(null),
                    attaching.count().isPresent() ? attaching.count().getAsInt() : null, attaching.genericXdp());
        }

        Attaching toAttaching() {
            return new Attaching(Optional.ofNullable(systemCall).flatMap(SystemCall::of),
                    count == null ? OptionalInt.empty() : OptionalInt.of(count), genericXdp, List.of());
        }
    }

    /**
     * @param name    null for the program's
     * @param program the function's name
     * @param object  null where one object holds it
     * @param input   to run it on
     * @param setup   null for none
     * @param limits  of all rules on latency
     * @param method  its name; null for what the program's type allows
     * @param attach  how it is triggered, where it is attached
     */
    public record WantedBenchmark(String name, String program, String object, InputData input, String setup,
            List<LimitData> limits, String method, AttachData attach) {
    }
}
