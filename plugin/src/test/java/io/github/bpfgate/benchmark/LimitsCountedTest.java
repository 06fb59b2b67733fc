package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.instrument.CannotCountException;
import io.github.bpfgate.instrument.CounterChoice;
import io.github.bpfgate.libbpf.TestRun;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Programs at a limit of the kernel's: counted where the counters find room, else refused in a sentence. */
@NeedsEbpf
class LimitsCountedTest {

    private static ExactFigures figures(ObjectFile object) throws Exception {
        return new ExactRunner(TestLibbpf.get(), ExactRunner.Depth.COUNTED, List.of())
                .measure(new Benchmark("p", "p", object, Optional.empty(),
                new BuiltPacket("ipv4 udp").packets(), Optional.empty(), List.of())).candidate();
    }

    private static String refusal(ObjectFile object) throws Exception {
        ExactFigures figures = figures(object);
        assertThat(figures.count()).isNull();
        assertThat(figures.verifiedInsns()).as("the verifier's figures come all the same").isPositive();
        return figures.notCounted();
    }

    /** Jumps 30,000 instructions ahead, which the counters between them make too many, or runs through them. */
    private static ObjectFile far(int shortest) {
        return BpfSource.of("""
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u64 x = skb->mark, length = skb->len;
                    if (length >= SHORTEST)
                        asm volatile(".rept 1000\\n if %0 == %1 goto +1\\n %0 += 1\\n"
                                ".rept 28\\n r4 = 0\\n .endr\\n .endr\\n" : "+r"(x) : "r"(length) : "r4");
                    return x;
                }
                """, "-DSHORTEST=" + shortest);
    }

    @Test
    void a_jump_that_no_longer_reaches_is_lengthened() throws Exception {
        CountedRun over = CountedRun.of(far(1000), "p");
        CountedRun through = CountedRun.of(far(10), "p");

        assertThat(over.returnValue()).isZero();
        assertThat(over.total()).isLessThan(10);
        assertThat(through.returnValue()).isEqualTo(64);
        assertThat(through.total() - over.total()).as("64 additions are not jumped over").isEqualTo(1000 * 29 + 64);
    }

    @Test
    void a_long_jump_of_the_programs_own_is_followed() throws Exception {
        CountedRun run = CountedRun.of(BpfSource.of("""
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u64 x = skb->len;
                    asm volatile("if %0 < 100 goto l1_%=\\n"
                            "l0_%=: .byte 6, 0, 0, 0\\n .long (l2_%= - l0_%=) / 8 - 1\\n"
                            "l1_%=: .rept 40000\\n %0 += 1\\n .endr\\n"
                            "l2_%=:\\n" : "+r"(x));
                    return x;
                }
                """), "p");

        assertThat(run.returnValue()).isEqualTo(64 + 40_000);
        assertThat(run.total()).isBetween(40_003L, 40_010L);
    }

    @Test
    void a_program_that_uses_all_of_the_stack_is_counted_if_registers_are_free() throws Exception {
        ObjectFile object = BpfSource.of("""
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u64 length = skb->len;
                    asm volatile("*(u64 *)(r10 - 512) = %0\\n if %0 > 100 goto +1\\n %0 += 2\\n" : "+r"(length));
                    return length;
                }
                """);

        assertThat(figures(object).stackBytes()).isEqualTo(512);
        assertThat(CountedRun.of(object, "p").returnValue()).isEqualTo(64 + 2);
    }

    /** Has no register free where a counter has to stand. */
    private static final String FULL_HOUSE = """
            #define ALL(op) op(1) op(2) op(3) op(4) op(5) op(6) op(7) op(8) op(9)
            #define SET(n) "r" #n " = r0\\n"
            #define ADD(n) "r0 += r" #n "\\n"
            #define NAME(n) , "r" #n
            #define FULL_HOUSE(depth) asm volatile("r0 = *(u32 *)(r1 + 0)\\n *(u64 *)(r10 - " #depth ") = r0\\n" \
                    ALL(SET) "if r0 > 100 goto +1\\n r3 += 1\\n" ALL(ADD) ::: "r0" ALL(NAME))
            """;

    @Test
    void registers_are_put_aside_where_the_stack_has_room() throws Exception {
        CountedRun run = CountedRun.of(BpfSource.of(FULL_HOUSE + """
                SEC("tc") int p(struct __sk_buff *skb) { FULL_HOUSE(496); return 0; }
                """), "p");

        assertThat(run.executed("p")).isEqualTo(2 + 9 + 2 + 9 + 2);
    }

    @Test
    void the_stacks_of_all_callers_count_together() throws Exception {
        assertThat(refusal(BpfSource.of(FULL_HOUSE + """
                static __attribute__((noinline)) int deep(struct __sk_buff *skb) { FULL_HOUSE(256); return skb->len; }
                SEC("tc") int p(struct __sk_buff *skb) {
                    int length = deep(skb);
                    asm volatile("*(u64 *)(r10 - 256) = %0" :: "r"((__u64)length));
                    return length;
                }
                """))).startsWith(
                        "With counters in it the kernel does not take p: EACCES (errno 13): combined stack size");
    }

    @Test
    void a_program_that_uses_all_of_the_stack_and_all_registers_is_not() throws Exception {
        assertThat(refusal(BpfSource.of(FULL_HOUSE + """
                SEC("tc") int p(struct __sk_buff *skb) { FULL_HOUSE(512); return 0; }
                """))).isEqualTo("A register has to be put aside for a counter before instruction 12: with it the"
                        + " function would use 528 bytes of stack, and 512 are allowed.");
    }

    private static ObjectFile maps(int number) {
        String all = IntStream.range(0, number).mapToObj(i -> "X(m" + i + ")").collect(Collectors.joining(" "));
        return BpfSource.of("""
                #define X(name) struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); \\
                                         __type(key, __u32); __type(value, __u64); } name SEC(".maps");
                ALL
                #undef X
                #define X(name) found += bpf_map_lookup_elem(&name, &key) != 0; asm volatile("" : "+r"(found));
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u32 key = 0, found = 0;
                    ALL
                    return found;
                }
                """.replace("ALL", all));
    }

    @Test
    void counters_take_one_of_64_maps() throws Exception {
        assertThat(CountedRun.of(maps(63), "p").returnValue()).isEqualTo(63);
        assertThat(refusal(maps(64))).isEqualTo(
                "The program uses 64 maps, as many as one may use: none is left to count in.");
    }

    /** Walks as many rounds as there are, of which each is 4 instructions and the body's. */
    private static ObjectFile rounds(int rounds, int body) {
        return BpfSource.of("""
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u32 x = skb->len;
                    for (int i = 0; i < ROUNDS; i++)
                        asm volatile(".rept " BODY "\\n %0 += 1\\n .endr\\n" : "+r"(x));
                    return x != 0;
                }
                """, "-DROUNDS=" + rounds, "-DBODY=\"" + body + "\"");
    }

    @Test
    void a_program_near_the_verifiers_million_is_counted_if_the_counters_fit_in() throws Exception {
        assertThat(figures(rounds(4_500, 200)).verifiedInsns()).isBetween(900_000, 1_000_000);
        assertThat(CountedRun.of(rounds(4_500, 200), "p").total()).isBetween(900_000L, 920_000L);
    }

    @Test
    void a_program_near_the_verifiers_million_is_refused_if_they_do_not() throws Exception {
        assertThat(refusal(rounds(150_000, 1))).matches(
                "With counters in it the verifier gives up p after 1,000,000 instructions, with the fewest as with one"
                        + " in every block; without any it walks through 7..,...\\.");
    }

    /** Goes round 70,000 times, half of them one way and half the other, as the verifier knows. */
    private static final ObjectFile DIAMONDS = BpfSource.of("""
            SEC("tc") int p(struct __sk_buff *skb) {
                __u64 round = 0, odd = 0;
                asm volatile("l1_%=: if %0 < 35000 goto l2_%=\\n goto l3_%=\\n l2_%=: %1 += 1\\n"
                        "l3_%=: %0 += 1\\n if %0 < 70000 goto l1_%=\\n" : "+r"(round), "+r"(odd));
                return odd;
            }
            """);

    @Test
    void counters_that_are_too_many_for_the_verifier_give_way_to_others() throws Exception {
        ProgramSource.InObject source = new ProgramSource.InObject(TestLibbpf.get(), DIAMONDS, "p", Optional.empty());
        TestRun packet = RunnableType.SCHED_CLS.testRun(TestLibbpf.get(), DefaultPacket.get());
        try (ProgramSource.Loaded loaded = source.loadWithStatistics()) {
            TwinSource many = new TwinSource(TestLibbpf.get(), DIAMONDS.map(), loaded,
                    List.of(CounterChoice.EVERY_BLOCK));
            TwinSource manyThenFew = new TwinSource(TestLibbpf.get(), DIAMONDS.map(), loaded,
                    List.of(CounterChoice.EVERY_BLOCK, CounterChoice.FEWEST));

            assertThatThrownBy(() -> many.twin("p", loaded.object())).isInstanceOf(CannotCountException.class)
                    .hasMessageStartingWith("With counters in it the verifier gives up p after 1,000,000 instructions");
            try (CountingInstance counting = CountingInstance.of(TestLibbpf.get(), manyThenFew, loaded.object())) {
                CountingInstance.Counted counted = counting.run(new Exercise.OnPacket("any", packet));
                assertThat(counted.done().answer().orElseThrow().returnValue()).isEqualTo(35_000);
                assertThat(counted.counts().get("p").total()).isBetween(70_000L * 4, 70_000L * 4 + 10);
            }
        }
    }
}
