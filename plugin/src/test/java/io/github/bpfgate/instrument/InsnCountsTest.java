package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InsnCountsTest {

    /** Calls helper 5 twice in its first block, and helpers 5 and 7 where a condition leads. */
    private static final Assembler CODE = new Assembler().helper(5).helper(5).loadImm64(1, 0, 1, 1)
            .jump(Assembler.JEQ_IMM, 0, 0, 0, "end").helper(5).helper(7).place("end").exit();

    private static InsnCounts counts(Assembler code, long... perBlock) throws CannotCountException {
        return Instrumenter.instrument(code.bytes(), CodeFacts.NONE, CounterChoice.EVERY_BLOCK).counts(perBlock);
    }

    @Test
    void knows_the_executions_of_each_slot() throws CannotCountException {
        InsnCounts counts = counts(CODE, 4, 1, 4);

        assertThat(IntStream.range(0, CODE.size()).mapToLong(counts::at).toArray())
                .containsExactly(4, 4, 4, 0, 4, 1, 1, 4);
        assertThat(counts.total()).isEqualTo(22);
        assertThat(counts.instructions()).isEqualTo(7);
        assertThatThrownBy(() -> counts.at(8)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void tells_what_was_reached() throws CannotCountException {
        assertThat(counts(CODE, 4, 0, 4).reached()).isEqualTo(5);
        assertThat(counts(CODE, 0, 0, 0).reached()).isZero();
    }

    @Test
    void sums_the_calls_of_each_helper() throws CannotCountException {
        assertThat(counts(CODE, 4, 1, 4).helperCalls()).hasToString("{bpf_get_prandom_u32=1, bpf_ktime_get_ns=9}");
        assertThat(counts(CODE, 4, 0, 4).helperCalls()).hasToString("{bpf_ktime_get_ns=8}");
    }

    @Test
    void counts_kernel_functions_among_them_but_not_the_programs_own() throws CannotCountException {
        Assembler code = new Assembler().kfunc(5).kfunc(6).call("f").exit().place("f").exit();
        CodeFacts facts = new CodeFacts(new TreeMap<>(), Map.of(0, new Kfunc("bpf_rcu_read_lock", 0)), List.of());

        assertThat(Instrumenter.instrument(code.bytes(), facts, CounterChoice.EVERY_BLOCK).counts(new long[] {3, 3})
                .helperCalls()).hasToString("{bpf_rcu_read_lock=3, kernel function 6=3}");
    }

    @Test
    void adds_up() throws CannotCountException {
        assertThat(counts(CODE, 4, 1, 4).plus(counts(CODE, 1, 1, 1))).isEqualTo(counts(CODE, 5, 2, 5))
                .hasSameHashCodeAs(counts(CODE, 5, 2, 5)).isNotEqualTo(counts(CODE, 5, 1, 5));
    }

    @Test
    void does_not_add_those_of_two_programs() throws CannotCountException {
        InsnCounts other = counts(new Assembler().movImm(0, 0).exit(), 1);

        assertThatThrownBy(() -> counts(CODE, 4, 1, 4).plus(other)).hasMessageContaining("two programs");
    }

    @Test
    void tells_whether_a_loop_ran_that_the_clock_may_end() throws CannotCountException {
        Assembler code = new Assembler().movImm(0, 0).jump(Assembler.JEQ_IMM, 1, 0, 0, "end").place("loop")
                .jump(Assembler.MAY_GOTO, 0, 0, 0, "end").ja("loop").place("end").exit();

        assertThat(counts(code, 2, 5, 4, 2).ranMayGoto()).isTrue();
        assertThat(counts(code, 2, 0, 0, 2).ranMayGoto()).isFalse();
    }
}
