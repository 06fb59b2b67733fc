package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bpfgate.benchmark.ObjectFile;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifierStatisticsTest {

    @Test
    void readsWhatTheVerifierPrintsAtTheEnd() {
        String log = """
                Validating mix() func#1...
                Func#1 ('mix') is safe for any args that match its prototype
                verification time 113 usec
                stack depth 16+0+8
                processed 1234 insns (limit 1000000) max_states_per_insn 4 total_states 56 peak_states 45 mark_read 7
                """;
        VerifierStatistics statistics = VerifierStatistics.of(log);
        assertThat(statistics).isEqualTo(new VerifierStatistics(1234, 56, 45, List.of(16, 0, 8), 113));
        assertThat(statistics.stackBytes()).isEqualTo(24);
    }

    @Test
    void refusesALogWithoutThem() {
        assertThatThrownBy(() -> VerifierStatistics.of("stack depth 8\nverification time 1 usec"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("processed");
    }

    @Test
    @NeedsEbpf
    void areTheKernelsForALoadedProgram() {
        ObjectFile file = BpfSource.of("""
                static __attribute__((noinline)) int mix(volatile __u32 *x) { return *x * 31 + 7; }
                SEC("tc") int twice(struct __sk_buff *skb) {
                    volatile __u32 x = skb->len;
                    return mix(&x) + x;
                }
                SEC("tc") int other(struct __sk_buff *skb) { return 0; }
                """);
        try (BpfObject object = TestLibbpf.get().openObject(file.bytes(), file.name())) {
            object.loadWithStatistics(Set.of("twice", "other"));
            VerifierStatistics statistics = object.program("twice").orElseThrow().statistics();
            int insns = object.program("twice").orElseThrow().insns().length / 8;
            assertThat(statistics.verifiedInsns()).as("each instruction once, for there is one path").isEqualTo(insns);
            assertThat(statistics.stackDepths()).as("of twice and of mix").hasSize(2);
            assertThat(statistics.stackDepths().get(0)).isPositive();
            assertThat(object.program("other").orElseThrow().statistics().verifiedInsns()).isEqualTo(2);
            assertThat(object.program("other").orElseThrow().statistics().stackBytes()).isZero();
        }
    }

    @Test
    @NeedsEbpf
    void areAskedForBeforeTheLoad() {
        ObjectFile file = BpfSource.of("SEC(\"tc\") int p(struct __sk_buff *skb) { return 0; }");
        try (BpfObject object = TestLibbpf.get().openObject(file.bytes(), file.name())) {
            object.load(Set.of("p"));
            assertThatThrownBy(() -> object.program("p").orElseThrow().statistics())
                    .hasMessage("the program p was loaded without statistics");
        }
    }
}
