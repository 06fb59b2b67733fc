package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.AssembledProgram;
import io.github.bpfgate.libbpf.CounterMap;
import io.github.bpfgate.libbpf.LoadAttributes;
import io.github.bpfgate.libbpf.TestRun;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Loads twins as socket filters, runs them once in the kernel, and compares with the interpreter. */
@NeedsEbpf
class CountsInKernelTest {

    private static final LoadAttributes SOCKET_FILTER = LoadAttributes.plain(1, 0, 0);
    private static final long MOST_STEPS = 10_000_000;
    private static final int CONTROL_BLOCK = 48;
    private static final int LINK_LAYER = 14;

    private final byte[] frame = new byte[64];
    private final byte[] context = new byte[GeneratedProgram.CONTEXT_BYTES];

    @Provide
    Arbitrary<GeneratedProgram> programs() {
        return ProgramGenerator.programs();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void the_kernel_counts_as_the_interpreter_does(@ForAll("programs") GeneratedProgram program, @ForAll long input)
            throws CannotCountException {
        Random random = new Random(input);
        random.nextBytes(frame);
        byte[] control = new byte[context.length - CONTROL_BLOCK];
        random.nextBytes(control);
        System.arraycopy(control, 0, context, CONTROL_BLOCK, control.length);

        compare(program.code(), program.facts());
    }

    @Test
    void jumps_may_be_longer_than_16_bits() throws CannotCountException {
        compare(InstrumenterTest.far(32_767).bytes(), CodeFacts.NONE);
    }

    @Test
    void a_program_may_use_all_of_the_stack_that_its_counters_leave() throws CannotCountException {
        compare(InstrumenterTest.fullHouse().bytes(), InstrumenterTest.stack(512 - 16));
    }

    private void compare(byte[] code, CodeFacts facts) throws CannotCountException {
        Interpreter.Run expected = new Interpreter(code, Map.of(), context,
                Arrays.copyOfRange(frame, LINK_LAYER, frame.length)).run(MOST_STEPS);
        try (AssembledProgram plain = load(code)) {
            assertThat(run(plain)).as("what the kernel returns without counters").isEqualTo((int) expected.r0());
        }
        for (CounterChoice choice : CounterChoice.values()) {
            InstrumentedProgram twin = Instrumenter.instrument(code, facts, choice);
            try (CounterMap map = CounterMap.create(TestLibbpf.get(), twin.counters())) {
                try (AssembledProgram loaded = load(twin.insns(map.fd(), 0))) {
                    assertThat(run(loaded)).isEqualTo((int) expected.r0());
                }
                InsnCounts counts = twin.counts(map.read());
                long[] executions = new long[code.length / 8];
                Arrays.setAll(executions, counts::at);
                assertThat(executions).as(choice.name()).isEqualTo(expected.executions());
            }
        }
    }

    private static AssembledProgram load(byte[] code) {
        return TestLibbpf.get().loadAssembled("counted", SOCKET_FILTER, code);
    }

    private int run(AssembledProgram program) {
        TestRun run = new TestRun(TestLibbpf.get(), frame, context);
        run.run(program, 1);
        return run.returnValue();
    }
}
