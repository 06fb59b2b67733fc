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

    private static Optional<String> context(RunnableType type, String source) throws Exception {
        try (var loaded = new ProgramSource.InObject(TestLibbpf.get(), BpfSource.of(source), "p", Optional.empty())
                .loadExplained()) {
            TestRun run = new TestRun(TestLibbpf.get(), frame(), new byte[0]);
            return SameWork.changesContext(type, loaded.program(), loaded.reachableInsns(), run);
        }
    }

    @NeedsEbpf
    @ParameterizedTest
    @CsvSource({"cb[0], cb", "cb[4], cb", "mark, mark", "priority, priority", "tstamp, tstamp"})
    void seesAFieldOfTheContextThatTheNextRunWouldFindSet(String field, String name) throws Exception {
        assertThat(context(RunnableType.SCHED_CLS, """
                SEC("tc") int p(struct __sk_buff *skb) {
                    if (skb->FIELD) return 2;
                    skb->FIELD = 7;
                    return 0;
                }
                """.replace("FIELD", field))).contains("changes " + name + " of its context, and may read it");
    }

    @NeedsEbpf
    @ParameterizedTest
    @CsvSource({"SOCKET_FILTER, socket, cb[1]", "SCHED_ACT, action, mark", "CGROUP_SKB, cgroup_skb/egress, mark",
        "LWT_IN, lwt_in, priority", "LWT_OUT, lwt_out, mark", "LWT_XMIT, lwt_xmit, cb[2]"})
    void looksIntoTheContextOfEveryTypeThatHasAnSkb(RunnableType type, String section, String field)
            throws Exception {
        assertThat(context(type, """
                SEC("SECTION") int p(struct __sk_buff *skb) {
                    skb->FIELD = skb->FIELD + 7;
                    return 0;
                }
                """.replace("SECTION", section).replace("FIELD", field))).isPresent();
    }

    @Test
    @NeedsEbpf
    void letsAProgramMarkWhatItNeverReads() throws Exception {
        assertThat(context(RunnableType.SCHED_CLS, """
                SEC("tc") int p(struct __sk_buff *skb) { skb->mark = 7; return skb->len & 1; }
                """)).isEmpty();
    }

    /** It loads 8 bytes at the offset of mark from a map's value, which is no way to read mark. */
    @Test
    @NeedsEbpf
    void letsAProgramMarkAndCountInAMap() throws Exception {
        assertThat(context(RunnableType.SCHED_CLS, """
                struct { __u64 packets; __u64 bytes; } traffic;
                SEC("tc") int p(struct __sk_buff *skb) {
                    skb->mark = 7;
                    traffic.packets++;
                    traffic.bytes += skb->len;
                    return 0;
                }
                """)).isEmpty();
    }

    @Test
    @NeedsEbpf
    void letsAProgramReadWhatItNeverWrites() throws Exception {
        assertThat(context(RunnableType.SCHED_CLS, """
                SEC("tc") int p(struct __sk_buff *skb) { return skb->mark + skb->cb[3] + skb->priority; }
                """)).isEmpty();
    }

    @Test
    @NeedsEbpf
    void seesThatAnotherProgramOfATailCallReadsTheContext() throws Exception {
        assertThat(context(RunnableType.SCHED_CLS, """
                SEC("tc") int next(struct __sk_buff *skb) { return skb->mark ? 2 : 0; }
                struct {
                    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
                    __uint(max_entries, 1);
                    __type(key, __u32);
                    __array(values, int (void *));
                } targets SEC(".maps") = { .values = { [0] = (void *)&next } };
                SEC("tc") int p(struct __sk_buff *skb) {
                    skb->mark = 1;
                    bpf_tail_call(skb, &targets, 0);
                    return 1;
                }
                """)).contains("changes mark of its context, and may read it");
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
