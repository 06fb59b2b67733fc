package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.KernelObjects;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.OwnThread;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.TestRun;
import io.github.bpfgate.stats.Limit;
import io.github.bpfgate.stats.LookSchedule;
import io.github.bpfgate.stats.Median;
import io.github.bpfgate.stats.Outcome;
import io.github.bpfgate.stats.SequentialDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real programs, few blocks, and facts about the figures that hold on any machine: no test asks how long it took. */
@NeedsEbpf
class BenchmarkRunnerTest {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);
    /** No noise between equal programs comes near it. */
    private static final Limit.Increase GENEROUS = new Limit.Increase(1, 50);

    private static List<Packet> packets(String... words) throws Exception {
        List<Packet> packets = new ArrayList<>();
        for (String description : words) {
            packets.addAll(new BuiltPacket(description).packets());
        }
        return packets;
    }

    private static Benchmark benchmark(String program, ObjectFile candidate, Optional<ObjectFile> baseline,
            String... packets) throws Exception {
        return new Benchmark(program, program, candidate,
                baseline.map(object -> new Benchmark.Baseline(object, program, true)),
                packets(packets.length == 0 ? new String[] {"ipv4 udp"} : packets), Optional.empty(),
                List.of(GENEROUS));
    }

    private static Measurement measure(Benchmark benchmark, Schedule schedule) throws Exception {
        return OwnThread.call(() -> new BenchmarkRunner(TestLibbpf.get(), new Random(1))
                .measure(benchmark, schedule, (blocks, atMost) -> { }));
    }

    @Test
    void doesNotCallEqualWorkInOtherBytecodeARegression() throws Exception {
        Benchmark benchmark = benchmark("equal", BpfSource.fixture("broken/equal-b"),
                Optional.of(BpfSource.fixture("broken/equal-a")));
        Measurement measured = measure(benchmark, Schedule.untilDecided(LONG_ENOUGH, 1));
        assertThat(measured.unchanged()).isFalse();
        assertThat(measured.blocks()).hasSizeGreaterThanOrEqualTo(LookSchedule.FEWEST_BLOCKS);
        double limit = GENEROUS.in(Median.of(measured.baseline()));
        assertThat(SequentialDecision.decide(measured.blocks(), limit, LookSchedule.standard()).outcome())
                .isNotEqualTo(Outcome.REGRESSED);
        assertThat(measured.confirming()).isEmpty();
        assertThat(measured.warnings()).isEmpty();
    }

    @Test
    void seesEveryBlockOfASlowerProgramSlower() throws Exception {
        Measurement measured = measure(benchmark("slow", BpfSource.fixture("broken/slow", "-DEXTRA=2000"),
                Optional.of(BpfSource.fixture("broken/slow"))), Schedule.fixed(LONG_ENOUGH, 5));
        assertThat(measured.blocks()).hasSize(5);
        assertThat(Arrays.stream(measured.blocks()).boxed()).allSatisfy(ns -> assertThat(ns).isPositive());
        assertThat(measured.candidate()).hasSize(5);
        assertThat(measured.baseline()).hasSize(5);
        assertThat(measured.nullProgram()).hasSize(5);
    }

    @Test
    void confirmsARegressionWithASeriesOfFreshLoads() throws Exception {
        Benchmark slower = benchmark("slow", BpfSource.fixture("broken/slow", "-DEXTRA=2000"),
                Optional.of(BpfSource.fixture("broken/slow")));
        Measurement measured = measure(slower, Schedule.untilDecided(LONG_ENOUGH, 1));
        assertThat(measured.blocks()).hasSize(10);
        assertThat(measured.confirming()).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void seesAFasterProgramFasterAndConfirmsNothing() throws Exception {
        Measurement measured = measure(benchmark("slow", BpfSource.fixture("broken/slow"),
                Optional.of(BpfSource.fixture("broken/slow", "-DEXTRA=2000"))),
                Schedule.untilDecided(LONG_ENOUGH, 1));
        assertThat(Arrays.stream(measured.blocks()).boxed()).allSatisfy(ns -> assertThat(ns).isNegative());
        assertThat(measured.confirming()).isEmpty();
    }

    private static Benchmark heldTo(double nanos, Optional<ObjectFile> baseline) throws Exception {
        Benchmark any = benchmark("slow", BpfSource.fixture("broken/slow", "-DEXTRA=1"), baseline);
        return new Benchmark(any.name(), any.program(), any.candidate(), any.baseline(), any.packets(), any.setup(),
                List.of(new Limit.Maximum(nanos)));
    }

    @Test
    void takesOneLookAtWhatNoLimitIsOn() throws Exception {
        Benchmark any = benchmark("slow", BpfSource.fixture("broken/slow", "-DEXTRA=1"),
                Optional.of(BpfSource.fixture("broken/slow")));
        Measurement measured = measure(new Benchmark(any.name(), any.program(), any.candidate(), any.baseline(),
                any.packets(), any.setup(), List.of()), Schedule.untilDecided(LONG_ENOUGH, 1));
        assertThat(measured.blocks()).hasSize(LookSchedule.FEWEST_BLOCKS);
        assertThat(measured.confirming()).isEmpty();
    }

    @Test
    void confirmsThatAProgramIsAboveItsMaximumWithNothingToCompareWith() throws Exception {
        Measurement measured = measure(heldTo(0.001, Optional.empty()), Schedule.untilDecided(LONG_ENOUGH, 1));
        assertThat(measured.candidate()).hasSize(20);
        assertThat(measured.confirmingCandidate()).hasSize(10);
        assertThat(measured.blocks()).isEmpty();
        assertThat(measured.confirming()).isEmpty();
    }

    @Test
    void confirmsThatAProgramIsAboveItsMaximumBesideItsBaseline() throws Exception {
        Measurement measured = measure(heldTo(0.001, Optional.of(BpfSource.fixture("broken/slow"))),
                Schedule.untilDecided(LONG_ENOUGH, 1));
        assertThat(measured.candidate()).hasSize(10);
        assertThat(measured.confirmingCandidate()).hasSize(10);
        assertThat(measured.confirming()).hasSize(10);
    }

    @Test
    void confirmsNothingBelowTheMaximum() throws Exception {
        Measurement measured = measure(heldTo(1e9, Optional.empty()), Schedule.untilDecided(LONG_ENOUGH, 1));
        assertThat(measured.candidate()).hasSize(20);
        assertThat(measured.confirmingCandidate()).isEmpty();
    }

    @Test
    void skipsTheBaselineOfUnchangedWork() throws Exception {
        ObjectFile file = BpfSource.fixture("broken/slow");
        Measurement measured = measure(benchmark("slow", file, Optional.of(file)),
                Schedule.untilDecided(LONG_ENOUGH, 1));
        assertThat(measured.unchanged()).isTrue();
        assertThat(measured.candidate()).hasSize(6);
        assertThat(measured.baseline()).isEmpty();
        assertThat(measured.blocks()).isEmpty();
        assertThat(measured.candidateSha256()).isEqualTo(measured.baselineSha256()).isEqualTo(file.sha256());
    }

    @Test
    void measuresUnchangedWorkTooWhenAskedForAFixedNumberOfBlocks() throws Exception {
        ObjectFile file = BpfSource.fixture("broken/slow");
        Measurement measured = measure(benchmark("slow", file, Optional.of(file)), Schedule.fixed(LONG_ENOUGH, 2));
        assertThat(measured.unchanged()).isTrue();
        assertThat(measured.baseline()).hasSize(2);
        assertThat(measured.blocks()).hasSize(2);
    }

    @Test
    void runsTwentyBlocksWhereThereIsNoBaseline() throws Exception {
        List<int[]> heard = new ArrayList<>();
        Benchmark benchmark = benchmark("tc_counter", BpfSource.fixture("main/bpf/tc"), Optional.empty());
        Measurement measured = OwnThread.call(() -> new BenchmarkRunner(TestLibbpf.get(), new Random(1)).measure(
                benchmark, Schedule.untilDecided(LONG_ENOUGH, 1), (done, most) -> heard.add(new int[] {done, most})));
        assertThat(measured.candidate()).hasSize(20);
        assertThat(measured.baseline()).isEmpty();
        assertThat(measured.blocks()).isEmpty();
        assertThat(measured.baselineSha256()).isEmpty();
        assertThat(measured.type()).isEqualTo("sched_cls");
        assertThat(heard).hasSize(20);
        assertThat(heard.get(19)).containsExactly(20, 20);
    }

    @Test
    void stopsWhenItsTimeIsUpButNotBeforeOneBlock() throws Exception {
        Measurement measured = measure(benchmark("tc_counter", BpfSource.fixture("main/bpf/tc"), Optional.empty()),
                Schedule.untilDecided(Duration.ZERO, 1));
        assertThat(measured.candidate()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"encap, from 64 to 84 bytes", "trim, from 64 to 60 bytes"})
    void runsWhatChangesItsPacketOnceACallAndSaysSo(String program, String change) throws Exception {
        Measurement measured = measure(benchmark(program, BpfSource.fixture("main/bpf/" + program), Optional.empty()),
                Schedule.fixed(LONG_ENOUGH, 2));
        assertThat(measured.sampling()).startsWith("test-run, repeat 1, ")
                .endsWith("calls a sample, by the kernel's statistics clock");
        assertThat(measured.repeat()).isBetween(50, 500);
        assertThat(measured.notes()).first().asString()
                .startsWith(program + " changes its packet's length " + change)
                .contains("each run is a call of its own, on a fresh packet");
        assertThat(Arrays.stream(measured.candidate()).boxed()).allSatisfy(ns -> assertThat(ns).isPositive());
    }

    @Test
    void runsWhatAnswersDifferentlyInTimeOnceACall() throws Exception {
        ObjectFile counter = BpfSource.of("""
                __u64 runs;
                SEC("tc") int fickle(struct __sk_buff *skb) { return __sync_fetch_and_add(&runs, 1) > 10; }
                """);
        Measurement measured = measure(benchmark("fickle", counter, Optional.empty()), Schedule.fixed(LONG_ENOUGH, 1));
        assertThat(measured.notes()).first().asString()
                .startsWith("fickle returns 0 on its first run and 1 on run ");
        assertThat(measured.sampling()).contains("statistics clock");
    }

    @Test
    void runsAnOrdinaryXdpProgramInTheDispatcher() throws Exception {
        Measurement measured = measure(benchmark("fun_xdp", BpfSource.fixture("main/bpf/fun_xdp"), Optional.empty()),
                Schedule.fixed(LONG_ENOUGH, 1));
        assertThat(measured.sampling())
                .isEqualTo("test-run, repeat " + measured.repeat() + ", held in the XDP dispatcher");
        assertThat(measured.method()).isEqualTo("test-run");
    }

    @Test
    void timesEachPacketByItself() throws Exception {
        Measurement measured = measure(benchmark("fun_xdp", BpfSource.fixture("main/bpf/fun_xdp"),
                Optional.of(BpfSource.fixture("history/3-fibonacci-loop/fun_xdp")), "ipv4 udp src=10.0.0.4",
                "ipv4 udp src=10.0.0.8", "arp"), Schedule.fixed(LONG_ENOUGH, 2));
        assertThat(measured.packets()).hasSize(3).allSatisfy(packet -> {
            assertThat(packet.candidate()).isPositive();
            assertThat(packet.baseline()).isPositive();
        });
        assertThat(measured.packets()).extracting(Measurement.PacketTiming::name).doesNotHaveDuplicates();
        assertThat(measured.pairs()).isEqualTo(7);
    }

    @Test
    void warnsThatCandidateAndBaselineAnswerDifferently() throws Exception {
        ObjectFile pass = BpfSource.of("SEC(\"tc\") int p(struct __sk_buff *skb) { return 0; }");
        ObjectFile shot = BpfSource.of("SEC(\"tc\") int p(struct __sk_buff *skb) { return 2; }");
        Measurement measured = measure(benchmark("p", pass, Optional.of(shot)), Schedule.fixed(LONG_ENOUGH, 1));
        assertThat(measured.warnings()).singleElement().asString()
                .startsWith("the candidate returns 0 where the baseline returned 2 (packet #1 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"steer/steer", "socket/socket_dns", "cgroup/cgroup_egress", "lwt/tunnel_in",
        "lwt/tunnel_out", "lwt/tunnel_xmit", "dissect/dissect", "tc/act_mark"})
    void measuresEveryOtherType(String objectAndProgram) throws Exception {
        String[] parts = objectAndProgram.split("/");
        Measurement measured = measure(benchmark(parts[1], BpfSource.fixture("main/bpf/" + parts[0]),
                Optional.empty()), Schedule.fixed(LONG_ENOUGH, 1));
        assertThat(measured.candidate()).hasSize(1);
        assertThat(measured.candidate()[0]).isPositive();
        assertThat(measured.nullProgram()).hasSize(1);
        assertThat(measured.nullProgram()[0]).isPositive();
        assertThat(measured.sampling()).isEqualTo("test-run, repeat " + measured.repeat());
    }

    @Test
    void runsTheSetUpProgramAfterEachLoad() throws Exception {
        ObjectFile lookup = BpfSource.fixture("main/bpf/lookup");
        TestRun run = RunnableType.XDP.testRun(TestLibbpf.get(), DefaultPacket.get());
        try (var without = new ProgramSource.InObject(TestLibbpf.get(), lookup, "port_filter", Optional.empty())
                .load();
                var with = new ProgramSource.InObject(TestLibbpf.get(), lookup, "port_filter",
                        Optional.of("fill_ports")).load()) {
            assertThat(run.runForOutput(without.program(), 1).returnValue()).as("XDP_DROP").isEqualTo(1);
            assertThat(run.runForOutput(with.program(), 1).returnValue()).as("XDP_PASS").isEqualTo(2);
        }
    }

    /** It returns what to do with the packet; that it drops one says nothing of the maps. */
    @Test
    void runsASetUpProgramOfAnotherTypeOnTheDefaultPacketWhateverItReturns() {
        ObjectFile file = BpfSource.of("""
                int filled;
                SEC("tc") int fill(struct __sk_buff *skb) { filled = skb->len; return 2; }
                SEC("xdp") int p(struct xdp_md *ctx) { return filled; }
                """);
        TestRun run = new TestRun(TestLibbpf.get(), DefaultPacket.get().bytes(), new byte[0]);
        try (var loaded = new ProgramSource.InObject(TestLibbpf.get(), file, "p", Optional.of("fill")).load()) {
            assertThat(run.runForOutput(loaded.program(), 1).returnValue()).isEqualTo(DefaultPacket.get().size());
        }
    }

    @Test
    void measuresWithASetUpProgram() throws Exception {
        Benchmark benchmark = new Benchmark("ports", "port_filter", BpfSource.fixture("main/bpf/lookup"),
                Optional.empty(), packets("ipv4 udp"), Optional.of("fill_ports"), List.of(GENEROUS));
        Measurement measured = measure(benchmark, Schedule.fixed(LONG_ENOUGH, 1));
        assertThat(measured.benchmark()).isEqualTo("ports");
        assertThat(measured.program()).isEqualTo("port_filter");
        assertThat(measured.object()).isEqualTo("lookup.bpf.o");
    }

    @Test
    void leavesNoDescriptorOpenAndNoSysctlChanged() throws Exception {
        String sysctl = KernelObjects.statisticsSysctl();
        long before = KernelObjects.descriptors();
        for (String program : new String[] {"fun_xdp", "encap"}) {
            ObjectFile file = BpfSource.fixture("main/bpf/" + program);
            measure(benchmark(program, file, Optional.of(file)), Schedule.fixed(LONG_ENOUGH, 2));
            assertThat(KernelObjects.descriptors()).as(program).isEqualTo(before);
        }
        assertThat(KernelObjects.statisticsSysctl()).isEqualTo(sysctl);
    }
}
