package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.stats.Limit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BenchmarkPlanTest {

    private static final List<Limit> LIMITS = List.of(new Limit.Increase(.05, 1));
    private static final List<Packet> PACKETS = List.of(new Packet("zeros", new byte[64]));
    private static final ObjectFile TC = BpfSource.fixture("main/bpf/tc");
    private static final ObjectFile LOOKUP = BpfSource.fixture("main/bpf/lookup");
    private static final ObjectFile KPROBE = BpfSource.fixture("broken/unsupported-kprobe");
    private static final ObjectFile TC_COPY = new ObjectFile("edge/tc.bpf.o", TC.bytes());

    private static BenchmarkPlan plan(ObjectFile... objects) throws BenchmarkFailure {
        return BenchmarkPlan.of(TestLibbpf.get(), List.of(objects), Map.of(), List.of());
    }

    private static Wanted wanted(String program, Optional<String> object) {
        return new Wanted(Optional.empty(), program, object, PACKETS, Optional.empty(), LIMITS, Optional.empty(), Attaching.DEFAULT);
    }

    @Test
    void makesABenchmarkOfEveryProgramThatCanBeRun() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(TC, LOOKUP, KPROBE);
        assertThat(plan.ofAllPrograms(PACKETS, LIMITS)).extracting(Benchmark::name)
                .containsExactlyInAnyOrder("act_mark", "tc_counter", "port_filter");
        assertThat(plan.notRunnable()).containsExactlyInAnyOrder("fill_ports (syscall)",
                "unsupported_kprobe (kprobe)");
    }

    @Test
    void leavesOutTheXdpProgramsOfMapsThatTheKernelDoesNotTestRun() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(BpfSource.of("""
                SEC("xdp") int front(struct xdp_md *ctx) { return XDP_PASS; }
                SEC("xdp/devmap") int device(struct xdp_md *ctx) { return XDP_PASS; }
                SEC("xdp/cpumap") int cpu(struct xdp_md *ctx) { return XDP_PASS; }
                """));
        assertThat(plan.ofAllPrograms(PACKETS, LIMITS)).extracting(Benchmark::name).containsExactly("front");
        assertThat(plan.notRunnable()).containsExactlyInAnyOrder("device (xdp/devmap)", "cpu (xdp/cpumap)");
    }

    @Test
    void attachesProgramsOfWhichItIsKnownWhatRunsThem() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(BpfSource.fixture("broken/attached"), BpfSource.of("""
                SEC("tracepoint/sched/sched_switch") int on_switch(void *ctx) { return 0; }
                SEC("raw_tp/sched_switch") int on_raw_switch(void *ctx) { return 0; }
                """));
        assertThat(plan.ofAllPrograms(PACKETS, LIMITS)).filteredOn(b -> b.attaching().isPresent())
                .extracting(Benchmark::name).contains("on_getpgid", "on_sys_exit", "on_sample", "on_call", "on_return");
        assertThat(plan.notRunnable()).contains(
                "on_switch (tracepoint/sched/sched_switch, where a <workload> has to say what runs it)");
    }

    @Test
    void attachesWhatIsConfiguredSoAndGivesItNoPackets() throws BenchmarkFailure {
        Wanted wanted = new Wanted(Optional.empty(), "on_switch", Optional.empty(), PACKETS, Optional.empty(), LIMITS,
                Optional.of(Method.ATTACH), Attaching.DEFAULT);
        Benchmark benchmark = plan(BpfSource.of(
                "SEC(\"tp/sched/sched_switch\") int on_switch(void *ctx) { return 0; }")).of(wanted);
        assertThat(benchmark.attaching()).contains(Attaching.DEFAULT);
        assertThat(benchmark.packets()).isEmpty();
    }

    @Test
    void namesProgramsThatTwoObjectsHoldAfterBoth() throws BenchmarkFailure {
        assertThat(plan(TC, TC_COPY).ofAllPrograms(PACKETS, LIMITS)).extracting(Benchmark::name)
                .containsExactlyInAnyOrder("tc/act_mark", "tc/tc_counter", "edge/tc/act_mark", "edge/tc/tc_counter");
    }

    @Test
    void suggestsNamesForAProgramThatNoObjectHolds() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(TC, LOOKUP);
        assertThatThrownBy(() -> plan.of(wanted("port_filtre", Optional.empty())))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageStartingWith("Benchmark port_filtre names a program that no object holds: port_filtre."
                        + " The nearest are port_filter, ");
    }

    @Test
    void asksWhichObjectWhereTwoHoldTheProgram() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(TC, TC_COPY);
        assertThatThrownBy(() -> plan.of(wanted("act_mark", Optional.empty())))
                .hasMessage("Benchmark act_mark: act_mark is in tc and edge/tc. Say which with <object>.");
        assertThat(plan.of(wanted("act_mark", Optional.of("edge/tc"))).candidate()).isEqualTo(TC_COPY);
        assertThat(plan.of(wanted("act_mark", Optional.of("tc.bpf.o"))).candidate()).isEqualTo(TC);
    }

    @Test
    void suggestsNamesForAnObjectThatWasNotBuilt() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(TC);
        assertThatThrownBy(() -> plan.of(wanted("act_mark", Optional.of("tcp"))))
                .hasMessageContaining("names an object that was not built: tcp. The nearest")
                .hasMessageContaining("tc");
    }

    @Test
    void looksAtEveryProgramThatNoBenchmarkRuns() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(TC, LOOKUP, KPROBE);
        assertThat(plan.ofTheOthers(plan.ofAllPrograms(PACKETS, LIMITS))).extracting(Benchmark::name)
                .containsExactlyInAnyOrder("fill_ports", "unsupported_kprobe");
        Wanted renamed = new Wanted(Optional.of("tc_counter"), "act_mark", Optional.empty(), PACKETS, Optional.empty(),
                LIMITS, Optional.empty(), Attaching.DEFAULT);
        assertThat(plan(TC).ofTheOthers(List.of(plan.of(renamed)))).extracting(Benchmark::name)
                .as("a benchmark has the program's name").containsExactly("tc/tc_counter");
    }

    @Test
    void looksAtChosenProgramsAlone() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(TC, LOOKUP).only(Set.of("fill_ports"));
        assertThat(plan.ofAllPrograms(PACKETS, LIMITS)).isEmpty();
        assertThat(plan.ofTheOthers(List.of())).extracting(Benchmark::name).containsExactly("fill_ports");
        assertThatThrownBy(() -> plan(TC, LOOKUP).only(Set.of("fill_port"))).isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("fill_port").hasMessageContaining("fill_ports");
    }

    @Test
    void comparesObjectsOfOneNameAndTwoAloneOfAny() throws BenchmarkFailure {
        ObjectFile old = new ObjectFile("old.bpf.o", TC.bytes());
        assertThat(plan(List.of(TC), List.of(old)).ofAllPrograms(PACKETS, LIMITS))
                .allSatisfy(benchmark -> assertThat(benchmark.baseline()).isPresent());
        BenchmarkPlan two = plan(List.of(TC, LOOKUP), List.of(old, new ObjectFile("lookup.bpf.o", LOOKUP.bytes())));
        assertThat(two.ofAllPrograms(PACKETS, LIMITS)).filteredOn(b -> b.baseline().isPresent())
                .extracting(Benchmark::name).containsExactly("port_filter");
        assertThat(two.vanished()).containsExactlyInAnyOrder("old/act_mark", "old/tc_counter");
    }

    private static BenchmarkPlan plan(List<ObjectFile> objects, List<ObjectFile> fallbacks) throws BenchmarkFailure {
        return BenchmarkPlan.of(TestLibbpf.get(), objects, Map.of(), fallbacks);
    }

    @Test
    void takesTheBaselineOfThatNameBeforeTheFallback() throws BenchmarkFailure {
        var stored = new Benchmark.Baseline(LOOKUP, "port_filter", true);
        BenchmarkPlan plan = BenchmarkPlan.of(TestLibbpf.get(), List.of(TC), Map.of("act_mark", stored),
                List.of(TC_COPY));
        assertThat(plan.of(wanted("act_mark", Optional.empty())).baseline()).contains(stored);
        assertThat(plan.of(wanted("tc_counter", Optional.empty())).baseline())
                .contains(new Benchmark.Baseline(TC_COPY, "tc_counter", false));
        assertThat(plan(TC).of(wanted("tc_counter", Optional.empty())).baseline()).isEmpty();
    }

    @Test
    void saysWhichFileIsNoObject() {
        assertThatThrownBy(() -> plan(new ObjectFile("notes.txt", "hello, world".getBytes())))
                .isInstanceOf(BenchmarkFailure.class).hasMessageContaining("notes.txt is not an ELF file")
                .extracting(e -> ((BenchmarkFailure) e).kind()).isEqualTo(BenchmarkFailure.Kind.CONFIGURATION);
    }
}
