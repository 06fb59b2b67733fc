package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs whose counts and twins are known by hand. */
class InstrumenterTest {

    private static final int MAP = 9;
    private static final int OFFSET = 16;
    private static final int FARTHEST = 32767;

    static CodeFacts stack(Integer... depths) {
        return new CodeFacts(new TreeMap<>(), Map.of(), List.of(depths));
    }

    private static InstrumentedProgram twin(Assembler code, CodeFacts facts, CounterChoice choice)
            throws CannotCountException {
        return Instrumenter.instrument(code.bytes(), facts, choice);
    }

    private static InstrumentedProgram fewest(Assembler code) throws CannotCountException {
        return twin(code, CodeFacts.NONE, CounterChoice.FEWEST);
    }

    private static String refusal(Assembler code, CodeFacts facts) {
        return catchThrowableOfType(CannotCountException.class, () -> twin(code, facts, CounterChoice.FEWEST))
                .getMessage();
    }

    /** Runs the twin on a context of zeros. */
    private static InsnCounts run(InstrumentedProgram twin) throws CannotCountException {
        byte[] map = new byte[OFFSET + 8 * twin.counters()];
        new Interpreter(twin.insns(MAP, OFFSET), Map.of(MAP, map), new byte[64], new byte[4]).run(1_000_000);
        long[] counters = new long[twin.counters()];
        ByteBuffer.wrap(map).order(ByteOrder.nativeOrder()).position(OFFSET).asLongBuffer().get(counters);
        return twin.counts(counters);
    }

    private static Insn insn(InstrumentedProgram twin, int slot) throws CannotCountException {
        return Bytecode.parse(twin.insns(MAP, OFFSET)).at(slot);
    }

    private static List<Insn> insns(InstrumentedProgram twin) throws CannotCountException {
        Bytecode code = Bytecode.parse(twin.insns(MAP, OFFSET));
        return IntStream.range(0, code.slots()).mapToObj(code::at).toList();
    }

    /** All ten registers in use, so that none is free for a counter at {@code full}. */
    static Assembler fullHouse() {
        Assembler code = new Assembler();
        for (int register = 0; register < 10; register++) {
            code.movImm(register, register);
        }
        code.jump(Assembler.JEQ_IMM, 5, 0, 5, "full").addImm(5, 1).place("full");
        for (int register = 1; register < 10; register++) {
            code.add(0, register);
        }
        return code.exit();
    }

    @ParameterizedTest
    @EnumSource
    void two_instructions_are_two(CounterChoice choice) throws CannotCountException {
        InsnCounts counts = run(twin(new Assembler().movImm(0, 0).exit(), CodeFacts.NONE, choice));

        assertThat(counts.total()).isEqualTo(2);
        assertThat(counts.instructions()).isEqualTo(2);
        assertThat(counts.reached()).isEqualTo(2);
        assertThat(counts).hasToString("2 instructions executed, 2 of 2 reached");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void one_more_iteration_is_as_many_more_as_the_loop_has(int times) throws CannotCountException {
        Assembler code = new Assembler().movImm(0, 0).movImm(6, times)
                .place("loop").addImm(0, 3).addImm(6, -1).jump(Assembler.JNE_IMM, 6, 0, 0, "loop").exit();

        assertThat(run(fewest(code)).total()).isEqualTo(3 + 3L * times);
    }

    @Test
    void a_loop_may_begin_with_the_first_instruction_of_its_function() throws CannotCountException {
        Assembler code = new Assembler().movImm(1, 5).call("f").exit()
                .place("f").addImm(1, -1).jump(Assembler.JNE_IMM, 1, 0, 0, "f").movImm(0, 0).exit();

        InsnCounts counts = run(fewest(code));

        assertThat(IntStream.range(0, code.size()).mapToLong(counts::at).toArray())
                .containsExactly(1, 1, 1, 5, 5, 1, 1);
    }

    @Test
    void a_counter_is_a_load_an_addition_and_a_store_with_free_registers() throws CannotCountException {
        InstrumentedProgram twin = fewest(new Assembler().insn(Assembler.LDX_W, 0, 1, 0, 0).exit());

        assertThat(insns(twin)).containsExactly(
                new Insn(0x18, 0, 2, 0, MAP), new Insn(0, 0, 0, 0, OFFSET),
                new Insn(0x79, 2, 0, 0, 0), new Insn(0x07, 2, 0, 0, 1), new Insn(0x7b, 0, 2, 0, 0),
                new Insn(0x61, 0, 1, 0, 0), new Insn(0x95, 0, 0, 0, 0));
    }

    @Test
    void counters_lie_one_behind_the_other() throws CannotCountException {
        InstrumentedProgram twin = twin(new Assembler().movImm(0, 0).ja("end").place("end").exit(), CodeFacts.NONE,
                CounterChoice.EVERY_BLOCK);

        assertThat(twin.counters()).isEqualTo(2);
        assertThat(insn(twin, twin.newSlot(2) + 1).imm()).isEqualTo(OFFSET + 8);
    }

    @Test
    void registers_in_use_are_put_aside_below_the_stack_of_their_function() throws CannotCountException {
        InstrumentedProgram twin = twin(fullHouse(), stack(12), CounterChoice.EVERY_BLOCK);

        int counter = twin.newSlot(12);
        assertThat(insn(twin, counter)).isEqualTo(new Insn(0x7b, 10, 1, -24, 0));
        assertThat(insn(twin, counter + 1)).isEqualTo(new Insn(0x7b, 10, 0, -32, 0));
        assertThat(insn(twin, counter + 7)).isEqualTo(new Insn(0x79, 1, 10, -24, 0));
        assertThat(insn(twin, counter + 8)).isEqualTo(new Insn(0x79, 0, 10, -32, 0));
        assertThat(run(twin).total()).isEqualTo(21);
    }

    @Test
    void a_free_register_saves_half_of_that() throws CannotCountException {
        Assembler code = new Assembler();
        IntStream.range(0, 10).forEach(register -> code.movImm(register, register));
        code.jump(Assembler.JEQ_IMM, 5, 0, 5, "full").addImm(5, 1).place("full").movImm(0, 0);
        IntStream.range(1, 10).forEach(register -> code.add(0, register));
        code.exit();

        InstrumentedProgram twin = twin(code, stack(512 - 8), CounterChoice.EVERY_BLOCK);

        assertThat(insn(twin, twin.newSlot(12))).isEqualTo(new Insn(0x7b, 10, 1, -512, 0));
    }

    @Test
    void without_room_on_the_stack_it_refuses() {
        assertThat(refusal(fullHouse(), stack(500))).isEqualTo("A register has to be put aside for a counter before"
                + " instruction 11: with it the function would use 520 bytes of stack, and 512 are allowed.");
        assertThat(refusal(fullHouse(), CodeFacts.NONE)).isEqualTo("A register has to be put aside for a counter before"
                + " instruction 11, and it is not known how much of its stack the function uses.");
    }

    @Test
    void depths_that_cannot_be_told_apart_count_as_the_largest() throws CannotCountException {
        InstrumentedProgram twin = twin(fullHouse(), stack(8, 64), CounterChoice.EVERY_BLOCK);

        assertThat(insn(twin, twin.newSlot(12)).off()).isEqualTo(-72);
    }

    @Test
    void only_what_is_certainly_written_is_put_aside() throws CannotCountException {
        Assembler code = new Assembler().movImm(1, 0).movImm(6, 0).movImm(7, 0).movImm(8, 0).movImm(9, 0)
                .jump(Assembler.JEQ_IMM, 1, 0, 0, "skip").movImm(2, 0).movImm(3, 0).movImm(4, 0).movImm(5, 0)
                .movImm(0, 0).place("skip").insn(Assembler.STX_DW, 10, 6, -8, 0).insn(Assembler.XOR, 6, 0, 0, 0)
                .kfunc(99).add(0, 6).add(0, 7).add(0, 8).add(0, 9).exit();

        InstrumentedProgram twin = twin(code, stack(8), CounterChoice.EVERY_BLOCK);

        int counter = twin.newSlot(11);
        assertThat(List.of(insn(twin, counter).src(), insn(twin, counter + 1).src())).containsExactly(6, 1);
    }

    @Test
    void without_a_register_to_put_aside_it_refuses() {
        int onlyOne = Registers.of(2);

        assertThat(catchThrowableOfType(CannotCountException.class,
                () -> Counter.at(7, Registers.WRITABLE, onlyOne, 0)))
                        .hasMessage("No register for a counter is free or can be put aside before instruction 7.");
    }

    @Test
    void addresses_of_functions_and_calls_follow_them() throws CannotCountException {
        Assembler code = new Assembler().call("f").functionAddress(2, "g").movImm(0, 0).exit()
                .place("f").movImm(0, 0).exit().place("g").movImm(0, 0).exit();

        InstrumentedProgram twin = fewest(code);

        assertThat(twin.functionStarts()).containsExactly(0, 5, 7);
        assertThat(Bytecode.parse(twin.insns(MAP, OFFSET)).functionStarts())
                .containsExactly(0, twin.newSlot(5), twin.newSlot(7));
        assertThat(run(twin(new Assembler().call("f").exit().place("f").movImm(0, 7).exit(), CodeFacts.NONE,
                CounterChoice.EVERY_BLOCK)).total()).isEqualTo(4);
    }

    @Test
    void a_short_packet_ends_the_function_in_the_middle() throws CannotCountException {
        Assembler code = new Assembler().mov(6, 1).insn(Assembler.LD_ABS_B, 0, 0, 0, 3)
                .insn(Assembler.LD_ABS_B, 0, 0, 0, 4).movImm(0, 1).exit();

        InsnCounts counts = run(fewest(code));

        assertThat(IntStream.range(0, 5).mapToLong(counts::at).toArray()).containsExactly(1, 1, 1, 0, 0);
    }

    /** A condition over so many instructions, and a jump back over them, twice taken. */
    static Assembler far(int distance) {
        Assembler code = new Assembler().movImm(0, 0).movImm(6, 2);
        code.place("loop").jump(Assembler.JEQ_IMM, 6, 0, 0, "end").addImm(6, -1);
        code.times(distance - 2, () -> code.addImm(0, 1));
        return code.ja("loop").place("end").exit();
    }

    @Test
    void jumps_that_no_longer_reach_become_long_ones() throws CannotCountException {
        InstrumentedProgram twin = twin(far(FARTHEST), CodeFacts.NONE, CounterChoice.EVERY_BLOCK);

        int condition = twin.newSlot(2) + 5;
        int end = twin.newSlot(FARTHEST + 3);
        int back = end - 1;
        assertThat(insn(twin, condition)).isEqualTo(new Insn(Assembler.JEQ_IMM, 6, 0, 1, 0));
        assertThat(insn(twin, condition + 1)).isEqualTo(new Insn(Assembler.JA, 0, 0, 1, 0));
        assertThat(insn(twin, condition + 2)).isEqualTo(new Insn(Assembler.GOTOL, 0, 0, 0, end - condition - 3));
        assertThat(insn(twin, back)).isEqualTo(new Insn(Assembler.GOTOL, 0, 0, 0, twin.newSlot(2) - back - 1));
        assertThat(run(twin).total()).isEqualTo(2 + 2L * (FARTHEST + 1) + 1 + 1);
    }

    @Test
    void jumps_that_still_reach_stay_short() throws CannotCountException {
        InstrumentedProgram twin = twin(far(30_000), CodeFacts.NONE, CounterChoice.EVERY_BLOCK);

        assertThat(insns(twin)).noneMatch(insn -> insn.code() == Assembler.GOTOL);
        assertThat(run(twin).total()).isEqualTo(2 + 2 * 30_001L + 1 + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 6, 7, 8})
    void the_limit_of_16_bits_is_met_exactly(int less) throws CannotCountException {
        int counter = 5;
        Assembler code = new Assembler().movImm(0, 0).jump(Assembler.JEQ_IMM, 1, 0, 0, "end");
        code.times(FARTHEST - less, () -> code.addImm(0, 1)).place("end").exit();

        InstrumentedProgram twin = twin(code, CodeFacts.NONE, CounterChoice.EVERY_BLOCK);

        boolean reaches = less >= counter;
        assertThat(insn(twin, twin.newSlot(1)).off()).isEqualTo(reaches ? FARTHEST - less + counter : 1);
    }

    @Test
    void what_throws_has_a_counter_behind_each_call() throws CannotCountException {
        Assembler code = new Assembler().call("f").movImm(0, 0).exit().place("f").kfunc(99).movImm(0, 0).exit();
        CodeFacts facts = new CodeFacts(new TreeMap<>(), Map.of(3, new Kfunc("bpf_throw", 1)), List.of());

        InsnCounts counts = twin(code, facts, CounterChoice.FEWEST).counts(new long[] {1, 0, 1, 0});

        assertThat(IntStream.range(0, code.size()).mapToLong(counts::at).toArray()).containsExactly(1, 0, 0, 1, 0, 0);
    }

    @Test
    void counters_need_a_map_that_the_program_leaves_them() throws CannotCountException {
        assertThat(twin(maps(63), CodeFacts.NONE, CounterChoice.FEWEST).counters()).isEqualTo(1);
        assertThatThrownBy(() -> twin(maps(64), CodeFacts.NONE, CounterChoice.FEWEST))
                .isInstanceOf(CannotCountException.class)
                .hasMessage("The program uses 64 maps, as many as one may use: none is left to count in.");
    }

    /** Names each twice, once of them by its value. */
    private static Assembler maps(int number) {
        Assembler code = new Assembler();
        for (int map = 1; map <= number; map++) {
            code.loadImm64(1, 1, map, 0).loadImm64(1, 2, map, 8);
        }
        return code.movImm(0, 0).exit();
    }
}
