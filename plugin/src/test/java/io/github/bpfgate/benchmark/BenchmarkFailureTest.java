package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.KernelObjects;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.OwnThread;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.stats.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsEbpf
class BenchmarkFailureTest {

    private long descriptors;

    @BeforeEach
    void countDescriptors() throws Exception {
        TestLibbpf.get();
        descriptors = KernelObjects.descriptors();
    }

    @AfterEach
    void noFailureLeavesADescriptorOpen() throws Exception {
        assertThat(KernelObjects.descriptors()).isEqualTo(descriptors);
    }

    private static BenchmarkFailure failure(Benchmark benchmark) {
        return catchThrowableOfType(BenchmarkFailure.class, () -> OwnThread.call(
                () -> new BenchmarkRunner(TestLibbpf.get(), new Random(1)).measure(benchmark,
                        Schedule.fixed(Duration.ofMinutes(5), 1), (blocks, atMost) -> { })));
    }

    private static Benchmark benchmark(String program, ObjectFile candidate, Optional<Benchmark.Baseline> baseline,
            Optional<String> setup, byte[] packet) {
        return new Benchmark(program, program, candidate, baseline, List.of(new Packet("#1", packet)), setup,
                List.of(new Limit.Increase(.05, 1)));
    }

    private static Benchmark benchmark(String program, ObjectFile candidate, Optional<String> setup) {
        return benchmark(program, candidate, Optional.empty(), setup, DefaultPacket.get().bytes());
    }

    @Test
    void suggestsNamesForAnUnknownProgram() {
        BenchmarkFailure failure = failure(benchmark("port_fliter", BpfSource.fixture("main/bpf/lookup"),
                Optional.empty()));
        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessage("lookup.bpf.o has no program port_fliter."
                + " The nearest are port_filter, fill_ports.");
    }

    @Test
    void suggestsNamesForAnUnknownSetUpProgram() {
        BenchmarkFailure failure = failure(benchmark("port_filter", BpfSource.fixture("main/bpf/lookup"),
                Optional.of("fill_port")));
        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessage("lookup.bpf.o has no set-up program fill_port."
                + " The nearest are fill_ports, port_filter.");
    }

    @Test
    void saysThatTheStoredBaselineHasNoSuchProgram() {
        BenchmarkFailure failure = failure(benchmark("trim", BpfSource.fixture("main/bpf/trim"),
                Optional.of(new Benchmark.Baseline(BpfSource.fixture("main/bpf/encap"), "trim", true)), Optional.empty(),
                DefaultPacket.get().bytes()));
        assertThat(failure).hasMessageStartingWith("The stored baseline: encap.bpf.o has no program trim.")
                .hasMessageEndingWith(cure("trim"));
    }

    private static String cure(String benchmark) {
        return System.lineSeparator() + "    Delete the entry \"" + benchmark + "\" of the stored baseline.json, then run"
                + " mvn verify bpfgate:update-baseline.";
    }

    private static final ObjectFile FILLED = BpfSource.of("""
            SEC("xdp") int p(struct xdp_md *ctx) { return XDP_PASS; }
            SEC("syscall") int fill(void *ctx) { return 0; }
            """);

    @Test
    void saysThatTheStoredBaselineHasNoSuchSetUpProgram() {
        ObjectFile before = BpfSource.of("SEC(\"xdp\") int p(struct xdp_md *ctx) { return XDP_PASS; }");
        BenchmarkFailure failure = failure(benchmark("p", FILLED, Optional.of(new Benchmark.Baseline(before, "p", true)),
                Optional.of("fill"), DefaultPacket.get().bytes()));
        assertThat(failure).hasMessageStartingWith("The stored baseline: sample.bpf.o has no set-up program fill.")
                .hasMessageEndingWith(cure("p"));
    }

    @Test
    void saysThatTheSetUpProgramOfTheStoredBaselineFailed() {
        ObjectFile before = BpfSource.of("""
                SEC("xdp") int p(struct xdp_md *ctx) { return XDP_PASS; }
                SEC("syscall") int fill(void *ctx) { return -7; }
                """);
        BenchmarkFailure failure = failure(benchmark("p", FILLED, Optional.of(new Benchmark.Baseline(before, "p", true)),
                Optional.of("fill"), DefaultPacket.get().bytes()));
        assertThat(failure).hasMessageStartingWith("The stored baseline: Cannot set up p: the set-up program fill")
                .hasMessageEndingWith(cure("p"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysThatTheBaselineIsOfAnotherType(boolean stored) {
        ObjectFile before = BpfSource.of("SEC(\"tc\") int p(struct __sk_buff *skb) { return 0; }");
        BenchmarkFailure failure = failure(benchmark("p", FILLED, Optional.of(new Benchmark.Baseline(before, "p", stored)),
                Optional.empty(), DefaultPacket.get().bytes()));
        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessage((stored ? "The stored baseline: " : "The baseline: ") + "it is of type sched_cls"
                + " and the candidate of type xdp: their times cannot be compared." + (stored ? cure("p") : ""));
    }

    @Test
    void saysThatAKprobeHasNoTestRun() {
        BenchmarkFailure failure = failure(benchmark("unsupported_kprobe",
                BpfSource.fixture("broken/unsupported-kprobe"), Optional.empty()));
        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("unsupported_kprobe cannot be measured by method test-run")
                .hasMessageContaining("kprobe").hasMessageContaining("524").hasMessageContaining("onUnsupported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xdp/devmap", "xdp/cpumap"})
    void saysThatTheXdpProgramOfAMapHasNoTestRun(String section) {
        BenchmarkFailure failure = failure(benchmark("onward",
                BpfSource.of("SEC(\"" + section + "\") int onward(struct xdp_md *ctx) { return XDP_PASS; }"),
                Optional.empty()));
        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("device or CPU map (section \"" + section + "\")");
    }

    @Test
    void saysThatASectionIsUnknown() {
        BenchmarkFailure failure = failure(benchmark("p",
                BpfSource.of("SEC(\"nonsense\") int p(void *ctx) { return 0; }"), Optional.empty()));
        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure).hasMessageContaining("libbpf does not know the section \"nonsense\"");
    }

    @Test
    void showsWhatTheVerifierObjectsTo() {
        BenchmarkFailure failure = failure(benchmark("verifier_reject", BpfSource.fixture("broken/verifier-reject"),
                Optional.empty()));
        assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
        assertThat(failure).hasMessageContaining("The verifier rejects verifier_reject of verifier-reject.bpf.o")
                .hasMessageContaining("invalid access to packet")
                .hasMessageContaining("at if (eth->h_proto == bpf_htons(ETH_P_IPV6))");
        assertThat(failure.log()).contains("processed").contains("invalid access to packet");
    }

    @Test
    void showsWhatTheVerifierObjectsToAtTheEndOfALongLog() {
        BenchmarkFailure failure = failure(benchmark("p", BpfSource.of("""
                SEC("xdp") int p(struct xdp_md *ctx) {
                    volatile int seen = 0;
                    for (int i = 0; i < 20000; i++) seen++;
                    return *(char *)(long)ctx->data;
                }
                """), Optional.empty()));
        assertThat(failure).hasMessageStartingWith("The verifier rejects p of sample.bpf.o: EACCES (errno 13).")
                .hasMessageContaining("invalid access to packet");
        assertThat(failure.log().length()).isGreaterThan(4 << 20);
    }

    @Test
    void saysWhenTheVerifierRejectsTheStoredBaseline() {
        ObjectFile good = BpfSource.fixture("main/bpf/trim");
        BenchmarkFailure failure = failure(benchmark("trim", good, Optional.of(new Benchmark.Baseline(
                BpfSource.fixture("broken/verifier-reject"), "verifier_reject", true)), Optional.empty(),
                DefaultPacket.get().bytes()));
        assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
        assertThat(failure).hasMessageStartingWith("The stored baseline: The verifier rejects verifier_reject")
                .hasMessageEndingWith(cure("trim"));
    }

    @Test
    void refusesAPacketThatIsTooShort() {
        BenchmarkFailure failure = failure(benchmark("trim", BpfSource.fixture("main/bpf/trim"), Optional.empty(),
                Optional.empty(), new byte[13]));
        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessageStartingWith("Benchmark trim: packet #1 is 13 bytes long, less than the 14");
    }

    @Test
    void refusesASocketLookUpForAPacketWithoutPorts() {
        BenchmarkFailure failure = failure(benchmark("steer", BpfSource.fixture("main/bpf/steer"), Optional.empty(),
                Optional.empty(), new byte[64]));
        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessageContaining("sk_lookup").hasMessageContaining("<packet>ipv4 tcp syn</packet>");
    }

    @Test
    void saysThatTheSetUpProgramFailed() {
        ObjectFile file = BpfSource.of("""
                SEC("xdp") int p(struct xdp_md *ctx) { return XDP_PASS; }
                SEC("syscall") int fill(void *ctx) { return -7; }
                """);
        BenchmarkFailure failure = failure(benchmark("p", file, Optional.of("fill")));
        assertThat(failure.kind()).isEqualTo(Kind.ERROR);
        assertThat(failure).hasMessageContaining("Cannot set up p: the set-up program fill of sample.bpf.o returned -7"
                + " where 0 means that the maps are filled");
    }

    @Test
    void saysWhichSetUpProgramCannotBeRun() {
        ObjectFile file = BpfSource.of("""
                SEC("xdp") int p(struct xdp_md *ctx) { return XDP_PASS; }
                SEC("kprobe/nothing") int fill(void *ctx) { return 0; }
                """);
        BenchmarkFailure failure = failure(benchmark("p", file, Optional.of("fill")));
        assertThat(failure.kind()).isEqualTo(Kind.ERROR);
        assertThat(failure).hasMessage("Cannot set up p: the set-up program fill of sample.bpf.o cannot be run"
                + " (there is no test run of kprobe programs), as one in SEC(\"syscall\") can.");
    }

    @Test
    void saysThatACandidateIsNoObject() {
        BenchmarkFailure failure = failure(benchmark("p", new ObjectFile("p.bpf.o", new byte[0]), Optional.empty()));
        assertThat(failure).hasMessageStartingWith("p.bpf.o is not an ELF file (it is empty)");
    }
}
