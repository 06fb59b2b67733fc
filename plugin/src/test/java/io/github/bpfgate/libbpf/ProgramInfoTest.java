package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bpfgate.benchmark.ObjectFile;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.KernelObjects;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsEbpf
class ProgramInfoTest {

    private static final ObjectFile FILE = BpfSource.fixture("main/bpf/tc");

    private final ProgramInfo.Reader reader = new ProgramInfo.Reader(TestLibbpf.get());
    private final TestRun run = new TestRun(TestLibbpf.get(), new byte[64], new byte[0]);

    private static BpfObject load() {
        BpfObject object = TestLibbpf.get().openObject(FILE.bytes(), FILE.name());
        object.load(Set.of("tc_counter"));
        return object;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void countsExactlyTheRunsMadeUnderStatistics(int runs) {
        try (BpfObject object = load(); Descriptor statistics = TestLibbpf.get().enableRunTimeStatistics()) {
            BpfProgram program = object.program("tc_counter").orElseThrow();
            assertThat(statistics.fd()).isPositive();
            ProgramInfo before = reader.read(program);
            run.run(program, runs);
            ProgramInfo after = reader.read(program);
            assertThat(after.runCount() - before.runCount()).isEqualTo(runs);
            assertThat(after.runTimeNanos()).isGreaterThan(before.runTimeNanos());
            assertThat(after.recursionMisses()).isZero();
        }
    }

    @Test
    void startsFromNothingAndKnowsTheSizeOfTheMachineCode() throws Exception {
        try (BpfObject object = load()) {
            ProgramInfo info = reader.read(object.program("tc_counter").orElseThrow());
            assertThat(info.runCount()).isZero();
            assertThat(info.runTimeNanos()).isZero();
            int insns = object.program("tc_counter").orElseThrow().insns().length / 8;
            assertThat(info.jitedBytes()).as("bytes of some %d instructions", insns)
                    .isBetween(insns, insns * 40);
        }
    }

    @Test
    void knowsWhereTheMachineCodeOfEachFunctionBegins() {
        ObjectFile two = BpfSource.of("""
                static __attribute__((noinline)) int mix(__u32 x) { return x * 31 + 7; }
                SEC("tc") int p(struct __sk_buff *skb) { return mix(skb->len) & 1; }
                """);
        try (BpfObject single = load(); BpfObject object = TestLibbpf.get().openObject(two.bytes(), two.name())) {
            object.load(Set.of("p"));
            long[] one = reader.codeAddresses(single.program("tc_counter").orElseThrow());
            long[] both = reader.codeAddresses(object.program("p").orElseThrow());
            assertThat(one).hasSize(1);
            assertThat(both).hasSize(2).doesNotHaveDuplicates().doesNotContain(one).doesNotContain(0);
            assertThat(reader.codeAddresses(single.program("tc_counter").orElseThrow())).isEqualTo(one);
        }
    }

    @Test
    void leavesTheSysctlAloneWhileItSwitchesStatisticsOn() throws Exception {
        String before = KernelObjects.statisticsSysctl();
        try (Descriptor statistics = TestLibbpf.get().enableRunTimeStatistics()) {
            assertThat(statistics.fd()).isPositive();
            assertThat(KernelObjects.statisticsSysctl()).isEqualTo(before);
        }
        assertThat(KernelObjects.statisticsSysctl()).isEqualTo(before);
    }

    @Test
    void hasNoNumberForADescriptorThatIsClosed() {
        Descriptor statistics = TestLibbpf.get().enableRunTimeStatistics();
        statistics.close();
        // The kernel hands the number out again, to somebody else: it must be neither given away nor closed.
        assertThatThrownBy(statistics::fd).hasMessage("the descriptor is closed");
        statistics.close();
    }
}
