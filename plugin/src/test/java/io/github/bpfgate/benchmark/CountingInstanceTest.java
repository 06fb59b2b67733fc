package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.TestRun;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsEbpf
class CountingInstanceTest {

    private static final List<String> PACKETS = List.of("ipv4 udp", "ipv4 tcp syn dport=443 size=128", "ipv6 udp",
            "ipv4 tcp dport=22 size=300");

    @Test
    void a_program_that_no_test_run_takes_gets_its_twin_all_the_same() throws Exception {
        ObjectFile object = BpfSource.of("""
                __u64 wakeups;
                SEC("tp_btf/sched_wakeup") int woken(__u64 *ctx) { wakeups++; return 0; }
                SEC("raw_tp/sched_wakeup") int raw(__u64 *ctx) { return 0; }
                SEC("syscall") int fill(void *ctx) { return 0; }
                """);
        for (String program : List.of("woken", "raw", "fill")) {
            ProgramSource.InObject source = new ProgramSource.InObject(TestLibbpf.get(), object, program,
                    Optional.empty());
            try (ProgramSource.Loaded loaded = source.loadWithStatistics();
                    CountingInstance twin = counting(source, loaded)) {
                assertThat(twin.program().fd()).as(program).isPositive();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"fun_xdp, fun_xdp, ", "encap, encap, ", "trim, trim, ", "lookup, port_filter, fill_ports",
        "tc, tc_counter, ", "tc, act_mark, ", "steer, steer, ", "dissect, dissect, ", "cgroup, cgroup_egress, ",
        "socket, socket_dns, ", "lwt, tunnel_in, ", "lwt, tunnel_out, ", "lwt, tunnel_xmit, "})
    void the_twin_answers_and_leaves_the_packet_as_the_program_does(String file, String program, String setup)
            throws Exception {
        ObjectFile object = BpfSource.fixture("main/bpf/" + file);
        ProgramSource.InObject source = new ProgramSource.InObject(TestLibbpf.get(), object, program,
                Optional.ofNullable(setup));
        for (String words : PACKETS) {
            try (ProgramSource.Instance plain = source.load(); ProgramSource.Loaded twinned = source.loadWithStatistics();
                    CountingInstance twin = counting(source, twinned)) {
                Packet packet = new BuiltPacket(words).packets().get(0);
                TestRun run = RunnableType.of(twinned.program()).orElseThrow().testRun(TestLibbpf.get(), packet);
                TestRun.Output expected = run.runForOutput(plain.program(), 1);
                CountingInstance.Counted counted = twin.run(new Exercise.OnPacket("any", run));

                assertThat(counted.done().answer().orElseThrow()).as("%s on %s", program, words).isEqualTo(expected);
                assertThat(counted.counts().get(program).total()).isPositive();
            }
        }
    }

    private static CountingInstance counting(ProgramSource.InObject source, ProgramSource.Loaded loaded)
            throws Exception {
        return CountingInstance.of(TestLibbpf.get(), new TwinSource(TestLibbpf.get(), source.file().map(), loaded),
                loaded.object());
    }
}
