package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.instrument.CounterChoice;
import io.github.bpfgate.instrument.InsnCounts;
import io.github.bpfgate.instrument.ProgramFunction;
import io.github.bpfgate.instrument.ProgramMap;
import io.github.bpfgate.libbpf.BpfObject;
import io.github.bpfgate.libbpf.TestRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * One run of a program in the kernel, counted, after it was found that its twins do as it does, and that few counters
 * and many tell the same.
 *
 * @param program     its name
 * @param returnValue of the program, and of its twins
 * @param counts      by program: of its own, and of those it may tail-call
 * @param maps        of the same programs
 */
record CountedRun(String program, int returnValue, Map<String, InsnCounts> counts, Map<String, ProgramMap> maps) {

    private static final String PACKET = "ipv4 udp";

    static CountedRun of(ObjectFile object, String program) throws Exception {
        return of(object, program, PACKET);
    }

    /** @param packet in a few words, see {@link BuiltPacket} */
    static CountedRun of(ObjectFile object, String program, String packet) throws Exception {
        return of(object, program, new BuiltPacket(packet).packets().get(0));
    }

    static CountedRun of(ObjectFile object, String program, Packet bytes) throws Exception {
        ProgramSource.InObject source = new ProgramSource.InObject(TestLibbpf.get(), object, program, Optional.empty());
        TestRun.Output plain;
        try (ProgramSource.Loaded loaded = source.loadWithStatistics()) {
            plain = testRun(loaded, bytes).runForOutput(loaded.program(), 1);
        }
        CountedRun few = counted(source, bytes, CounterChoice.FEWEST, plain);
        CountedRun many = counted(source, bytes, CounterChoice.EVERY_BLOCK, plain);
        assertThat(few.counts()).as("with few counters").isEqualTo(many.counts());
        return few;
    }

    private static TestRun testRun(ProgramSource.Loaded loaded, Packet packet) throws Exception {
        RunnableType type = RunnableType.of(loaded.program()).orElseThrow();
        return type.testRun(TestLibbpf.get(), packet,
                type.contextReach(TestLibbpf.get(), loaded.reachable().stream()));
    }

    private static CountedRun counted(ProgramSource.InObject source, Packet packet, CounterChoice choice,
            TestRun.Output plain) throws Exception {
        try (ProgramSource.Loaded loaded = source.loadWithStatistics()) {
            TwinSource twins = new TwinSource(TestLibbpf.get(), source.file().map(), loaded, List.of(choice));
            TestRun run = testRun(loaded, packet);
            CountedRun first = counted(twins, loaded.object(), run, plain);
            try (BpfObject fresh = MapSource.of(source, loaded).load()) {
                assertThat(counted(twins, fresh, run, plain).counts()).as("in a fresh instance, %s", choice)
                        .isEqualTo(first.counts());
            }
            return first;
        }
    }

    private static CountedRun counted(TwinSource twins, BpfObject instance, TestRun run, TestRun.Output plain)
            throws Exception {
        try (CountingInstance twin = CountingInstance.of(TestLibbpf.get(), twins, instance)) {
            CountingInstance.Counted counted = twin.run(new Exercise.OnPacket("any", run));
            assertThat(counted.done().answer().orElseThrow()).as("the twin's").isEqualTo(plain);
            Map<String, ProgramMap> maps = new HashMap<>();
            counted.counts().keySet().forEach(name -> maps.put(name, twin.map(name)));
            return new CountedRun(twins.programName(), plain.returnValue(), counted.counts(), maps);
        }
    }

    /** Executed instructions of all programs. */
    long total() {
        return counts.values().stream().mapToLong(InsnCounts::total).sum();
    }

    /** Executed instructions of one program. */
    long total(String ofProgram) {
        return counts.get(ofProgram).total();
    }

    /** How often a function was entered. */
    long entries(String function) {
        return counts.get(program).at(function(function).start());
    }

    /** Instructions that a function executed, without those of the functions that it calls. */
    long executed(String function) {
        return executions(function).sum();
    }

    /** Instructions that ran of a function. */
    long reached(String function) {
        return executions(function).filter(executions -> executions > 0).count();
    }

    private LongStream executions(String function) {
        ProgramFunction range = function(function);
        return LongStream.range(range.start(), range.end()).map(slot -> counts.get(program).at((int) slot));
    }

    private ProgramFunction function(String name) {
        return maps.get(program).functions().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    }

    /** Calls by the name of the helper or kernel function. */
    Map<String, Long> calls() {
        return counts.get(program).helperCalls();
    }
}
