package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tail calls: what they lead to is counted with the program, and what they leave behind is not. */
@NeedsEbpf
class TailCallsCountedTest {

    private static final String PROGRAMS = """
            int first(struct __sk_buff *skb);
            int second(struct __sk_buff *skb);
            int again(struct __sk_buff *skb);
            struct {
                __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
                __uint(max_entries, 4);
                __type(key, __u32);
                __array(values, int (void *));
            } targets SEC(".maps") = { .values = { (void *)&first, (void *)&second, (void *)&again } };
            __u32 rounds;
            SEC("tc") int second(struct __sk_buff *skb) { return 7; }
            SEC("tc") int first(struct __sk_buff *skb) { bpf_tail_call(skb, &targets, 1); return 5; }
            SEC("tc") int chain(struct __sk_buff *skb) { bpf_tail_call(skb, &targets, 0); return 3; }
            SEC("tc") int again(struct __sk_buff *skb) {
                rounds++;
                bpf_tail_call(skb, &targets, 2);
                return rounds;
            }
            static __attribute__((noinline)) int leave(struct __sk_buff *skb, __u32 index) {
                int missed = 2;
                bpf_tail_call(skb, &targets, index);
                asm volatile("" : "+r"(missed));
                return missed;
            }
            SEC("tc") int returned(struct __sk_buff *skb) { return leave(skb, 1) * 10; }
            SEC("tc") int missed(struct __sk_buff *skb) { return leave(skb, 3) * 10; }
            SEC("tc") int outside(struct __sk_buff *skb) { return leave(skb, 4000) * 10; }
            """;

    private static CountedRun run(String program) throws Exception {
        return CountedRun.of(BpfSource.of(PROGRAMS), program);
    }

    @Test
    void each_program_of_a_chain_counts_as_far_as_it_runs() throws Exception {
        CountedRun run = run("chain");

        assertThat(run.returnValue()).isEqualTo(7);
        // A map takes a 64-bit constant, an index one instruction, the call one; then r0 = 7, exit.
        assertThat(run.total("chain")).isEqualTo(3);
        assertThat(run.total("first")).isEqualTo(3);
        assertThat(run.total("second")).isEqualTo(2);
        assertThat(run.total("again")).isZero();
        assertThat(run.total()).isEqualTo(8);
    }

    @Test
    void a_program_that_calls_itself_runs_as_often_as_the_kernel_lets_it() throws Exception {
        CountedRun run = run("again");

        assertThat(run.returnValue()).as("MAX_TAIL_CALL_CNT of linux/bpf.h is 33").isEqualTo(34);
        assertThat(run.entries("again")).isEqualTo(34);
        assertThat(run.calls()).isEqualTo(Map.of("bpf_tail_call", 34L));
    }

    @Test
    void a_tail_call_from_a_subprogram_returns_to_the_programs_own_code() throws Exception {
        CountedRun run = run("returned");

        assertThat(run.returnValue()).isEqualTo(70);
        assertThat(run.total("second")).isEqualTo(2);
        assertThat(run.executed("returned")).isEqualTo(run.reached("returned"));
        assertThat(run.reached("leave")).as("but for its own r0 = 2, exit")
                .isEqualTo(run("missed").reached("leave") - 2);
    }

    @Test
    void an_index_without_a_program_or_outside_of_the_array_goes_on() throws Exception {
        for (String program : new String[] {"missed", "outside"}) {
            CountedRun run = run(program);

            assertThat(run.returnValue()).as(program).isEqualTo(20);
            assertThat(run.total()).isEqualTo(run.executed(program) + run.executed("leave"));
            assertThat(run.calls()).isEqualTo(Map.of("bpf_tail_call", 1L));
        }
    }
}
