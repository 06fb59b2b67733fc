package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ControlFlowTest {

    private static ControlFlow flow(Assembler code, CodeFacts facts) throws CannotCountException {
        return ControlFlow.of(Bytecode.parse(code.bytes()), facts);
    }

    private static ControlFlow flow(Assembler code) throws CannotCountException {
        return flow(code, CodeFacts.NONE);
    }

    private static String refusal(Assembler code, CodeFacts facts) {
        return catchThrowableOfType(CannotCountException.class, () -> flow(code, facts)).getMessage();
    }

    private static List<Integer> leaders(ControlFlow flow) {
        return flow.blocks().stream().map(BasicBlock::start).toList();
    }

    @Test
    void straight_code_is_one_block() throws CannotCountException {
        assertThat(flow(new Assembler().movImm(0, 0).helper(5).loadImm64(1, 0, 1, 1).exit()).blocks())
                .containsExactly(new BasicBlock(0, 0, 5, List.of(), true));
    }

    @Test
    void a_condition_ends_a_block_and_has_two_ways_on() throws CannotCountException {
        assertThat(flow(new Assembler().movImm(0, 0).jump(Assembler.JEQ_IMM, 1, 0, 0, "end").addImm(0, 1)
                .place("end").exit()).blocks()).containsExactly(
                        new BasicBlock(0, 0, 2, List.of(1, 2), false),
                        new BasicBlock(0, 2, 3, List.of(2), false),
                        new BasicBlock(0, 3, 4, List.of(), true));
    }

    @Test
    void both_ways_of_a_condition_may_be_the_same() throws CannotCountException {
        assertThat(flow(new Assembler().movImm(0, 0).jump(Assembler.JEQ_IMM, 1, 0, 0, "next").place("next").exit())
                .blocks().get(0).successors()).containsExactly(1);
    }

    @Test
    void long_jumps_and_may_goto_are_jumps() throws CannotCountException {
        ControlFlow flow = flow(new Assembler().movImm(0, 0).place("again").jump(Assembler.MAY_GOTO, 0, 0, 0, "out")
                .addImm(0, 1).jump(Assembler.GOTOL, 0, 0, 0, "again").place("out").exit());

        assertThat(flow.blocks()).containsExactly(
                new BasicBlock(0, 0, 1, List.of(1), false),
                new BasicBlock(0, 1, 2, List.of(2, 3), false),
                new BasicBlock(0, 2, 4, List.of(1), false),
                new BasicBlock(0, 4, 5, List.of(), true));
    }

    @Test
    void a_tail_call_may_be_the_last_instruction_or_not() throws CannotCountException {
        assertThat(flow(new Assembler().helper(12).movImm(0, 0).exit()).blocks()).containsExactly(
                new BasicBlock(0, 0, 1, List.of(1), true), new BasicBlock(0, 1, 3, List.of(), true));
    }

    @Test
    void a_packet_load_may_be_the_last_instruction_or_not() throws CannotCountException {
        assertThat(flow(new Assembler().mov(6, 1).insn(Assembler.LD_ABS_B, 0, 0, 0, 3).exit()).blocks())
                .containsExactly(new BasicBlock(0, 0, 2, List.of(1), true), new BasicBlock(0, 2, 3, List.of(), true));
    }

    @Test
    void a_call_does_not_end_a_block() throws CannotCountException {
        Assembler code = new Assembler().call("f").kfunc(99).helper(5).exit().place("f").movImm(0, 0).exit();

        assertThat(leaders(flow(code))).containsExactly(0, 4);
    }

    @Test
    void calls_that_may_not_return_end_a_block_of_a_program_that_throws() throws CannotCountException {
        Assembler code = new Assembler().call("f").helper(181).kfunc(98).exit().place("f").kfunc(99).exit();
        CodeFacts facts = new CodeFacts(new TreeMap<>(),
                Map.of(2, new Kfunc("other", 5), 4, new Kfunc("bpf_throw", 1)), List.of());

        ControlFlow flow = flow(code, facts);

        assertThat(leaders(flow)).containsExactly(0, 1, 4, 5);
        assertThat(flow.isThrowing()).isTrue();
        assertThat(flow(code).isThrowing()).isFalse();
    }

    @Test
    void functions_are_those_that_code_or_types_name() throws CannotCountException {
        Assembler code = new Assembler().functionAddress(2, "callback").movImm(0, 0).exit()
                .place("callback").movImm(0, 0).exit().place("known").movImm(0, 0).exit();
        TreeMap<Integer, Integer> arguments = new TreeMap<>(Map.of(0, 1, code.slot("known"), 1));

        ControlFlow flow = flow(code, new CodeFacts(arguments, Map.of(), List.of()));

        assertThat(flow.functionStarts()).containsExactly(0, 4, 6);
        assertThat(flow.functionAt(3)).isZero();
        assertThat(flow.functionAt(5)).isEqualTo(1);
        assertThat(flow.entry(2)).isEqualTo(flow.blockAt(6));
        assertThat(flow(code).functionStarts()).containsExactly(0, 4);
    }

    @Test
    void a_function_may_end_with_a_call_that_does_not_return() throws CannotCountException {
        ControlFlow flow = flow(new Assembler().call("f").exit().place("f").kfunc(99).place("g").exit(),
                new CodeFacts(new TreeMap<>(Map.of(3, 0)), Map.of(), List.of()));

        assertThat(flow.blocks().get(1)).isEqualTo(new BasicBlock(1, 2, 3, List.of(), true));
    }

    @Test
    void refuses_what_leads_to_no_instruction_of_its_function() {
        assertThat(refusal(new Assembler().insn(Assembler.JA, 0, 0, 7, 0).exit(), CodeFacts.NONE))
                .isEqualTo("Instruction 0 jumps to 8, where no instruction of its function is.");
        assertThat(refusal(new Assembler().insn(Assembler.JA, 0, 0, 1, 0).loadImm64(0, 0, 0, 0).exit(), CodeFacts.NONE))
                .isEqualTo("Instruction 0 jumps to 2, where no instruction of its function is.");
        assertThat(refusal(new Assembler().call("f").ja("f").place("f").exit(), CodeFacts.NONE))
                .isEqualTo("Instruction 1 jumps to 2, where no instruction of its function is.");
        assertThat(refusal(new Assembler().insn(Assembler.CALL, 0, 1, 0, Integer.MAX_VALUE).exit(), CodeFacts.NONE))
                .startsWith("A function is said to begin at ").endsWith(", where no instruction is.");
    }

    @Test
    void refuses_types_of_other_code() {
        assertThat(refusal(new Assembler().loadImm64(0, 0, 0, 0).exit(),
                new CodeFacts(new TreeMap<>(Map.of(1, 1)), Map.of(), List.of())))
                        .isEqualTo("A function is said to begin at 1, where no instruction is.");
    }
}
