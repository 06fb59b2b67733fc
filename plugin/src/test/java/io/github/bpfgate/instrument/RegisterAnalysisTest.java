package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Liveness} and {@link Initialised} say at chosen places of small programs. */
class RegisterAnalysisTest {

    private final Assembler code = new Assembler();
    private final TreeMap<Integer, Integer> arguments = new TreeMap<>();
    private final Map<Integer, Kfunc> kfuncs = new HashMap<>();

    private record At(String live, String certain, String possible) {
    }

    private static String registers(int set) {
        return IntStream.range(0, 10).filter(r -> (set & 1 << r) != 0).mapToObj(r -> "r" + r)
                .collect(Collectors.joining(" "));
    }

    private At at(String place) throws CannotCountException {
        CodeFacts facts = new CodeFacts(arguments, kfuncs, List.of());
        ControlFlow flow = ControlFlow.of(Bytecode.parse(code.bytes()), facts);
        int block = flow.blockAt(code.slot(place));
        assertThat(flow.blocks().get(block).start()).as("a block begins there").isEqualTo(code.slot(place));
        Initialised initialised = Initialised.of(flow, facts);
        return new At(registers(Liveness.of(flow, facts).atStart(block)), registers(initialised.certainly(block)),
                registers(initialised.possibly(block)));
    }

    /** Makes a block begin here, by a jump that reads nothing. */
    private void cut(String place) {
        code.jump(Assembler.MAY_GOTO, 0, 0, 0, place).place(place);
    }

    @Test
    void a_program_starts_with_its_context() throws CannotCountException {
        code.place("start").insn(Assembler.LDX_W, 0, 1, 0, 0).exit();
        assertThat(at("start")).isEqualTo(new At("r1", "r1", "r1"));
    }

    @Test
    void a_program_that_replaces_a_function_starts_with_its_arguments() throws CannotCountException {
        code.place("start").mov(0, 2).exit();
        arguments.put(0, 3);
        assertThat(at("start")).isEqualTo(new At("r2", "r1 r2 r3", "r1 r2 r3"));
    }

    @Test
    void a_value_lives_from_where_it_is_written_to_where_it_is_last_read() throws CannotCountException {
        code.movImm(7, 1).movImm(8, 1);
        cut("middle");
        code.mov(0, 7);
        cut("end");
        code.exit();
        assertThat(at("middle").live()).isEqualTo("r7");
        assertThat(at("end").live()).isEqualTo("r0");
    }

    @Test
    void a_value_lives_through_a_loop_that_reads_it() throws CannotCountException {
        code.movImm(7, 1).movImm(6, 9).movImm(0, 0).place("loop").add(0, 7).addImm(6, -1)
                .jump(Assembler.JNE_IMM, 6, 0, 0, "loop").place("out").exit();
        assertThat(at("loop").live()).isEqualTo("r0 r6 r7");
        assertThat(at("out").live()).isEqualTo("r0");
    }

    @Test
    void a_call_reads_what_its_prototype_names_and_leaves_r0() throws CannotCountException {
        code.movImm(1, 0).movImm(2, 0).movImm(3, 0).movImm(6, 0);
        cut("before");
        code.helper(2).mov(0, 6);
        cut("after");
        code.exit();
        assertThat(at("before")).isEqualTo(new At("r1 r2 r3 r4 r6", "r1 r2 r3 r6", "r1 r2 r3 r6"));
        assertThat(at("after")).isEqualTo(new At("r0", "r0 r6", "r0 r6"));
    }

    @Test
    void what_a_call_without_a_result_leaves_in_r0_is_not_certain() throws CannotCountException {
        code.helper(94);
        cut("after");
        code.movImm(0, 0).exit();
        assertThat(at("after")).isEqualTo(new At("", "", "r0"));
    }

    @Test
    void a_kernel_function_may_read_all_arguments_unless_it_is_known_better() throws CannotCountException {
        code.movImm(1, 0);
        cut("before");
        code.kfunc(99).exit();
        assertThat(at("before")).isEqualTo(new At("r1 r2 r3 r4 r5", "r1", "r1"));
        kfuncs.put(code.slot("before"), new Kfunc("bpf_rcu_read_lock", 0));
        assertThat(at("before").live()).isEmpty();
        kfuncs.put(code.slot("before"), new Kfunc("bpf_dynptr_slice", 4));
        assertThat(at("before").live()).isEqualTo("r1 r2 r3 r4");
    }

    @Test
    void a_packet_load_needs_the_context_and_clobbers_as_a_call_does() throws CannotCountException {
        code.mov(6, 1).movImm(2, 0);
        cut("before");
        code.insn(0x40, 0, 2, 0, 0).place("after").exit();
        assertThat(at("before").live()).isEqualTo("r2 r6");
        assertThat(at("after")).isEqualTo(new At("r0", "r6", "r0 r6"));
    }

    @Test
    void a_local_call_reads_what_the_function_reads_joined_with_its_type() throws CannotCountException {
        code.movImm(1, 0).movImm(2, 0).movImm(5, 0);
        cut("before");
        code.call("f").exit().place("f").mov(0, 2).call("g").exit().place("g").mov(0, 4).exit();
        assertThat(at("g").live()).isEqualTo("r4");
        assertThat(at("f").live()).as("r4 is handed on").isEqualTo("r2 r4");
        assertThat(at("before").live()).isEqualTo("r2 r4");
        arguments.put(code.slot("f"), 1);
        assertThat(at("before").live()).isEqualTo("r1 r2 r4");
    }

    @Test
    void a_called_function_holds_what_every_caller_hands_over() throws CannotCountException {
        code.movImm(2, 0).movImm(3, 0).movImm(7, 0).call("f").movImm(1, 0).movImm(2, 0).call("f").exit()
                .place("f").mov(0, 2).exit();
        assertThat(at("f")).isEqualTo(new At("r2", "r1 r2", "r1 r2 r3"));
        arguments.put(code.slot("f"), 1);
        assertThat(at("f").certain()).isEqualTo("r1");
    }

    @Test
    void a_caller_keeps_r6_to_r9() throws CannotCountException {
        code.movImm(6, 0).movImm(9, 0).call("f");
        cut("after");
        code.add(0, 6).exit().place("f").movImm(0, 0).exit();
        assertThat(at("after")).isEqualTo(new At("r0 r6", "r6 r9", "r0 r6 r9"));
    }

    @Test
    void a_callback_may_hold_any_argument_and_certainly_none() throws CannotCountException {
        code.functionAddress(2, "callback").movImm(0, 0).exit().place("callback").mov(0, 2).exit();
        assertThat(at("callback")).isEqualTo(new At("r2", "", "r1 r2 r3 r4 r5"));
    }

    @Test
    void a_function_that_is_called_and_handed_over_is_a_callback_too() throws CannotCountException {
        code.functionAddress(2, "callback").call("callback").exit().place("callback").mov(0, 2).exit();
        assertThat(at("callback").certain()).isEmpty();
    }

    @Test
    void what_one_path_writes_is_possible_and_not_certain() throws CannotCountException {
        code.jump(Assembler.JEQ_IMM, 1, 0, 0, "join").movImm(7, 0).place("join").movImm(0, 0).exit();
        assertThat(at("join")).isEqualTo(new At("", "r1", "r1 r7"));
    }
}
