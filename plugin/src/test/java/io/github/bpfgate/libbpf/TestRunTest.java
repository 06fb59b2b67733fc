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

    @Test
    void takesAContextInThePlaceOfAPacket() {
        try (BpfObject object = load(BpfSource.fixture("main/bpf/lookup"))) {
            TestRun run = on(new byte[0]);
            run.run(program(object, "fill_ports"), 0);
            assertThat(run.returnValue()).isZero();
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
