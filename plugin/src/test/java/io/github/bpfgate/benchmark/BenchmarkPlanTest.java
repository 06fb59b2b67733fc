package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
    private static final GivenInput GIVEN = new GivenInput(PACKETS, true);
    private static final ObjectFile TC = BpfSource.fixture("main/bpf/tc");
    private static final ObjectFile LOOKUP = BpfSource.fixture("main/bpf/lookup");
    private static final ObjectFile IO = BpfSource.fixture("main/bpf/io");
    private static final ObjectFile KPROBE = BpfSource.fixture("broken/unsupported-kprobe");
    private static final ObjectFile TC_COPY = new ObjectFile("edge/tc.bpf.o", TC.bytes());

    private static BenchmarkPlan plan(ObjectFile... objects) throws BenchmarkFailure {
        return BenchmarkPlan.of(TestLibbpf.get(), List.of(objects), Map.of(), List.of());
    }

    private static Wanted wanted(String program, List<Packet> inputs, boolean frames) {
        return new Wanted(Optional.empty(), program, Optional.empty(), new GivenInput(inputs, frames), Optional.empty(),
                LIMITS, Optional.empty(), Attaching.DEFAULT);
    }

    private static Wanted wanted(String program, Optional<String> object) {
        return new Wanted(Optional.empty(), program, object, GIVEN, Optional.empty(), LIMITS, Optional.empty(),
                Attaching.DEFAULT);
    }

    @Test
    void makesABenchmarkOfEveryProgramThatCanBeRun() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(TC, LOOKUP, KPROBE);
        assertThat(plan.ofAllPrograms(GIVEN, LIMITS)).extracting(Benchmark::name)
                .containsExactlyInAnyOrder("act_mark", "tc_counter", "port_filter");
        assertThat(plan.leftOut()).containsExactlyInAnyOrder("fill_ports (syscall, only where asked for)",
                "unsupported_kprobe (no test run of kprobe)");
    }

    @Test
    void leavesOutTheXdpProgramsOfMapsThatTheKernelDoesNotTestRun() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(BpfSource.of("""
                SEC("xdp") int front(struct xdp_md *ctx) { return XDP_PASS; }
                SEC("xdp/devmap") int device(struct xdp_md *ctx) { return XDP_PASS; }
                SEC("xdp/cpumap") int cpu(struct xdp_md *ctx) { return XDP_PASS; }
                """));
        assertThat(plan.ofAllPrograms(GIVEN, LIMITS)).extracting(Benchmark::name).containsExactly("front");
        assertThat(plan.leftOut()).containsExactlyInAnyOrder("device (no test run of xdp/devmap)",
                "cpu (no test run of xdp/cpumap)");
    }

    /** On their own default, whatever packets there are for the others. */
    @Test
    void makesABenchmarkOfARawTracepointProgramAndOfASyscallProgramOnlyIfAsked() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(IO, TC);
        assertThat(plan.ofAllPrograms(GIVEN, LIMITS)).extracting(Benchmark::name, Benchmark::packets)
                .containsExactlyInAnyOrder(tuple("io_sizes", List.of(ContextInput.ZEROS)), tuple("act_mark", PACKETS),
                        tuple("tc_counter", PACKETS));
        assertThat(plan.leftOut())
                .containsExactly("io_quantile, seed_requests (syscall, only where asked for)");
        assertThat(plan.of(wanted("io_quantile", List.of(), false)).packets()).containsExactly(ContextInput.ZEROS);
    }

    @Test
    void takesTheDefaultPacketWhereNoneIsGiven() throws BenchmarkFailure {
        assertThat(plan(TC).ofAllPrograms(GivenInput.NONE, LIMITS)).extracting(Benchmark::packets)
                .containsOnly(List.of(DefaultPacket.get()));
        assertThat(plan(TC).of(wanted("act_mark", List.of(), false)).packets()).containsExactly(DefaultPacket.get());
    }

    @Test
    void takesBytesForTheContextsOfWhatRunsOnNoPacket() throws BenchmarkFailure {
        List<Packet> given = List.of(new Packet("#1 arp 24 B", new byte[24]), new Packet("#2 8 B", new byte[8]));
        assertThat(plan(IO).of(wanted("io_sizes", given, false)).packets())
                .containsExactly(new Packet("#1 24 B", new byte[24]), new Packet("#2 8 B", new byte[8]));
        assertThat(plan(TC).of(wanted("act_mark", given, false)).packets()).isEqualTo(given);
    }

    @Test
    void refusesPacketsForWhatRunsOnNone() {
        assertThatThrownBy(() -> plan(IO).of(wanted("io_quantile", PACKETS, true)))
                .hasMessage("Benchmark io_quantile: syscall programs are run on a context and not on packets. Give the"
                        + " context's bytes with <hex> or <file>, or no <input> for zeros.")
                .extracting(e -> ((BenchmarkFailure) e).kind()).isEqualTo(BenchmarkFailure.Kind.CONFIGURATION);
    }

    /** As the goal compare names them. */
    @Test
    void takesWhatIsNamedForAskedForAndItsInputForMeant() throws BenchmarkFailure {
        BenchmarkPlan named = plan(IO, TC).only(Set.of("io_quantile"));
        assertThat(named.leftOut()).isEmpty();
        assertThat(named.ofAllPrograms(GivenInput.NONE, LIMITS)).extracting(Benchmark::name, Benchmark::packets)
                .containsExactly(tuple("io_quantile", List.of(ContextInput.ZEROS)));
        assertThat(named.ofAllPrograms(new GivenInput(PACKETS, false), LIMITS)).singleElement()
                .satisfies(b -> assertThat(b.packets()).containsExactly(new Packet("#1 64 B", new byte[64])));
        assertThatThrownBy(() -> named.ofAllPrograms(GIVEN, LIMITS))
                .hasMessageStartingWith("Benchmark io_quantile: syscall programs are run on a context and not on packets.");
    }

    @Test
    void attachesProgramsOfWhichItIsKnownWhatRunsThem() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(BpfSource.fixture("broken/attached"), BpfSource.of("""
                SEC("tracepoint/sched/sched_switch") int on_switch(void *ctx) { return 0; }
                SEC("raw_tp/sched_switch") int on_raw_switch(void *ctx) { return 0; }
                """));
        assertThat(plan.ofAllPrograms(GIVEN, LIMITS)).filteredOn(b -> b.attaching().isPresent())
                .extracting(Benchmark::name).contains("on_getpgid", "on_sys_exit", "on_sample", "on_call", "on_return");
        assertThat(plan.leftOut()).contains(
                "on_switch (tracepoint/sched/sched_switch, where a <workload> has to say what runs it)");
    }

    private static Benchmark attached(String source, GivenInput input) throws BenchmarkFailure {
        return plan(BpfSource.of(source)).of(new Wanted(Optional.empty(), "p", Optional.empty(), input,
                Optional.empty(), LIMITS, Optional.of(Method.ATTACH), Attaching.DEFAULT));
    }

    @Test
    void attachesWhatIsConfiguredSoAndGivesItNoPackets() throws BenchmarkFailure {
        String source = "SEC(\"tp/sched/sched_switch\") int p(void *ctx) { return 0; }";
        Benchmark benchmark = attached(source, GivenInput.NONE);
        assertThat(benchmark.attaching()).contains(Attaching.DEFAULT);
        assertThat(benchmark.packets()).isEmpty();
        assertThatThrownBy(() -> attached(source, GIVEN)).isInstanceOf(BenchmarkFailure.class).hasMessage(
                "Benchmark p: <input> is for programs that see packets, and for test runs. Drop it.");
    }

    @Test
    void sendsTheGivenPacketsToAnAttachedProgramThatSeesPackets() throws BenchmarkFailure {
        Benchmark benchmark = attached("SEC(\"xdp\") int p(void *ctx) { return 2; }", GIVEN);
        assertThat(benchmark.attaching().orElseThrow().packets()).isEqualTo(PACKETS);
        assertThat(benchmark.packets()).isEmpty();
    }

    @Test
    void namesProgramsThatTwoObjectsHoldAfterBoth() throws BenchmarkFailure {
        assertThat(plan(TC, TC_COPY).ofAllPrograms(GIVEN, LIMITS)).extracting(Benchmark::name)
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
        assertThat(plan.ofTheOthers(plan.ofAllPrograms(GIVEN, LIMITS))).extracting(Benchmark::name)
                .containsExactlyInAnyOrder("fill_ports", "unsupported_kprobe");
        Wanted renamed = new Wanted(Optional.of("tc_counter"), "act_mark", Optional.empty(), GIVEN, Optional.empty(),
                LIMITS, Optional.empty(), Attaching.DEFAULT);
        assertThat(plan(TC).ofTheOthers(List.of(plan.of(renamed)))).extracting(Benchmark::name)
                .as("a benchmark has the program's name").containsExactly("tc/tc_counter");
    }

    @Test
    void looksAtChosenProgramsAlone() throws BenchmarkFailure {
        BenchmarkPlan plan = plan(TC, KPROBE).only(Set.of("unsupported_kprobe"));
        assertThat(plan.ofAllPrograms(GIVEN, LIMITS)).isEmpty();
        assertThat(plan.ofTheOthers(List.of())).extracting(Benchmark::name).containsExactly("unsupported_kprobe");
        assertThatThrownBy(() -> plan(TC, LOOKUP).only(Set.of("fill_port"))).isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining("fill_port").hasMessageContaining("fill_ports");
    }

    @Test
    void comparesObjectsOfOneNameAndTwoAloneOfAny() throws BenchmarkFailure {
        ObjectFile old = new ObjectFile("old.bpf.o", TC.bytes());
        assertThat(plan(List.of(TC), List.of(old)).ofAllPrograms(GIVEN, LIMITS))
                .allSatisfy(benchmark -> assertThat(benchmark.baseline()).isPresent());
        BenchmarkPlan two = plan(List.of(TC, LOOKUP), List.of(old, new ObjectFile("lookup.bpf.o", LOOKUP.bytes())));
        assertThat(two.ofAllPrograms(GIVEN, LIMITS)).filteredOn(b -> b.baseline().isPresent())
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
