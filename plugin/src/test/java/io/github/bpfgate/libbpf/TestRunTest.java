package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bpfgate.benchmark.ObjectFile;
import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsEbpf
class TestRunTest {

    private static final int XDP_DROP = 1;
    private static final int XDP_PASS = 2;
    private static final int XDP_TX = 3;
    private static final int OUTER_HEADER = 20;

    private static final ObjectFile ANSWERS = BpfSource.of("""
            SEC("xdp") int pass(struct xdp_md *ctx) { return XDP_PASS; }
            SEC("xdp") int drop(struct xdp_md *ctx) { return XDP_DROP; }
            SEC("tc") int size(struct __sk_buff *skb) { return skb->len; }
            """);

    private static byte[] packet(String words) throws Exception {
        return new BuiltPacket(words).packets().get(0).bytes();
    }

    private static TestRun on(byte[] data) {
        return new TestRun(TestLibbpf.get(), data, new byte[0]);
    }

    private static BpfObject load(ObjectFile file) {
        BpfObject object = TestLibbpf.get().openObject(file.bytes(), file.name());
        object.load(Set.copyOf(object.programs().stream().map(BpfProgram::name).toList()));
        return object;
    }

    private static BpfProgram program(BpfObject object, String name) {
        return object.program(name).orElseThrow();
    }

    @Test
    void givesTheReturnValueOfTheProgramItRan() {
        try (BpfObject object = load(ANSWERS)) {
            TestRun run = on(new byte[100]);
            run.run(program(object, "pass"), 1);
            assertThat(run.returnValue()).isEqualTo(XDP_PASS);
            run.run(program(object, "drop"), 3);
            assertThat(run.returnValue()).isEqualTo(XDP_DROP);
            run.run(program(object, "size"), 1);
            assertThat(run.returnValue()).isEqualTo(100);
        }
    }

    @Test
    void timesTheWholeCallAndGivesTheKernelsTimePerRun() {
        try (BpfObject object = load(ANSWERS)) {
            TestRun run = on(new byte[100]);
            long call = run.run(program(object, "size"), 10_000);
            assertThat(run.kernelDuration()).as("ns per run").isPositive();
            assertThat(call).as("ns of the call, which the loop is part of")
                    .isGreaterThanOrEqualTo(run.kernelDuration() * 10_000);
        }
    }

    @Test
    void copiesThePacketThatARunLeavesBehind() throws Exception {
        byte[] frame = packet("ipv4 udp payload=c0ffee");
        try (BpfObject object = load(BpfSource.fixture("main/bpf/encap"))) {
            TestRun run = on(frame);
            TestRun.Output output = run.runForOutput(program(object, "encap"), 1);
            assertThat(output.returnValue()).isEqualTo(XDP_TX);
            assertThat(output.data()).hasSize(frame.length + OUTER_HEADER);
            assertThat(Arrays.copyOfRange(output.data(), 34, output.data().length))
                    .as("the inner packet").isEqualTo(Arrays.copyOfRange(frame, 14, frame.length));
            assertThat(run.runForOutput(program(object, "encap"), 1)).as("on a fresh packet").isEqualTo(output);
        }
    }

    @Test
    void findsThePacketUnchangedByAProgramThatOnlyReads() throws Exception {
        byte[] frame = packet("ipv4 udp");
        try (BpfObject object = load(ANSWERS)) {
            assertThat(on(frame).runForOutput(program(object, "pass"), 1))
                    .isEqualTo(new TestRun.Output(XDP_PASS, frame));
        }
    }

    @Test
    void takesAGrowingPacketAfterOneOfAnotherSize() throws Exception {
        byte[] frame = packet("ipv4 udp");
        try (BpfObject answers = load(ANSWERS); BpfObject growing = load(BpfSource.fixture("main/bpf/encap"))) {
            TestRun run = on(frame);
            for (int i = 0; i < 3; i++) {
                run.run(program(answers, "pass"), 1);
                assertThat(run.returnValue()).isEqualTo(XDP_PASS);
                // ENOSPC if the size of the last output were taken for the room there is.
                run.run(program(growing, "encap"), 1);
                assertThat(run.returnValue()).isEqualTo(XDP_TX);
                assertThat(run.runForOutput(program(growing, "encap"), 1).data())
                        .hasSize(frame.length + OUTER_HEADER);
                assertThat(run.runForOutput(program(answers, "pass"), 1).data()).hasSize(frame.length);
            }
        }
    }

    @Test
    void failsOnTooShortDataWithTheKernelsErrno() {
        try (BpfObject object = load(ANSWERS)) {
            BpfException e = catchThrowableOfType(BpfException.class,
                    () -> on(new byte[13]).run(program(object, "pass"), 1));
            assertThat(e).hasMessage("BPF_PROG_TEST_RUN fails: EINVAL (errno 22).");
            assertThat(e.errno()).isEqualTo(Errno.EINVAL);
            BpfException withOutput = catchThrowableOfType(BpfException.class,
                    () -> on(new byte[13]).runForOutput(program(object, "pass"), 1));
            assertThat(withOutput.errno()).isEqualTo(Errno.EINVAL);
        }
    }

    @Test
    void runsAgainAfterAFailure() {
        try (BpfObject object = load(ANSWERS); BpfObject lookup = load(BpfSource.fixture("main/bpf/steer"))) {
            TestRun run = on(new byte[64]);
            catchThrowableOfType(BpfException.class, () -> run.runForOutput(program(lookup, "steer"), 1));
            run.run(program(object, "pass"), 1);
            assertThat(run.returnValue()).isEqualTo(XDP_PASS);
        }
    }

    private static final ObjectFile CONTEXTS = BpfSource.of("""
            struct job { __u32 from; __u32 to; __u64 sum; };
            SEC("syscall") int add_up(struct job *job) {
                job->sum += job->from + job->to;
                return job->sum;
            }
            SEC("syscall") int ignore(void *ctx) { return 7; }
            SEC("raw_tp/sys_enter") int second(struct bpf_raw_tracepoint_args *ctx) { return ctx->args[1]; }
            SEC("raw_tp/sys_enter") int last(struct bpf_raw_tracepoint_args *ctx) { return ctx->args[11]; }
            """);

    private static TestRun onContext(int size, int... bytes) {
        byte[] context = new byte[size];
        for (int i = 0; i < bytes.length; i++) {
            context[i] = (byte) bytes[i];
        }
        return TestRun.ofContext(TestLibbpf.get(), context);
    }

    @Test
    void runsASyscallProgramOnItsContextAndGivesBackWhatItLeaves() {
        try (BpfObject object = load(CONTEXTS)) {
            TestRun.Output output = onContext(16, 2, 0, 0, 0, 3).runForOutput(program(object, "add_up"), 1);
            assertThat(output.returnValue()).isEqualTo(5);
            assertThat(output.data()).containsExactly(2, 0, 0, 0, 3, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0);
        }
    }

    /** The kernel writes over the context that it was given. */
    @Test
    void givesEveryRunItsContextAnew() {
        try (BpfObject object = load(CONTEXTS)) {
            TestRun run = onContext(16, 2, 0, 0, 0, 3);
            for (int i = 0; i < 3; i++) {
                run.run(program(object, "add_up"), 1);
                assertThat(run.returnValue()).isEqualTo(5);
                assertThat(run.runForOutput(program(object, "add_up"), 1).returnValue()).isEqualTo(5);
            }
        }
    }

    @Test
    void runsARawTracepointProgramOnItsArguments() {
        try (BpfObject object = load(CONTEXTS)) {
            TestRun.Output output = onContext(16, 0, 0, 0, 0, 0, 0, 0, 0, 42).runForOutput(program(object, "second"), 1);
            assertThat(output.returnValue()).isEqualTo(42);
            assertThat(output.data()).hasSize(16).contains(42);
        }
    }

    @Test
    void runsOnAContextOfNothingWhatReadsNothing() {
        try (BpfObject object = load(CONTEXTS)) {
            assertThat(onContext(0).runForOutput(program(object, "ignore"), 1))
                    .isEqualTo(new TestRun.Output(7, new byte[0]));
        }
    }

    @Test
    void runsOnAContextOnceACall() {
        try (BpfObject object = load(CONTEXTS)) {
            assertThat(catchThrowableOfType(IllegalArgumentException.class,
                    () -> onContext(16).run(program(object, "second"), 2))).hasMessageContaining("not 2");
        }
    }

    /** What the search says is what the kernel wants, to the byte. */
    @ParameterizedTest
    @CsvSource({"add_up, 16, 65535", "ignore, 1, 65535", "second, 16, 96", "last, 96, 96"})
    void findsHowMuchOfItsContextAProgramMayRead(String program, int bytes, int most) {
        try (BpfObject object = load(CONTEXTS)) {
            assertThat(ContextReach.bytes(TestLibbpf.get(), program(object, program), most)).isEqualTo(bytes);
            onContext(bytes).run(program(object, program), 1);
            onContext(most).run(program(object, program), 1);
            for (int refused : new int[] {bytes == 1 ? most + 1 : bytes - 1, most + 1}) {
                assertThat(catchThrowableOfType(BpfException.class,
                        () -> onContext(refused).run(program(object, program), 1)).errno()).isEqualTo(Errno.EINVAL);
            }
        }
    }

    @Test
    void runsNothingWhileItLooksForTheReachOfAProgram() {
        ObjectFile counting = BpfSource.of("""
                int runs;
                SEC("syscall") int p(long *ctx) { return *ctx + ++runs; }
                """);
        try (BpfObject object = load(counting)) {
            assertThat(ContextReach.bytes(TestLibbpf.get(), program(object, "p"), 65_535)).isEqualTo(8);
            assertThat(onContext(8).runForOutput(program(object, "p"), 1).returnValue()).isEqualTo(1);
        }
    }

    @Test
    void refusesToRunAProgramThatIsNotLoaded() {
        try (BpfObject object = TestLibbpf.get().openObject(ANSWERS.bytes(), ANSWERS.name())) {
            assertThat(catchThrowableOfType(IllegalStateException.class,
                    () -> on(new byte[64]).run(program(object, "pass"), 1))).hasMessageContaining("not loaded");
        }
    }
}
