package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Holds generated programs and their twins to what an interpreter counts. */
class CountsPropertyTest {

    private static final int MAP = 7;
    private static final int FIRST_COUNTER = 24;
    private static final long MOST_STEPS = 10_000_000;

    @Provide
    Arbitrary<GeneratedProgram> programs() {
        return ProgramGenerator.programs();
    }

    @Provide
    Arbitrary<byte[]> contexts() {
        return Arbitraries.bytes().array(byte[].class).ofSize(GeneratedProgram.CONTEXT_BYTES);
    }

    private record Counted(InsnCounts counts, Interpreter.Run run) {
    }

    private static InstrumentedProgram twin(GeneratedProgram program, CounterChoice choice)
            throws CannotCountException {
        return Instrumenter.instrument(program.code(), program.facts(), choice);
    }

    /** The context's bytes serve as packet too. */
    private static Interpreter.Run run(byte[] code, Map<Integer, byte[]> maps, byte[] context) {
        return new Interpreter(code, maps, context, context).run(MOST_STEPS);
    }

    private static Counted count(InstrumentedProgram twin, byte[] context) throws CannotCountException {
        byte[] map = new byte[FIRST_COUNTER + Long.BYTES * twin.counters()];
        Interpreter.Run run = run(twin.insns(MAP, FIRST_COUNTER), Map.of(MAP, map), context);
        long[] counters = new long[twin.counters()];
        ByteBuffer.wrap(map).order(ByteOrder.nativeOrder()).position(FIRST_COUNTER).asLongBuffer().get(counters);
        return new Counted(twin.counts(counters), run);
    }

    private static long[] perSlot(GeneratedProgram program, InsnCounts counts) {
        long[] executions = new long[program.slots()];
        Arrays.setAll(executions, counts::at);
        return executions;
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void counts_are_those_of_the_interpreter(@ForAll("programs") GeneratedProgram program,
            @ForAll("contexts") byte[] context) throws CannotCountException {
        Interpreter.Run plain = run(program.code(), Map.of(), context);
        Map<CounterChoice, InsnCounts> counts = new EnumMap<>(CounterChoice.class);

        for (CounterChoice choice : CounterChoice.values()) {
            InstrumentedProgram twin = twin(program, choice);
            counts.put(choice, count(twin, context).counts());

            assertThat(perSlot(program, counts.get(choice))).as(choice.name()).isEqualTo(plain.executions());
            assertThat(counts.get(choice).total()).isEqualTo(plain.total());
            Statistics.label("puts registers aside").collect(putsAside(program, twin));
        }

        assertThat(counts.get(CounterChoice.FEWEST)).isEqualTo(counts.get(CounterChoice.EVERY_BLOCK));
        Statistics.label("puts registers aside").coverage(c -> c.check(true).percentage(p -> p > 5));
    }

    private static boolean putsAside(GeneratedProgram program, InstrumentedProgram twin) {
        int slotsOfCounter = 5;
        return twin.insns(MAP, FIRST_COUNTER).length / 8 > program.slots() + slotsOfCounter * twin.counters();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void a_twin_leaves_the_same_result_and_stack(@ForAll("programs") GeneratedProgram program,
            @ForAll("contexts") byte[] context, @ForAll CounterChoice choice) throws CannotCountException {
        Interpreter.Run plain = run(program.code(), Map.of(), context);

        Interpreter.Run twin = count(twin(program, choice), context).run();

        int depth = program.stackDepths().get(0);
        assertThat(twin.r0()).isEqualTo(plain.r0());
        assertThat(twin.stackAbove(depth)).isEqualTo(plain.stackAbove(depth));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void the_fewest_are_no_more_than_the_blocks(@ForAll("programs") GeneratedProgram program)
            throws CannotCountException {
        InstrumentedProgram every = twin(program, CounterChoice.EVERY_BLOCK);

        assertThat(every.counters()).isEqualTo(every.blocks());
        assertThat(twin(program, CounterChoice.FEWEST).counters())
                .isBetween(program.stackDepths().size(), every.blocks());
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void counts_of_two_inputs_add_up(@ForAll("programs") GeneratedProgram program,
            @ForAll("contexts") byte[] one, @ForAll("contexts") byte[] other) throws CannotCountException {
        InsnCounts first = count(twin(program, CounterChoice.FEWEST), one).counts();
        InsnCounts second = count(twin(program, CounterChoice.EVERY_BLOCK), other).counts();

        InsnCounts sum = first.plus(second);

        assertThat(sum.total()).isEqualTo(first.total() + second.total());
        assertThat(sum.reached()).isBetween(Math.max(first.reached(), second.reached()), sum.instructions());
        assertThat(second.plus(first)).isEqualTo(sum);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void old_slots_are_found_in_the_twin(@ForAll("programs") GeneratedProgram program, @ForAll CounterChoice choice)
            throws CannotCountException {
        InstrumentedProgram twin = twin(program, choice);

        for (int slot = 1; slot < program.slots(); slot++) {
            assertThat(twin.newSlot(slot)).isGreaterThan(twin.newSlot(slot - 1));
        }
        assertThat(twin.functionStarts()).containsExactlyElementsOf(Bytecode.parse(program.code()).functionStarts());
        assertThat(Bytecode.parse(twin.insns(MAP, FIRST_COUNTER)).functionStarts())
                .isEqualTo(twin.functionStarts().stream().map(twin::newSlot).toList());
    }
}
