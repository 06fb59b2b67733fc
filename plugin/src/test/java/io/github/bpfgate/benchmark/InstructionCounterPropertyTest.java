package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.instrument.LineRate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Counts the programs of bpf-fixtures, all of whose instructions have a line, on packets of all sorts. */
@NeedsEbpf
class InstructionCounterPropertyTest {

    /** File, program, and the set-up program if there is one. */
    @Provide
    Arbitrary<List<String>> programs() {
        return Arbitraries.of(List.of("fun_xdp", "fun_xdp"), List.of("encap", "encap"), List.of("trim", "trim"),
                List.of("lookup", "port_filter", "fill_ports"), List.of("tc", "tc_counter"), List.of("tc", "act_mark"),
                List.of("steer", "steer"), List.of("dissect", "dissect"), List.of("cgroup", "cgroup_egress"),
                List.of("socket", "socket_dns"), List.of("lwt", "tunnel_in"), List.of("lwt", "tunnel_xmit"));
    }

    @Provide
    Arbitrary<List<String>> packets() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 65_535);
        return Combinators.combine(Arbitraries.of("ipv4", "ipv6"), Arbitraries.of("udp", "tcp", "tcp syn"), numbers,
                numbers, Arbitraries.integers().between(78, 1400)).as((family, protocol, from, to, size) ->
                        "%s %s sport=%d dport=%d size=%d".formatted(family, protocol, from, to, size))
                .list().ofMinSize(1).ofMaxSize(5);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void the_lines_of_a_program_share_out_what_it_executed(@ForAll("programs") List<String> program,
            @ForAll("packets") List<String> packets) throws Exception {
        ProgramSource.InObject source = new ProgramSource.InObject(TestLibbpf.get(),
                BpfSource.fixture("main/bpf/" + program.get(0)), program.get(1), program.stream().skip(2).findFirst());
        InstructionCount all = count(source, packets);
        double sum = 0;
        for (String packet : packets) {
            sum += count(source, List.of(packet)).perRun();
        }

        assertThat(all.lines().stream().mapToDouble(LineRate::instructions).sum())
                .isCloseTo(all.perRun(), within(1e-6));
        assertThat(all.lines()).allSatisfy(line -> assertThat(line.executions()).isBetween(0.0, line.instructions()));
        assertThat(all.worstInsns()).isGreaterThanOrEqualTo((long) Math.ceil(all.perRun()));
        assertThat(all.coverage().value()).isGreaterThan(0).isLessThanOrEqualTo(1);
        assertThat(all.perRun()).as("no packet's count depends on the packets before").isCloseTo(sum / packets.size(),
                within(1e-6));
    }

    private static InstructionCount count(ProgramSource.InObject source, List<String> packets) throws Exception {
        try (ProgramSource.Loaded loaded = source.loadWithStatistics()) {
            RunnableType type = RunnableType.of(loaded.program()).orElseThrow();
            List<Exercise> exercises = new ArrayList<>();
            for (String packet : packets) {
                exercises.add(new Exercise.OnPacket(packet,
                        type.testRun(TestLibbpf.get(), new BuiltPacket(packet).packets().get(0))));
            }
            ExactFigures figures = new InstructionCounter(TestLibbpf.get(), source, loaded, exercises)
                    .take(ExactRunner.Depth.COUNTED).figures();
            assertThat(figures.notCounted()).isNull();
            return figures.count();
        }
    }
}
