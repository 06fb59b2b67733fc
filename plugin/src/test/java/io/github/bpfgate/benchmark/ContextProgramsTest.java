package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.KernelObjects;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.OwnThread;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.TestRun;
import io.github.bpfgate.stats.Limit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The types of program that are run on a context alone: raw_tracepoint and syscall. */
@NeedsEbpf
class ContextProgramsTest {

    private static final ObjectFile IO = BpfSource.fixture("main/bpf/io");

    /** Two instructions each, a load and the end. */
    private static final ObjectFile SHORT = BpfSource.of("""
            SEC("raw_tp/sys_enter") int argument(struct bpf_raw_tracepoint_args *ctx) { return ctx->args[11]; }
            SEC("syscall") int member(int *ctx) { return ctx[1]; }
            """);

    private static Packet context(int bytes, int number) {
        return new Packet("#" + number + " " + bytes + " B", new byte[bytes]);
    }

    private static Packet words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.nativeOrder());
        Arrays.stream(words).forEach(bytes::putInt);
        return new Packet("#1 " + bytes.capacity() + " B", bytes.array());
    }

    /** Arguments of block_rq_complete. */
    private static Packet completed(int error, int bytes) {
        return words(0, 0, error, 0, bytes, 0);
    }

    private static Benchmark benchmark(String program, ObjectFile candidate, Optional<ObjectFile> baseline,
            Packet... contexts) {
        return new Benchmark(program, program, candidate,
                baseline.map(object -> new Benchmark.Baseline(object, program, true)), List.of(contexts),
                Optional.empty(), List.of(new Limit.Increase(1, 50)));
    }

    private static InstructionCount count(String program, ObjectFile file, Packet... contexts) throws Exception {
        ExactFigures figures = new ExactRunner(TestLibbpf.get(), ExactRunner.Depth.COUNTED, List.of())
                .measure(benchmark(program, file, Optional.empty(), contexts)).candidate();
        assertThat(figures.notCounted()).isNull();
        return figures.count();
    }

    private static Measurement measure(Benchmark benchmark, int blocks) throws Exception {
        return OwnThread.call(() -> new BenchmarkRunner(TestLibbpf.get(), new Random(1)).measure(benchmark,
                Schedule.fixed(Duration.ofMinutes(5), blocks), (done, atMost) -> { }));
    }

    private static BenchmarkFailure failure(Benchmark benchmark) {
        return catchThrowableOfType(BenchmarkFailure.class, () -> measure(benchmark, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"argument", "member"})
    void a_load_and_the_end_are_two_instructions(String program) throws Exception {
        InstructionCount count = count(program, SHORT, ContextInput.ZEROS);

        assertThat(count.perRun()).isEqualTo(2);
        assertThat(count.notExact()).isNull();
        assertThat(count.coverage().value()).isEqualTo(1);
        assertThat(count.lines()).singleElement().satisfies(line -> assertThat(line.instructions()).isEqualTo(2));
    }

    /** The first two ways through the loop are another, as the compiler turns it. */
    @Test
    void each_bit_of_a_raw_tracepoints_argument_is_as_many_instructions_more() throws Exception {
        double two = count("io_sizes", IO, completed(0, 1 << 2)).perRun();
        double three = count("io_sizes", IO, completed(0, 1 << 3)).perRun();

        assertThat(three - two).isBetween(2.0, 12.0);
        assertThat(count("io_sizes", IO, completed(0, 1 << 20)).perRun()).isEqualTo(two + 18 * (three - two));
        InstructionCount both = count("io_sizes", IO, completed(0, 1 << 2), completed(0, 1 << 20));
        assertThat(both.perRun()).isEqualTo(two + 9 * (three - two));
        assertThat(both.worstInsns()).isEqualTo((long) (two + 18 * (three - two)));
    }

    /** A load, a jump, the answer and the end. */
    @Test
    void what_no_context_reaches_lowers_the_coverage() throws Exception {
        InstructionCount failed = count("io_sizes", IO, completed(5, 4096));

        assertThat(failed.perRun()).isEqualTo(4);
        assertThat(failed.coverage().value()).isLessThan(0.5);
        assertThat(failed.lines()).anySatisfy(line -> {
            assertThat(line.text()).isEqualTo("while (bytes > 1 && slot < SLOTS - 1) {");
            assertThat(line.executions()).isZero();
        });
    }

    /** Were the first run's context given to the second, it would count 8 more. */
    @Test
    void a_syscall_program_that_writes_into_its_context_is_counted_on_the_same_one_each_time() throws Exception {
        ObjectFile file = BpfSource.of("""
                SEC("syscall") int p(unsigned int *ctx) {
                    unsigned int rounds = ctx[0] & 255;
                    for (unsigned int i = 0; i < rounds; i++) asm volatile("" : "+r"(i));
                    ctx[0] += 8;
                    return 0;
                }
                """);
        InstructionCount twice = count("p", file, words(3), words(3));

        assertThat(twice.notExact()).isNull();
        assertThat(twice.perRun()).isEqualTo(count("p", file, words(3)).perRun())
                .isLessThan(count("p", file, words(11)).perRun());
    }

    @Test
    void counters_change_neither_what_a_program_returns_nor_its_context() throws Exception {
        CountedRun answer = CountedRun.of(IO, "io_quantile", words(50, 7));
        assertThat(answer.returnValue()).isZero();
        CountedRun calls = CountedRun.of(BpfSource.of("""
                static __attribute__((noinline)) int next(int x) { asm volatile("" : "+r"(x)); return 3 * x + 1; }
                static long add(__u32 i, void *ctx) { *(__u32 *)ctx += i; return 0; }
                SEC("syscall") int p(int *ctx) {
                    __u32 sum = next(next(ctx[0]));
                    bpf_loop(10, add, &sum, 0);
                    ctx[1] = sum;
                    return bpf_get_current_pid_tgid() ? 9 : 0;
                }
                """), "p", words(5, 0));
        assertThat(calls.returnValue()).isEqualTo(9);
        assertThat(calls.entries("next")).isEqualTo(2);
        assertThat(calls.entries("add")).isEqualTo(10);
        assertThat(calls.calls()).containsEntry("bpf_loop", 1L).containsEntry("bpf_get_current_pid_tgid", 1L);
    }

    @ParameterizedTest
    @CsvSource({"io_sizes, raw_tracepoint", "io_quantile, syscall"})
    void is_timed_once_a_call_by_the_statistics_clock(String program, String type) throws Exception {
        long descriptors = KernelObjects.descriptors();

        Measurement measured = measure(benchmark(program, IO, Optional.empty(), ContextInput.ZEROS), 2);

        assertThat(measured.type()).isEqualTo(type);
        assertThat(measured.sampling()).startsWith("test-run, repeat 1, ")
                .endsWith("calls a sample, by the kernel's statistics clock");
        assertThat(measured.notes()).first().asString().startsWith("the kernel test-runs " + type + " programs once a"
                + " call; so each run is a call of its own, on a fresh context (");
        assertThat(Arrays.stream(measured.candidate()).boxed()).hasSize(2)
                .allSatisfy(ns -> assertThat(ns).isPositive());
        assertThat(measured.nullProgram()).hasSize(2);
        assertThat(measured.packets()).singleElement()
                .satisfies(packet -> assertThat(packet.name()).isEqualTo("of zeros"));
        assertThat(KernelObjects.descriptors()).isEqualTo(descriptors);
    }

    /** A sample of hundreds of calls would last so long that the scheduler interrupts each. */
    @Test
    void makes_fewer_calls_of_a_slow_program() throws Exception {
        ObjectFile slow = BpfSource.of("""
                static long spend(__u32 i, void *ctx) { asm volatile("" : "+r"(i)); return 0; }
                SEC("syscall") int p(void *ctx) { return bpf_loop(100000, spend, 0, 0) > 0; }
                """);
        assertThat(measure(benchmark("p", slow, Optional.empty(), ContextInput.ZEROS), 1).repeat()).isLessThan(50);
    }

    @Test
    void warns_that_candidate_and_baseline_return_or_leave_different_things() throws Exception {
        ObjectFile three = BpfSource.of("SEC(\"syscall\") int p(int *ctx) { ctx[1] = ctx[0] + 3; return 0; }");
        ObjectFile four = BpfSource.of("SEC(\"syscall\") int p(int *ctx) { ctx[1] = ctx[0] + 4; return 0; }");
        assertThat(measure(benchmark("p", three, Optional.of(four), words(1, 2)), 1).warnings()).containsExactly(
                "the candidate's output is another than the baseline's from byte 4 on (context #1 8 B): the two do not"
                        + " do the same");

        ObjectFile first = BpfSource.of(
                "SEC(\"raw_tp/sys_enter\") int p(struct bpf_raw_tracepoint_args *ctx) { return ctx->args[0]; }");
        ObjectFile second = BpfSource.of(
                "SEC(\"raw_tp/sys_enter\") int p(struct bpf_raw_tracepoint_args *ctx) { return ctx->args[1]; }");
        assertThat(measure(benchmark("p", first, Optional.of(second), words(1, 0, 2, 0)), 1).warnings())
                .singleElement().asString()
                .startsWith("the candidate returns 1 where the baseline returned 2 (context #1 16 B)");
    }

    @ParameterizedTest
    @CsvSource({"argument, 97, more than the 96 the kernel takes when it test-runs a raw_tracepoint program",
        "argument, 95, and the program may read 96 bytes of it", "member, 7, and the program may read 8 bytes of it",
        "member, 65536, more than the 65535 the kernel takes when it test-runs a syscall program"})
    void says_how_long_a_context_has_to_be(String program, int bytes, String why) {
        BenchmarkFailure failure = failure(benchmark(program, SHORT, Optional.empty(), context(96, 1),
                context(bytes, 2)));
        assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
        assertThat(failure).hasMessageStartingWith("Benchmark " + program + ": context #2 " + bytes + " B is " + bytes
                + " bytes long, " + why);
    }

    /** What the baseline reads counts as well: both are run on the same. */
    @Test
    void a_context_has_to_be_long_enough_for_the_baseline_too() throws Exception {
        ObjectFile less = BpfSource.of("SEC(\"syscall\") int member(int *ctx) { return ctx[0]; }");

        assertThat(failure(benchmark("member", less, Optional.of(SHORT), words(1))))
                .hasMessageContaining("context #1 4 B is 4 bytes long, and the program may read 8 bytes of it");
        assertThat(measure(benchmark("member", less, Optional.of(SHORT), ContextInput.ZEROS), 1).warnings()).isEmpty();
    }

    @Test
    void takes_contexts_of_every_length_between() throws Exception {
        assertThat(count("argument", SHORT, context(96, 1)).perRun()).isEqualTo(2);
        assertThat(count("member", SHORT, context(8, 1), context(65_535, 2)).perRun()).isEqualTo(2);
    }

    /** Which may be of any type that test-run takes. */
    @ParameterizedTest
    @ValueSource(strings = {"call", "trace"})
    void a_set_up_program_that_reads_its_context_finds_zeros(String setup) {
        ObjectFile file = BpfSource.of("""
                int filled;
                SEC("syscall") int call(long *ctx) { filled = 40 + ctx[3]; return 0; }
                SEC("raw_tp/sys_enter") int trace(struct bpf_raw_tracepoint_args *ctx) {
                    filled = 40 + ctx->args[3];
                    return 3;
                }
                SEC("xdp") int p(struct xdp_md *ctx) { return filled; }
                """);
        TestRun run = new TestRun(TestLibbpf.get(), DefaultPacket.get().bytes(), new byte[0]);
        try (var loaded = new ProgramSource.InObject(TestLibbpf.get(), file, "p", Optional.of(setup)).load()) {
            assertThat(run.runForOutput(loaded.program(), 1).returnValue()).isEqualTo(40);
        }
    }

    @Test
    void a_tail_call_counts_and_may_read_further() throws Exception {
        ObjectFile file = BpfSource.of("""
                int callee(struct bpf_raw_tracepoint_args *ctx);
                struct {
                    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
                    __uint(max_entries, 1);
                    __type(key, __u32);
                    __array(values, int (void *));
                } targets SEC(".maps") = { .values = { [0] = (void *)&callee } };
                SEC("raw_tp/sys_enter") int callee(struct bpf_raw_tracepoint_args *ctx) { return ctx->args[5]; }
                SEC("raw_tp/sys_enter") int p(struct bpf_raw_tracepoint_args *ctx) {
                    bpf_tail_call(ctx, &targets, 0);
                    return 3;
                }
                """);
        assertThat(count("p", file, ContextInput.ZEROS).perRun())
                .as("two arguments and the call, a load and the end").isEqualTo(5);
        assertThat(failure(benchmark("p", file, Optional.empty(), context(8, 1))))
                .hasMessageContaining("the program may read 48 bytes of it");
    }
}
