package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bpfgate.benchmark.input.Packet;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.KernelObjects;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.OwnThread;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.SystemCall;
import io.github.bpfgate.stats.Limit;
import io.github.bpfgate.stats.LookSchedule;
import io.github.bpfgate.stats.Median;
import io.github.bpfgate.stats.Outcome;
import io.github.bpfgate.stats.SequentialDecision;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real programs, attached and triggered; one is slower by a factor of twenty, which no noise makes. */
@NeedsEbpf
class AttachedBenchmarkTest {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);
    /** No noise between equal programs comes near it. */
    private static final Limit.Increase GENEROUS = new Limit.Increase(1, 50);
    private static final String FIXTURE = "broken/attached";

    private static Benchmark benchmark(String program, ObjectFile candidate, ObjectFile baseline,
            Attaching attaching) {
        return new Benchmark(program, program, candidate,
                Optional.of(new Benchmark.Baseline(baseline, program, true)), List.of(), Optional.empty(),
                List.of(GENEROUS), Optional.of(attaching));
    }

    private static Measurement measure(Benchmark benchmark, Schedule schedule) throws Exception {
        return OwnThread.call(() -> new BenchmarkRunner(TestLibbpf.get(), new Random(1))
                .measure(benchmark, schedule, (blocks, atMost) -> { }));
    }

    private static Outcome outcome(Measurement measured) {
        return SequentialDecision.decide(measured.blocks(), GENEROUS.in(Median.of(measured.baseline())),
                LookSchedule.standard()).outcome();
    }

    @ParameterizedTest
    @CsvSource({"on_getpgid, tracepoint", "on_sys_enter, raw_tracepoint", "on_sys_exit, tp_btf",
            "on_sample, perf_event", "on_call, uprobe", "on_egress, cgroup_skb", "on_connect4, cgroup_sock_addr",
            "on_getsockopt, cgroup_sockopt", "on_post_bind4, cgroup_sock", "on_handshake, sock_ops",
            "on_reuseport, sk_reuseport", "on_message, sk_msg", "on_segment, sk_skb",
            "on_frame, xdp", "on_arrival, sched_cls"})
    void passes_equal_work_and_finds_a_slower_program(String program, String type) throws Exception {
        String sysctl = KernelObjects.statisticsSysctl();
        ObjectFile baseline = BpfSource.fixture(FIXTURE);
        Measurement equal = measure(benchmark(program, BpfSource.fixture(FIXTURE, "-DTAG=7"), baseline,
                Attaching.DEFAULT), Schedule.fixed(LONG_ENOUGH, LookSchedule.FEWEST_BLOCKS));
        Measurement slower = measure(benchmark(program, BpfSource.fixture(FIXTURE, "-DEXTRA=2000"), baseline,
                Attaching.DEFAULT), Schedule.fixed(LONG_ENOUGH, LookSchedule.FEWEST_BLOCKS));

        assertThat(equal.method()).isEqualTo("attach");
        assertThat(equal.type()).isEqualTo(type);
        assertThat(equal.unchanged()).isFalse();
        assertThat(equal.sampling()).startsWith("attached, ").endsWith(", by the kernel's statistics clock");
        assertThat(outcome(equal)).isEqualTo(Outcome.PASS);
        assertThat(outcome(slower)).isEqualTo(Outcome.REGRESSED);
        assertThat(Arrays.stream(slower.nullProgram()).boxed()).allSatisfy(ns -> assertThat(ns).isPositive());
        assertThat(KernelObjects.statisticsSysctl()).isEqualTo(sysctl);
    }

    /** That every trigger runs the program once is what lets them be measured at all. */
    @ParameterizedTest
    @ValueSource(strings = {"on_return", "on_ingress", "on_connect6", "on_bind4", "on_sendmsg4", "on_recvmsg4",
            "on_getpeername4", "on_getsockname4", "on_setsockopt", "on_post_bind6"})
    void runs_the_program_once_for_every_trigger(String program) throws Exception {
        Measurement measured = measure(benchmark(program, BpfSource.fixture(FIXTURE, "-DEXTRA=2000"),
                BpfSource.fixture(FIXTURE), Attaching.DEFAULT), Schedule.fixed(LONG_ENOUGH, 1));
        assertThat(measured.blocks()).hasSize(1);
        assertThat(measured.blocks()[0]).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"on_getpgid", "on_sys_exit", "on_call", "on_connect4", "on_handshake", "on_reuseport",
            "on_message", "on_frame", "on_arrival"})
    void gives_back_all_that_it_held(String program) throws Exception {
        Benchmark benchmark = benchmark(program, BpfSource.fixture(FIXTURE, "-DTAG=7"), BpfSource.fixture(FIXTURE),
                Attaching.DEFAULT);
        measure(benchmark, Schedule.fixed(LONG_ENOUGH, 1));
        long before = KernelObjects.descriptors();
        measure(benchmark, Schedule.fixed(LONG_ENOUGH, 2));
        count(benchmark);
        assertThat(KernelObjects.descriptors()).isEqualTo(before);
    }

    private static ExactMeasurement count(Benchmark benchmark) throws Exception {
        return OwnThread.call(() -> new ExactRunner(TestLibbpf.get(), ExactRunner.Depth.COUNTED, List.of())
                .measure(benchmark));
    }

    /** Two instructions a round; the compiler adds what ends it. */
    @ParameterizedTest
    @ValueSource(strings = {"on_getpgid", "on_sys_exit", "on_sample", "on_call", "on_egress", "on_connect4",
            "on_handshake", "on_reuseport", "on_message", "on_segment", "on_frame", "on_arrival"})
    void counts_the_instructions_of_a_run_exactly(String program) throws Exception {
        ExactMeasurement counted = count(benchmark(program, BpfSource.fixture(FIXTURE, "-DEXTRA=2000"),
                BpfSource.fixture(FIXTURE), Attaching.DEFAULT));
        assertThat(counted.method()).isEqualTo("attach");
        assertThat(counted.candidate().notCounted()).isNull();
        InstructionCount slower = counted.candidate().count();
        InstructionCount baseline = counted.baseline().count();
        double perRound = (slower.perRun() - baseline.perRun()) / 2000;
        assertThat(perRound).as("instructions of a round").isBetween(3.0, 5.0).isEqualTo(Math.rint(perRound));
        assertThat(baseline.perRun()).isEqualTo(Math.rint(baseline.perRun())).isLessThan(150 * perRound);
        assertThat(slower.lines()).anySatisfy(line -> assertThat(line.text()).contains("x ^= x << 1"));
    }

    private static BenchmarkFailure refused(String source, Attaching attaching) {
        ObjectFile object = BpfSource.of(source);
        BenchmarkFailure e = catchThrowableOfType(BenchmarkFailure.class,
                () -> measure(benchmark("p", object, object, attaching), Schedule.fixed(LONG_ENOUGH, 1)));
        assertThat(e).as("refused").isNotNull();
        return e;
    }

    private static Attaching by(SystemCall call) {
        return new Attaching(Optional.of(call), OptionalInt.of(30));
    }

    @Test
    void measures_what_a_configured_system_call_runs_as_often_as_that() throws Exception {
        ObjectFile object = BpfSource.of("SEC(\"tp/syscalls/sys_exit_execve\") int p(void *ctx) { return 0; }");
        Measurement measured = measure(benchmark("p", object, object, by(SystemCall.EXECVE)),
                Schedule.fixed(LONG_ENOUGH, 1));
        assertThat(measured.unchanged()).isTrue();
        assertThat(measured.sampling())
                .isEqualTo("attached, 30 execve system calls a sample, by the kernel's statistics clock");
        assertThat(measured.repeat()).isEqualTo(30);
        assertThat(measured.candidate()).hasSize(1);
    }

    @Test
    void runs_an_xdp_program_in_the_network_stack_where_that_is_asked_for() throws Exception {
        Attaching generic = new Attaching(Optional.empty(), OptionalInt.of(40), true, List.of());
        Measurement measured = measure(benchmark("on_frame", BpfSource.fixture(FIXTURE, "-DEXTRA=2000"),
                BpfSource.fixture(FIXTURE), generic), Schedule.fixed(LONG_ENOUGH, 1));
        assertThat(measured.sampling())
                .isEqualTo("attached, 40 packets sent over veth a sample, by the kernel's statistics clock");
        assertThat(measured.blocks()[0]).isPositive();
    }

    @Test
    void sends_the_packets_that_are_given_and_no_other() throws Exception {
        ObjectFile object = BpfSource.of("SEC(\"xdp\") int p(struct xdp_md *ctx) { volatile int n = 0; int i;"
                + " if (ctx->data_end - ctx->data != 500) return XDP_PASS; for (i = 0; i < 1000; i++) n++;"
                + " return XDP_DROP; }");
        Benchmark big = benchmark("p", object, object, new Attaching(Optional.empty(), OptionalInt.empty(), false,
                List.of(new Packet("big", new byte[500]))));
        assertThat(count(big).candidate().count().perRun()).isGreaterThan(1000);
        assertThat(count(benchmark("p", object, object, Attaching.DEFAULT)).candidate().count().perRun())
                .isLessThan(20);
    }

    @Test
    void says_that_a_workload_does_not_run_the_program() {
        BenchmarkFailure e = refused("SEC(\"tp/syscalls/sys_enter_getsid\") int p(void *ctx) { return 0; }",
                by(SystemCall.GETPGID));
        assertThat(e.kind()).isEqualTo(BenchmarkFailure.Kind.CONFIGURATION);
        assertThat(e).hasMessage("10 getpgid system calls did not run p (tracepoint/syscalls/sys_enter_getsid) once."
                + " Name a system call that does: <workload><syscall>getpgid</syscall></workload>.");
    }

    @Test
    void does_not_take_the_runs_of_others_for_those_of_its_triggers() {
        assertThat(refused("SEC(\"tp/sched/sched_switch\") int p(void *ctx) { return 0; }", by(SystemCall.GETPGID)))
                .hasMessageStartingWith("10 getpgid system calls did not run p (tracepoint/sched/sched_switch) once.");
    }

    @Test
    void says_that_nothing_is_known_to_run_the_program() {
        BenchmarkFailure e = refused("SEC(\"tp/sched/sched_wakeup\") int p(void *ctx) { return 0; }",
                Attaching.DEFAULT);
        assertThat(e.kind()).isEqualTo(BenchmarkFailure.Kind.CONFIGURATION);
        assertThat(e).hasMessage("Benchmark p: it is not known what runs a program at tracepoint/sched/sched_wakeup."
                + " Name a system call that does: <workload><syscall>getpgid</syscall></workload>.");
    }

    @ParameterizedTest
    @CsvSource({"tp/syscalls/sys_enter_nothing, tracepoint syscalls/sys_enter_nothing",
            "tp/../../proc, tracepoint ../../proc", "raw_tp/nothing, raw tracepoint nothing"})
    void says_that_the_kernel_has_no_such_place(String section, String what) {
        BenchmarkFailure e = refused("SEC(\"" + section + "\") int p(void *ctx) { return 0; }",
                by(SystemCall.GETPGID));
        assertThat(e.kind()).isEqualTo(BenchmarkFailure.Kind.UNSUPPORTED);
        assertThat(e).hasMessage("p cannot be measured by method attach: this kernel has no " + what
                + ", to which its section attaches it. Remove the benchmark, or set onUnsupported to warn.");
    }

    @ParameterizedTest
    @CsvSource({"kprobe/do_nanosleep, kprobe", "kretprobe/do_nanosleep, kprobe", "ksyscall/getpgid, kprobe",
            "fentry/do_nanosleep, tracing", "fexit/do_nanosleep, tracing", "lsm/file_open, lsm", "iter/task, tracing"})
    void says_that_a_type_is_not_attached(String section, String type) {
        BenchmarkFailure e = refused("SEC(\"" + section + "\") int p(void *ctx) { return 0; }", Attaching.DEFAULT);
        assertThat(e.kind()).isEqualTo(BenchmarkFailure.Kind.UNSUPPORTED);
        assertThat(e).hasMessage("p cannot be measured by method attach: bpfgate does not attach " + type
                + " programs (section \"" + section + "\"). Remove the benchmark, or set onUnsupported to warn.");
    }

    @Test
    void says_that_no_system_call_runs_a_probe() {
        assertThat(refused("SEC(\"uprobe\") int p(void *ctx) { return 0; }", by(SystemCall.GETPGID)))
                .hasMessage("Benchmark p: programs of uprobe are not run by a system call here. Drop <syscall>.");
    }

    @Test
    void does_not_compare_what_is_attached_elsewhere() {
        BenchmarkFailure e = catchThrowableOfType(BenchmarkFailure.class, () -> measure(benchmark("p",
                BpfSource.of("SEC(\"tp/syscalls/sys_enter_getsid\") int p(void *ctx) { return 0; }"),
                BpfSource.of("SEC(\"tp/syscalls/sys_enter_getpgid\") int p(void *ctx) { return 0; }"),
                Attaching.DEFAULT), Schedule.fixed(LONG_ENOUGH, 1)));
        assertThat(e).hasMessageStartingWith("The stored baseline: it is attached to"
                + " tracepoint/syscalls/sys_enter_getpgid and the candidate attached to"
                + " tracepoint/syscalls/sys_enter_getsid: their times cannot be compared.");
    }
}
