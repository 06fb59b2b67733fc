package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Programs that use one feature of eBPF each: the twin does as they do, and what can be told by hand is counted. */
@NeedsEbpf
class FeaturesCountedTest {

    private static final String OPAQUE = """
            #define NOINLINE __attribute__((noinline))
            #define OPAQUE(x) asm volatile("" : "+r"(x))
            """;

    private static ObjectFile source(String source, String... flags) {
        return BpfSource.of(OPAQUE + source, flags);
    }

    @Test
    void a_subprogram_counts_as_often_as_it_is_called() throws Exception {
        CountedRun run = CountedRun.of(source("""
                static NOINLINE __u32 next(__u32 x) { OPAQUE(x); return x * 3 + 1; }
                SEC("tc") int p(struct __sk_buff *skb) { return next(next(next(skb->len))); }
                """), "p");

        assertThat(run.entries("next")).isEqualTo(3);
        assertThat(run.executed("next")).isEqualTo(3 * run.reached("next"));
        assertThat(run.executed("p")).isEqualTo(run.reached("p"));
        assertThat(run.total()).isEqualTo(run.executed("p") + run.executed("next"));
    }

    @Test
    void global_functions_count_with_their_arguments_unknown_to_the_verifier() throws Exception {
        CountedRun run = CountedRun.of(source("""
                NOINLINE int sum(struct __sk_buff *skb, int a, int b, int c, int d) {
                    OPAQUE(a);
                    return a + b + c + d + (skb->len > 10 ? 1 : 2);
                }
                SEC("tc") int p(struct __sk_buff *skb) { return sum(skb, 1, 2, 3, 4) + sum(skb, 5, 6, 7, 8); }
                """), "p");

        assertThat(run.returnValue()).isEqualTo(10 + 26 + 2);
        assertThat(run.entries("sum")).isEqualTo(2);
    }

    private static CountedRun loop(String rounds, String stop) throws Exception {
        return CountedRun.of(source("""
                static long body(__u32 i, void *ctx) { *(__u32 *)ctx += i; return i == STOP; }
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u32 sum = 0;
                    bpf_loop(ROUNDS, body, &sum, 0);
                    return sum;
                }
                """, "-DROUNDS=" + rounds, "-DSTOP=" + stop), "p");
    }

    @Test
    void the_callback_of_bpf_loop_counts_by_rounds() throws Exception {
        CountedRun ten = loop("10", "-1u");
        CountedRun thousand = loop("1000", "-1u");

        assertThat(ten.returnValue()).isEqualTo(45);
        assertThat(ten.entries("body")).isEqualTo(10);
        assertThat(ten.calls()).isEqualTo(Map.of("bpf_loop", 1L));
        assertThat(thousand.entries("body")).isEqualTo(1000);
        assertThat(loop("1000", "6").entries("body")).as("it stops itself").isEqualTo(7);
        assertThat(loop("0", "6").entries("body")).isZero();
        assertThat(thousand.executed("p")).isEqualTo(ten.executed("p"));
    }

    @Test
    void the_callback_of_for_each_counts_by_entries_of_the_map() throws Exception {
        CountedRun run = CountedRun.of(source("""
                struct {
                    __uint(type, BPF_MAP_TYPE_ARRAY);
                    __uint(max_entries, 7);
                    __type(key, __u32);
                    __type(value, __u64);
                } entries SEC(".maps");
                static long each(void *map, __u32 *key, __u64 *value, __u64 *sum) { *sum += *key + *value; return 0; }
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u64 sum = 0;
                    bpf_for_each_map_elem(&entries, each, &sum, 0);
                    return sum;
                }
                """), "p");

        assertThat(run.returnValue()).isEqualTo(21);
        assertThat(run.entries("each")).isEqualTo(7);
        assertThat(run.executed("each")).isEqualTo(7 * run.reached("each"));
        assertThat(run.calls()).isEqualTo(Map.of("bpf_for_each_map_elem", 1L));
    }

    @Test
    void counters_may_stand_where_a_spin_lock_is_held() throws Exception {
        CountedRun run = CountedRun.of(source("""
                struct guarded { struct bpf_spin_lock lock; __u32 sum; };
                struct {
                    __uint(type, BPF_MAP_TYPE_ARRAY);
                    __uint(max_entries, 1);
                    __type(key, __u32);
                    __type(value, struct guarded);
                } state SEC(".maps");
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u32 key = 0;
                    struct guarded *g = bpf_map_lookup_elem(&state, &key);
                    if (!g)
                        return -1;
                    bpf_spin_lock(&g->lock);
                    for (int i = 0; i < 5; i++) {
                        g->sum += i;
                        OPAQUE(i);
                    }
                    bpf_spin_unlock(&g->lock);
                    return g->sum;
                }
                """), "p");

        assertThat(run.returnValue()).isEqualTo(10);
        assertThat(run.calls()).isEqualTo(
                Map.of("bpf_map_lookup_elem", 1L, "bpf_spin_lock", 1L, "bpf_spin_unlock", 1L));
    }

    @Test
    void a_packet_load_that_finds_no_packet_ends_the_program() throws Exception {
        ObjectFile object = source("""
                unsigned long long load_half(void *skb, unsigned long long at) asm("llvm.bpf.load.half");
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u64 sum = load_half(skb, 12);
                    asm volatile("" ::: "memory");
                    sum += load_half(skb, 180);
                    return sum + 1;
                }
                """);
        CountedRun within = CountedRun.of(object, "p", "ipv4 udp size=200");
        CountedRun beyond = CountedRun.of(object, "p", "ipv4 udp size=100");

        assertThat(within.returnValue()).isGreaterThan(0x800);
        assertThat(within.executed("p")).isEqualTo(within.reached("p"));
        assertThat(beyond.returnValue()).isZero();
        assertThat(beyond.executed("p")).as("neither the sum, nor the addition of 1, nor exit")
                .isEqualTo(within.executed("p") - 3);
    }

    @Test
    void dynptrs_and_kernel_functions_are_called_by_name() throws Exception {
        CountedRun run = CountedRun.of(source("""
                extern int bpf_dynptr_from_skb(struct __sk_buff *skb, __u64 flags, struct bpf_dynptr *ptr) __ksym;
                extern __u32 bpf_dynptr_size(const struct bpf_dynptr *ptr) __ksym;
                SEC("tc") int p(struct __sk_buff *skb) {
                    struct bpf_dynptr packet;
                    __u16 type = 0;
                    bpf_dynptr_from_skb(skb, 0, &packet);
                    bpf_dynptr_read(&type, sizeof(type), &packet, 12, 0);
                    return type == 8 ? bpf_dynptr_size(&packet) : -1;
                }
                """), "p");

        assertThat(run.returnValue()).isEqualTo(64);
        assertThat(run.calls()).isEqualTo(
                Map.of("bpf_dynptr_from_skb", 1L, "bpf_dynptr_read", 1L, "bpf_dynptr_size", 1L));
    }

    private static CountedRun iterator(int rounds) throws Exception {
        return CountedRun.of(source("""
                struct bpf_iter_num { __u64 opaque[1]; } __attribute__((aligned(8)));
                extern int bpf_iter_num_new(struct bpf_iter_num *it, int start, int end) __ksym;
                extern int *bpf_iter_num_next(struct bpf_iter_num *it) __ksym;
                extern void bpf_iter_num_destroy(struct bpf_iter_num *it) __ksym;
                SEC("tc") int p(struct __sk_buff *skb) {
                    struct bpf_iter_num it;
                    int sum = 0, *i;
                    bpf_iter_num_new(&it, 0, ROUNDS);
                    while ((i = bpf_iter_num_next(&it)))
                        sum += *i;
                    bpf_iter_num_destroy(&it);
                    return sum;
                }
                """, "-DROUNDS=" + rounds), "p");
    }

    @Test
    void a_round_of_an_open_coded_iterator_costs_the_same_each_time() throws Exception {
        long one = iterator(1).total();
        long two = iterator(2).total();
        CountedRun thousand = iterator(1000);

        assertThat(thousand.total() - one).isEqualTo(999 * (two - one));
        assertThat(thousand.calls()).isEqualTo(
                Map.of("bpf_iter_num_new", 1L, "bpf_iter_num_next", 1001L, "bpf_iter_num_destroy", 1L));
    }

    @Test
    void what_a_thrown_exception_leaves_out_is_not_counted() throws Exception {
        ObjectFile object = source("""
                extern void bpf_throw(__u64 cookie) __ksym;
                static NOINLINE __u32 check(__u32 x) {
                    if (x > 100)
                        bpf_throw(0);
                    return x + 1;
                }
                SEC("tc") int p(struct __sk_buff *skb) { return check(skb->len) * 2 + check(skb->len + 1) * 3; }
                """);
        CountedRun returning = CountedRun.of(object, "p", "ipv4 udp size=64");
        CountedRun throwing = CountedRun.of(object, "p", "ipv4 udp size=200");

        assertThat(returning.returnValue()).isEqualTo(65 * 2 + 66 * 3);
        assertThat(returning.entries("check")).isEqualTo(2);
        assertThat(throwing.returnValue()).isZero();
        assertThat(throwing.entries("check")).isEqualTo(1);
        assertThat(throwing.calls()).isEqualTo(Map.of("bpf_throw", 1L));
        assertThat(throwing.reached("p")).isLessThan(returning.reached("p"));
    }

    @Test
    void static_data_is_that_of_the_fresh_load() throws Exception {
        ObjectFile object = source("""
                static const volatile __u32 rounds = 4;
                __u32 initialised = 5;
                __u32 zero;
                SEC("tc") int p(struct __sk_buff *skb) {
                    for (__u32 i = 0; i < rounds && i < 100; i++)
                        zero += initialised;
                    return zero++ + initialised++;
                }
                """);

        assertThat(CountedRun.of(object, "p").returnValue()).isEqualTo(4 * 5 + 5);
    }

    @Test
    void an_xdp_program_that_takes_fragments_gets_them() throws Exception {
        CountedRun run = CountedRun.of(source("""
                SEC("xdp.frags") int p(struct xdp_md *ctx) {
                    __u32 last = 0;
                    if (bpf_xdp_load_bytes(ctx, 8999, &last, 1))
                        return XDP_DROP;
                    return bpf_xdp_get_buff_len(ctx) == 9000 ? XDP_PASS : XDP_ABORTED;
                }
                """), "p", "ipv4 udp size=9000");

        assertThat(run.returnValue()).isEqualTo(2);
        assertThat(run.calls()).isEqualTo(Map.of("bpf_xdp_load_bytes", 1L, "bpf_xdp_get_buff_len", 1L));
    }

    @Test
    void a_program_without_btf_is_counted_like_any_other() throws Exception {
        String source = """
                static NOINLINE __u32 next(__u32 x) { OPAQUE(x); return x * 3 + 1; }
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u32 x = skb->len;
                    for (int i = 0; i < 9; i++)
                        x = next(x);
                    return x & 0xff;
                }
                """;
        CountedRun without = CountedRun.of(source(source, "-g0"), "p");
        CountedRun with = CountedRun.of(source(source), "p");

        assertThat(without.entries("next")).isEqualTo(9);
        assertThat(without.total()).isEqualTo(with.total());
    }

    @Test
    void the_twin_has_the_programs_licence() throws Exception {
        ObjectFile gpl = source("""
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u64 word = 0;
                    return bpf_probe_read_kernel(&word, sizeof(word), skb);
                }
                """);
        ObjectFile other = BpfSource.licensed("Proprietary", """
                SEC("tc") int p(struct __sk_buff *skb) { return bpf_get_smp_processor_id() < 0; }
                """);

        assertThat(CountedRun.of(gpl, "p").calls()).isEqualTo(Map.of("bpf_probe_read_kernel", 1L));
        assertThat(CountedRun.of(other, "p").calls()).isEqualTo(Map.of("bpf_get_smp_processor_id", 1L));
    }
}
