package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Programs whose instructions do not depend on the packet alone. */
@NeedsEbpf
class VaryingCountsTest {

    private static ExactFigures figures(ObjectFile object, int packets) throws Exception {
        List<Packet> all = Collections.nCopies(packets, DefaultPacket.get());
        return new ExactRunner(TestLibbpf.get(), ExactRunner.Depth.COUNTED, List.of())
                .measure(new Benchmark("p", "p", object, Optional.empty(), all,
                Optional.empty(), List.of())).candidate();
    }

    private static InstructionCount count(ObjectFile object, int packets) throws Exception {
        ExactFigures figures = figures(object, packets);
        assertThat(figures.notCounted()).isNull();
        return figures.count();
    }

    /** As the kernel's own tests write may_goto for a compiler that does not know it (bpf_experimental.h). */
    private static ObjectFile mayGoto(String condition) {
        return BpfSource.of("""
                __u64 rounds;
                SEC("tc") int p(struct __sk_buff *skb) {
                    rounds = 0;
                    while (CONDITION) {
                        asm volatile goto("1: .byte 0xe5, 0\\n .long ((%l[enough] - 1b - 8) / 8) & 0xffff\\n .short 0"
                                :::: enough);
                        rounds++;
                        asm volatile("" ::: "memory");
                    }
                enough:
                    return rounds != 0;
                }
                """, "-DCONDITION=" + condition);
    }

    @Test
    void a_loop_that_may_goto_does_not_end_is_counted_exactly() throws Exception {
        InstructionCount ten = count(mayGoto("rounds<10"), 3);
        InstructionCount eleven = count(mayGoto("rounds<11"), 3);
        InstructionCount thousand = count(mayGoto("rounds<1000"), 3);

        assertThat(thousand.notExact()).isNull();
        assertThat(thousand.perRun() - ten.perRun()).isEqualTo(990 * (eleven.perRun() - ten.perRun()));
        assertThat(CountedRun.of(mayGoto("rounds<1000"), "p").returnValue()).isEqualTo(1);
    }

    @Test
    void a_loop_that_may_goto_ends_is_a_range() throws Exception {
        InstructionCount count = count(mayGoto("1"), 1);

        assertThat(count.least()).isLessThan(count.most());
        assertThat(count.notExact()).isEqualTo("The counts of 6 fresh loads differ: a loop with may_goto runs until its"
                + " time is up.");
    }

    private static ObjectFile timer(String nanos) {
        return BpfSource.of("""
                struct element { struct bpf_timer timer; __u64 fired; };
                struct {
                    __uint(type, BPF_MAP_TYPE_ARRAY);
                    __uint(max_entries, 1);
                    __type(key, __u32);
                    __type(value, struct element);
                } timers SEC(".maps");
                static int fire(void *map, __u32 *key, struct element *e) {
                    for (int i = 0; i < 1000; i++) {
                        e->fired += i;
                        asm volatile("" : "+r"(i));
                    }
                    if (e->fired & 1)
                        e->fired++;
                    bpf_timer_start(&e->timer, NANOS, 0);
                    return 0;
                }
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u32 key = 0;
                    struct element *e = bpf_map_lookup_elem(&timers, &key);
                    if (!e)
                        return -1;
                    bpf_timer_init(&e->timer, &timers, 1);
                    bpf_timer_set_callback(&e->timer, fire);
                    return bpf_timer_start(&e->timer, NANOS, 0);
                }
                """, "-DNANOS=" + nanos);
    }

    @Test
    void a_timer_that_fires_later_is_exact_without_its_callback() throws Exception {
        InstructionCount count = count(timer("3600000000000ull"), 20);

        assertThat(count.notExact()).isNull();
        assertThat(count.coverage().value()).isLessThan(1);
        assertThat(count.helperCalls()).isEqualTo(Map.of("bpf_map_lookup_elem", 1.0, "bpf_timer_init", 1.0,
                "bpf_timer_set_callback", 1.0, "bpf_timer_start", 1.0));
        assertThat(CountedRun.of(timer("3600000000000ull"), "p").entries("fire")).isZero();
    }

    @Test
    void a_timer_that_fires_at_once_is_a_range_or_is_refused() throws Exception {
        ExactFigures figures = figures(timer("0"), 200);

        if (figures.count() == null) {
            assertThat(figures.notCounted()).startsWith("The counters contradict each other:");
        } else {
            assertThat(figures.count().most()).isGreaterThan(figures.count().least());
            assertThat(figures.count().notExact()).isEqualTo("The counts of 6 fresh loads differ: the program has"
                    + " a callback run later, which may be in time for the count.");
        }
    }
}
