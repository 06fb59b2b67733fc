package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.TestRun;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameWorkTest {

    private static byte[] frame() throws Exception {
        return new BuiltPacket("ipv4 udp dport=53").packets().get(0).bytes();
    }

    private static Optional<String> changes(RunnableType type, ObjectFile file, String program) throws Exception {
        try (var loaded = new ProgramSource.InObject(TestLibbpf.get(), file, program, Optional.empty()).load()) {
            TestRun run = new TestRun(TestLibbpf.get(), frame(), new byte[0]);
            return SameWork.changesPacket(type, frame(), run.runForOutput(loaded.program(), 1));
        }
    }

    @Test
    @NeedsEbpf
    void seesAPacketGrow() throws Exception {
        assertThat(changes(RunnableType.XDP, BpfSource.fixture("main/bpf/encap"), "encap"))
                .contains("changes its packet's length from 64 to 84 bytes");
    }

    @Test
    @NeedsEbpf
    void seesAPacketShrink() throws Exception {
        assertThat(changes(RunnableType.XDP, BpfSource.fixture("main/bpf/trim"), "trim"))
                .contains("changes its packet's length from 64 to 60 bytes");
    }

    @NeedsEbpf
    @ParameterizedTest
    @CsvSource({"XDP, fun_xdp, fun_xdp", "SCHED_CLS, tc, tc_counter", "SCHED_ACT, tc, act_mark",
        "SOCKET_FILTER, socket, socket_dns", "CGROUP_SKB, cgroup, cgroup_egress", "LWT_IN, lwt, tunnel_in",
        "LWT_OUT, lwt, tunnel_out", "LWT_XMIT, lwt, tunnel_xmit", "FLOW_DISSECTOR, dissect, dissect"})
    void findsNoChangeInWhatOnlyReadsItsPacket(RunnableType type, String object, String program) throws Exception {
        assertThat(changes(type, BpfSource.fixture("main/bpf/" + object), program)).isEmpty();
    }

    @Test
    @NeedsEbpf
    void namesTheFirstByteThatChangesInAWholeFrame() throws Exception {
        ObjectFile file = BpfSource.of("""
                SEC("xdp") int p(struct xdp_md *ctx) {
                    char *data = (void *)(long)ctx->data;
                    if (data + 24 > (char *)(long)ctx->data_end) return XDP_DROP;
                    data[22]--;
                    return XDP_PASS;
                }
                """);
        assertThat(changes(RunnableType.XDP, file, "p")).contains("changes its packet at byte 22");
    }

    @Test
    @NeedsEbpf
    void namesTheFirstByteThatChangesBehindAMissingLinkLayer() throws Exception {
        ObjectFile file = BpfSource.of("""
                SEC("lwt_xmit") int p(struct __sk_buff *skb) {
                    char ttl = 1;
                    bpf_skb_store_bytes(skb, 8, &ttl, 1, 0);
                    return BPF_OK;
                }
                """);
        assertThat(changes(RunnableType.LWT_XMIT, file, "p")).contains("changes its packet at byte 22");
    }

    @Test
    void ignoresTheZeroedLinkLayerOfTheTypesThatHaveNone() {
        byte[] frame = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 8, 0, 0x45, 0};
        byte[] after = frame.clone();
        java.util.Arrays.fill(after, 0, 14, (byte) 0);
        TestRun.Output output = new TestRun.Output(0, after);
        assertThat(SameWork.changesPacket(RunnableType.CGROUP_SKB, frame, output)).isEmpty();
        assertThat(SameWork.changesPacket(RunnableType.SCHED_CLS, frame, output))
                .contains("changes its packet at byte 0");
        after[15] = 1;
        assertThat(SameWork.changesPacket(RunnableType.CGROUP_SKB, frame, output))
                .contains("changes its packet at byte 15");
    }

    @Test
    @NeedsEbpf
    void seesAReturnValueDriftOverRepeats() throws Exception {
        TestRun run = new TestRun(TestLibbpf.get(), frame(), new byte[0]);
        try (var encap = new ProgramSource.InObject(TestLibbpf.get(), BpfSource.fixture("main/bpf/encap"), "encap",
                Optional.empty()).load()) {
            assertThat(SameWork.drifts(encap.program(), run, 3, 100))
                    .contains("returns 3 on its first run and 1 on run 100");
            assertThat(SameWork.drifts(encap.program(), run, 3, 1)).isEmpty();
        }
    }
}
