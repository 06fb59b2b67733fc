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
                .loadWithStatistics()) {
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

    @NeedsEbpf
    @ParameterizedTest
    @CsvSource({"SCHED_CLS, tc, queue_mapping", "SCHED_CLS, tc, tc_index", "SCHED_CLS, tc, tc_classid",
        "SCHED_ACT, action, tc_index"})
    void seesInTheInstructionsAFieldThatNoTestRunGivesBack(RunnableType type, String section, String field)
            throws Exception {
        assertThat(context(type, """
                SEC("SECTION") int p(struct __sk_buff *skb) {
                    if (skb->FIELD) return 0;
                    skb->FIELD = 7;
                    return 0;
                }
                """.replace("SECTION", section).replace("FIELD", field)))
                .contains("changes " + field + " of its context, and may read it");
    }

    @Test
    @NeedsEbpf
    void letsAProgramClassifyAndNeverReadTheClass() throws Exception {
        assertThat(context(RunnableType.SCHED_CLS, """
                SEC("tc") int p(struct __sk_buff *skb) { skb->tc_classid = 7; return skb->tc_index & 1; }
                """)).isEmpty();
    }

    /** The offset of queue_mapping, which a program of this type cannot write. */
    @Test
    @NeedsEbpf
    void takesAStoreForWhatItIsWhereTheFieldCannotBeWritten() throws Exception {
        assertThat(context(RunnableType.CGROUP_SKB, """
                struct { __u32 first[3]; __u32 fourth; } own;
                SEC("cgroup_skb/egress") int p(struct __sk_buff *skb) {
                    *(volatile __u32 *)&own.fourth = skb->len;
                    return skb->queue_mapping & 1;
                }
                """)).isEmpty();
    }

    @NeedsEbpf
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "skb_vlan_push | if (!skb->vlan_present) bpf_skb_vlan_push(skb, 0, 7)",
        "skb_vlan_pop | if (skb->vlan_present) bpf_skb_vlan_pop(skb)",
        "skb_change_type | if (skb->pkt_type != 3) bpf_skb_change_type(skb, 3)",
        "get_hash_recalc | if (bpf_get_hash_recalc(skb) == 7) return 2",
        "set_hash_invalid | bpf_set_hash_invalid(skb)",
        "set_hash | if (!skb->hash) bpf_set_hash(skb, 7)",
        "csum_level | if (bpf_csum_level(skb, 0)) bpf_csum_level(skb, 1)",
        "skb_set_tstamp | if (!skb->tstamp_type) bpf_skb_set_tstamp(skb, 7, 1)",
        "clone_redirect | bpf_clone_redirect(skb, 1, 0)",
        "skb_set_tunnel_key | struct bpf_tunnel_key k = {}; if (bpf_skb_get_tunnel_key(skb, &k, sizeof(k), 0))"
                + " bpf_skb_set_tunnel_key(skb, &k, sizeof(k), 0)",
    })
    void seesACallThatLeavesSomethingBesideThePacket(String helper, String statement) throws Exception {
        String source = "SEC(\"tc\") int p(struct __sk_buff *skb) { " + statement + "; return 0; }";
        assertThat(changes(RunnableType.SCHED_CLS, BpfSource.of(source), "p")).as("in the packet").isEmpty();
        assertThat(context(RunnableType.SCHED_CLS, source))
                .contains("calls " + helper + ", which leaves what no test run gives back");
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
            TestRun.Output once = run.runForOutput(encap.program(), 1);
            assertThat(SameWork.drifts(encap.program(), run, once, 100))
                    .contains("returns 3 on its first run and 1 on run 100");
            assertThat(SameWork.drifts(encap.program(), run, once, 1)).isEmpty();
        }
    }

    @Test
    @NeedsEbpf
    void seesThePacketDriftOverRepeats() throws Exception {
        ObjectFile file = BpfSource.of("""
                __u32 runs;
                SEC("tc") int p(struct __sk_buff *skb) {
                    char ttl = 1;
                    if (runs++ > 9) bpf_skb_store_bytes(skb, 22, &ttl, 1, 0);
                    return 0;
                }
                """);
        TestRun run = new TestRun(TestLibbpf.get(), frame(), new byte[0]);
        try (var loaded = new ProgramSource.InObject(TestLibbpf.get(), file, "p", Optional.empty()).load()) {
            TestRun.Output once = run.runForOutput(loaded.program(), 1);
            assertThat(SameWork.drifts(loaded.program(), run, once, 5)).isEmpty();
            assertThat(SameWork.drifts(loaded.program(), run, once, 100))
                    .contains("leaves another packet behind after run 100 than after its first");
        }
    }
}
