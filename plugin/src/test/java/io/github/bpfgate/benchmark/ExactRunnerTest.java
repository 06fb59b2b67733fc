package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.benchmark.input.Pcap;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.instrument.LineRate;
import io.github.bpfgate.instrument.ListedInsn;
import io.github.bpfgate.instrument.Passage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@NeedsEbpf
class ExactRunnerTest {

    private static final Path PACKETS = Path.of("../bpf-fixtures/src/test/packets");
    private static final String TAIL_CALLS = """
            int callee(struct __sk_buff *skb);
            struct {
                __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
                __uint(max_entries, 2);
                __type(key, __u32);
                __array(values, int (void *));
            } targets SEC(".maps") = { .values = { [1] = (void *)&callee } };
            SEC("tc") int callee(struct __sk_buff *skb) { return 7; }
            SEC("tc") int caller(struct __sk_buff *skb) { bpf_tail_call(skb, &targets, 1); return 3; }
            SEC("tc") int misser(struct __sk_buff *skb) { bpf_tail_call(skb, &targets, 0); return 3; }
            """;

    private static List<Packet> udp() throws Exception {
        return new BuiltPacket("ipv4 udp").packets();
    }

    private static ExactMeasurement measure(ObjectFile candidate, Optional<ObjectFile> baseline, String program,
            List<Packet> packets) throws Exception {
        return new ExactRunner(TestLibbpf.get(), ExactRunner.Depth.COUNTED, List.of())
                .measure(new Benchmark(program, program,
                candidate, baseline.map(object -> new Benchmark.Baseline(object, program, false)), packets,
                Optional.empty(), List.of()));
    }

    private static InstructionCount count(ObjectFile file, String program) throws Exception {
        return count(file, program, udp());
    }

    private static InstructionCount count(ObjectFile file, String program, List<Packet> packets) throws Exception {
        ExactFigures figures = measure(file, Optional.empty(), program, packets).candidate();
        assertThat(figures.notCounted()).isNull();
        return figures.count();
    }

    private static ObjectFile story(String version) {
        return BpfSource.fixture("history/" + version + "/fun_xdp");
    }

    private static List<Packet> allOctets() throws Exception {
        return new Pcap(PACKETS.resolve("all-octets.pcap")).packets();
    }

    @Test
    void two_instructions_are_two() throws Exception {
        InstructionCount count = count(BpfSource.of("SEC(\"tc\") int p(struct __sk_buff *skb) { return 0; }"), "p");

        assertThat(count.perRun()).isEqualTo(2);
        assertThat(count.least()).isEqualTo(count.most()).isEqualTo(2);
        assertThat(count.notExact()).isNull();
        assertThat(count.coverage().value()).isEqualTo(1);
        assertThat(count.helperCalls()).isEmpty();
    }

    @Test
    void each_round_more_is_as_many_instructions_more() throws Exception {
        double none = count(BpfSource.fixture("broken/slow"), "slow").perRun();
        double one = count(BpfSource.fixture("broken/slow", "-DEXTRA=1"), "slow").perRun();
        double thousand = count(BpfSource.fixture("broken/slow", "-DEXTRA=1000"), "slow").perRun();

        assertThat(one - none).isBetween(2.0, 6.0);
        assertThat(thousand - none).isEqualTo(1000 * (one - none));
    }

    @Test
    void the_recomputing_loop_shows_in_the_count_and_in_its_lines() throws Exception {
        InstructionCount table = count(story("4-fibonacci-table"), "fun_xdp", allOctets());
        InstructionCount loop = count(story("3-fibonacci-loop"), "fun_xdp", allOctets());

        assertThat(loop.perRun()).isGreaterThan(2 * table.perRun());
        assertThat(loop.lines()).filteredOn(line -> line.text().equals("while (b < n) {")).singleElement()
                .satisfies(line -> {
                    assertThat(line.file()).endsWith("fun_xdp.bpf.c");
                    assertThat(line.executions()).isGreaterThan(10);
                });
        assertThat(loop.lines().stream().mapToDouble(LineRate::instructions).sum())
                .as("no instruction without a line").isCloseTo(loop.perRun(), within(1e-6));
        assertThat(loop.worstPacket()).as("of 256 the one that climbs highest and is in no class").startsWith("#235 ");
        assertThat(loop.worstInsns()).isGreaterThan((long) loop.perRun());
    }

    @Test
    void the_published_fix_saves_nothing() throws Exception {
        double loop = count(story("3-fibonacci-loop"), "fun_xdp", allOctets()).perRun();
        double published = count(story("5-published-fix"), "fun_xdp", allOctets()).perRun();

        assertThat(published).isGreaterThan(loop * 0.95);
    }

    @Test
    void is_the_same_each_time() throws Exception {
        InstructionCount first = count(story("3-fibonacci-loop"), "fun_xdp");
        for (int i = 0; i < 20; i++) {
            assertThat(count(story("3-fibonacci-loop"), "fun_xdp")).isEqualTo(first);
        }
    }

    @Test
    void counts_the_calls_of_each_helper_and_of_each_packet() throws Exception {
        ObjectFile file = BpfSource.of("""
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u64 sum = bpf_ktime_get_ns();
                    if (skb->len > 100) sum += bpf_ktime_get_ns() + bpf_get_smp_processor_id();
                    return sum & 1;
                }
                """);
        List<Packet> packets = List.of(udp().get(0), new BuiltPacket("ipv4 udp size=200").packets().get(0));

        assertThat(count(file, "p", packets).helperCalls()).isEqualTo(
                Map.of("bpf_ktime_get_ns", 1.5, "bpf_get_smp_processor_id", 0.5));
    }

    @Test
    void a_branch_that_no_packet_takes_is_not_covered() throws Exception {
        ObjectFile file = BpfSource.of("""
                SEC("tc") int p(struct __sk_buff *skb) {
                    if (skb->len < 1000)
                        return 1;
                    return skb->mark * 3 + skb->priority * 5 + skb->ifindex * 7;
                }
                """);
        InstructionCount count = count(file, "p");

        assertThat(count.coverage().value()).isLessThan(0.6).isGreaterThan(0.1);
        assertThat(count.lines()).filteredOn(line -> line.executions() == 0).extracting(LineRate::text)
                .contains("return skb->mark * 3 + skb->priority * 5 + skb->ifindex * 7;");
    }

    @Test
    void a_tail_call_counts_with_what_it_leads_to() throws Exception {
        InstructionCount caller = count(BpfSource.of(TAIL_CALLS), "caller");
        InstructionCount misser = count(BpfSource.of(TAIL_CALLS), "misser");

        // r2 = map, r3 = index, call; then r0 = 7, exit of the other program, or r0 = 3, exit of its own.
        assertThat(caller.perRun()).isEqualTo(misser.perRun()).isEqualTo(5);
        assertThat(caller.coverage().value()).as("its own last two are never reached").isEqualTo(5 / 7.0);
        assertThat(misser.coverage().value()).as("the other program never ran, and is not looked at").isEqualTo(1);
        assertThat(caller.helperCalls()).isEqualTo(Map.of("bpf_tail_call", 1.0));
    }

    @Test
    void a_function_that_two_programs_have_a_copy_of_is_counted_in_both() throws Exception {
        String function = """
                static __attribute__((noinline)) int shared(struct __sk_buff *skb) {
                    volatile __u32 length = skb->len;
                    return length * 3;
                }
                """;
        String call = "bpf_tail_call(skb, &targets, 1);";
        InstructionCount count = count(BpfSource.of(function + TAIL_CALLS.replace("return 7;", "return shared(skb);")
                .replace(call, "shared(skb); " + call)), "caller");

        assertThat(count.lines()).extracting(line -> line.function() + line.line()).doesNotHaveDuplicates();
        assertThat(count.lines()).filteredOn(line -> line.text().equals("return length * 3;")).singleElement()
                .satisfies(line -> assertThat(line.executions()).isEqualTo(2));
        assertThat(count.lines().stream().mapToDouble(LineRate::instructions).sum()).isEqualTo(count.perRun());
    }

    @Test
    void a_listing_counts_every_instruction_the_program_that_was_run_first() throws Exception {
        Benchmark benchmark = new Benchmark("caller", "caller", BpfSource.of(TAIL_CALLS), Optional.empty(), udp(),
                Optional.empty(), List.of());
        InstructionCount count = new ExactRunner(TestLibbpf.get(), ExactRunner.Depth.LISTED, List.of())
                .measure(benchmark)
                .candidate().count();

        assertThat(count.listing()).extracting(Passage::program).startsWith("caller").endsWith("callee");
        assertThat(count.listing().stream().flatMap(passage -> passage.insns().stream())
                .mapToDouble(ListedInsn::executions).sum()).isEqualTo(count.perRun());
        assertThat(count(BpfSource.of(TAIL_CALLS), "caller").listing()).as("nobody asked for it").isNull();
    }

    @Test
    void what_depends_on_random_numbers_is_a_range() throws Exception {
        ObjectFile file = BpfSource.of("""
                SEC("tc") int p(struct __sk_buff *skb) {
                    __u32 rounds = bpf_get_prandom_u32() & 0xff, x = skb->len;
                    for (__u32 i = 0; i < 256 && i < rounds; i++) {
                        x ^= x << 1;
                        asm volatile("" : "+r"(x));
                    }
                    return x;
                }
                """);
        List<Packet> packets = IntStream.range(0, 20).mapToObj(i -> DefaultPacket.get()).toList();
        InstructionCount count = count(file, "p", packets);

        assertThat(count.least()).isLessThan(count.most());
        assertThat(count.perRun()).isBetween(count.least(), count.most());
        assertThat(count.notExact()).isEqualTo("The counts of 6 fresh loads differ: the program asks"
                + " bpf_get_prandom_u32, which answers otherwise each time.");
    }

    @Test
    void gives_the_verifiers_figures_and_the_sizes() throws Exception {
        ExactMeasurement measured = measure(story("3-fibonacci-loop"), Optional.of(story("4-fibonacci-table")),
                "fun_xdp", udp());

        for (ExactFigures figures : List.of(measured.candidate(), measured.baseline())) {
            assertThat(figures.verifiedInsns()).isGreaterThan(figures.insns());
            assertThat(figures.states()).isGreaterThanOrEqualTo(figures.peakStates()).isPositive();
            assertThat(figures.stackBytes()).isEqualTo(8);
            assertThat(figures.xlatedBytes()).isGreaterThanOrEqualTo(8 * figures.insns());
            assertThat(figures.jitedBytes()).isPositive();
            assertThat(figures.mapBytes()).as("a queue of 1024 entries of 4 bytes").isGreaterThan(4096);
            assertThat(figures.verifierNanos()).isPositive();
        }
        assertThat(measured.unchanged()).isFalse();
        assertThat(measured.candidate().verifiedInsns()).as("it walks the loop")
                .isGreaterThan(measured.baseline().verifiedInsns());
    }

    @Test
    void warns_of_a_candidate_that_answers_otherwise() throws Exception {
        ExactMeasurement measured = measure(BpfSource.of("SEC(\"tc\") int p(struct __sk_buff *skb) { return 2; }"),
                Optional.of(BpfSource.of("SEC(\"tc\") int p(struct __sk_buff *skb) { return skb->len ? 0 : 1; }")), "p",
                udp());

        assertThat(measured.warnings()).singleElement().asString()
                .startsWith("the candidate returns 2 where the baseline returned 0");
    }

    @Test
    void calls_and_coverage_that_depend_on_random_numbers_are_ranges_too() throws Exception {
        ObjectFile file = BpfSource.of("""
                SEC("tc") int p(struct __sk_buff *skb) {
                    if (bpf_get_prandom_u32() & 1)
                        return bpf_ktime_get_ns() & 1;
                    return skb->len * 3;
                }
                """);
        List<Packet> packets = IntStream.range(0, 400).mapToObj(i -> DefaultPacket.get()).toList();
        InstructionCount count = count(file, "p", packets);

        assertThat(count.calls().least()).isLessThan(count.calls().most());
        assertThat(count.coverage().value()).isEqualTo(1);
    }

    @Test
    void the_same_work_is_counted_once() throws Exception {
        ExactMeasurement measured = measure(story("1-fizz"), Optional.of(story("1-fizz")), "fun_xdp", udp());

        assertThat(measured.unchanged()).isTrue();
        assertThat(measured.baseline()).isNull();
        assertThat(measured.candidate().count().perRun()).isPositive();
    }

    @Test
    void is_not_counted_where_only_the_verifiers_figures_are_wanted() throws Exception {
        Benchmark benchmark = new Benchmark("fun_xdp", "fun_xdp", story("1-fizz"), Optional.empty(), udp(),
                Optional.empty(), List.of());
        ExactFigures figures = new ExactRunner(TestLibbpf.get(), ExactRunner.Depth.LOADED, List.of()).measure(benchmark)
                .candidate();

        assertThat(figures.count()).isNull();
        assertThat(figures.notCounted()).isNull();
        assertThat(figures.verifiedInsns()).isPositive();
    }
}
