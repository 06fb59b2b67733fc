package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterPlanTest {

    private static final Assembler BRANCH = new Assembler().movImm(0, 0).jump(Assembler.JEQ_IMM, 1, 0, 0, "else")
            .addImm(0, 1).ja("end").place("else").addImm(0, 2).place("end").exit();

    private static CounterPlan fewest(Assembler code) throws CannotCountException {
        return CounterPlan.fewest(ControlFlow.of(Bytecode.parse(code.bytes()), CodeFacts.NONE));
    }

    private static int[] counted(CounterPlan plan, int blocks) {
        return IntStream.range(0, blocks).filter(plan::isCounted).toArray();
    }

    @Test
    void straight_code_has_one_counter_however_many_jumps_it_makes() throws CannotCountException {
        assertThat(fewest(new Assembler().movImm(0, 0).exit()).counters()).isEqualTo(1);

        CounterPlan plan = fewest(new Assembler().movImm(0, 0).ja("on").place("on").addImm(0, 1).ja("end").place("end")
                .exit());

        assertThat(plan.counters()).isEqualTo(1);
        assertThat(plan.solve(new long[] {3})).containsExactly(3, 3, 3);
    }

    @Test
    void a_branch_takes_two_counters_for_four_blocks() throws CannotCountException {
        CounterPlan plan = fewest(BRANCH);

        assertThat(counted(plan, 4)).as("the first of two that may be either").containsExactly(0, 1);
        assertThat(plan.solve(new long[] {10, 6})).containsExactly(10, 6, 4, 10);
    }

    @Test
    void a_block_that_repeats_itself_is_counted_and_one_end_of_the_loop_around_it() throws CannotCountException {
        // blocks: 0 start, 1 and 3 the outer loop, 2 the inner one, 4 exit
        CounterPlan plan = fewest(new Assembler().movImm(0, 0).movImm(6, 9)
                .place("outer").movImm(7, 9)
                .place("inner").addImm(7, -1).jump(Assembler.JNE_IMM, 7, 0, 0, "inner")
                .addImm(6, -1).jump(Assembler.JNE_IMM, 6, 0, 0, "outer")
                .exit());

        assertThat(counted(plan, 5)).containsExactly(0, 1, 2);
        assertThat(plan.solve(new long[] {1, 9, 81})).containsExactly(1, 9, 81, 9, 1);
    }

    @Test
    void what_is_nested_deeper_is_free_before_what_is_not() throws CannotCountException {
        // blocks: 0 start, 1 loop, 2 and 3 its arms, 4 its end, 5 exit
        CounterPlan plan = fewest(new Assembler().movImm(0, 0).movImm(6, 9)
                .place("loop").jump(Assembler.JEQ_IMM, 0, 0, 5, "other")
                .addImm(0, 1).ja("end")
                .place("other").addImm(0, 2)
                .place("end").addImm(6, -1).jump(Assembler.JNE_IMM, 6, 0, 0, "loop")
                .exit());

        assertThat(counted(plan, 6)).containsExactly(0, 1, 2);
        assertThat(plan.solve(new long[] {1, 9, 8})).containsExactly(1, 9, 8, 1, 9, 1);
    }

    @Test
    void each_function_is_counted_by_itself() throws CannotCountException {
        CounterPlan plan = fewest(new Assembler().call("f").call("f").exit().place("f").movImm(0, 0).exit());

        assertThat(plan.counters()).isEqualTo(2);
        assertThat(plan.solve(new long[] {1, 2})).containsExactly(1, 2);
    }

    @Test
    void every_block_is_counted_where_functions_may_end_without_returning() throws CannotCountException {
        Assembler code = new Assembler().call("f").movImm(0, 0).ja("end").place("end").exit()
                .place("f").kfunc(99).exit();
        CodeFacts facts = new CodeFacts(new TreeMap<>(), Map.of(code.slot("f"), new Kfunc("bpf_throw", 1)), List.of());
        ControlFlow flow = ControlFlow.of(Bytecode.parse(code.bytes()), facts);

        assertThat(CounterPlan.fewest(flow).counters()).isEqualTo(flow.blocks().size()).isEqualTo(5);
    }

    @Test
    void values_that_no_run_leaves_are_refused() throws CannotCountException {
        CounterPlan plan = fewest(BRANCH);

        assertThatThrownBy(() -> plan.solve(new long[] {4, 10})).isInstanceOf(CannotCountException.class)
                .hasMessage("The counters contradict each other:"
                        + " the program ran at the same time elsewhere, or ended without returning from a function.");
        assertThatThrownBy(() -> plan.solve(new long[] {5})).hasMessage("1 values for 2 counters");
    }
}
