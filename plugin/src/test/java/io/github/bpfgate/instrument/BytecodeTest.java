package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BytecodeTest {

    private static String refusal(byte[] bytes) {
        return catchThrowableOfType(CannotCountException.class, () -> Bytecode.parse(bytes)).getMessage();
    }

    @Test
    void counts_a_64_bit_constant_as_one_instruction() throws CannotCountException {
        Bytecode code = Bytecode.parse(new Assembler().loadImm64(0, 0, 1, 2).exit().bytes());

        assertThat(code.slots()).isEqualTo(3);
        assertThat(IntStream.range(-1, 5).filter(code::isInstruction)).containsExactly(0, 2);
        assertThat(code.next(0)).isEqualTo(2);
    }

    @Test
    void finds_functions_where_calls_and_addresses_point() throws CannotCountException {
        Assembler code = new Assembler().call("called").functionAddress(2, "callback").exit()
                .place("called").movImm(0, 0).exit()
                .place("unnamed").movImm(0, 0).exit()
                .place("callback").movImm(0, 0).exit();

        assertThat(Bytecode.parse(code.bytes()).functionStarts())
                .containsExactly(0, code.slot("called"), code.slot("callback"));
    }

    @Test
    void refuses_what_is_no_row_of_instructions() {
        assertThat(refusal(new byte[0])).isEqualTo("A program is a row of 8-byte instructions, not 0 bytes.");
        assertThat(refusal(new byte[12])).isEqualTo("A program is a row of 8-byte instructions, not 12 bytes.");
    }

    @Test
    void refuses_half_a_constant() {
        String sentence = "Instruction 1 is only the lower half of a 64-bit constant.";
        assertThat(refusal(new Assembler().movImm(0, 0).insn(0x18, 1, 0, 0, 5).bytes())).isEqualTo(sentence);
        assertThat(refusal(new Assembler().movImm(0, 0).insn(0x18, 1, 0, 0, 5).exit().bytes())).isEqualTo(sentence);
    }

    @Test
    void refuses_the_unknown() {
        assertThat(refusal(new Assembler().movImm(0, 0).insn(0xff, 0, 0, 0, 0).bytes()))
                .isEqualTo("Instruction 1 has an opcode that is not known here: 0xff.");
        assertThat(refusal(new Assembler().insn(0xdb, 1, 2, 0, 0x77).bytes()))
                .isEqualTo("Instruction 0 is an atomic operation that is not known here: 0x77.");
        assertThat(refusal(new Assembler().insn(0x0d, 1, 0, 0, 0).bytes())).isEqualTo("Instruction 0 jumps to an"
                + " address in a register, and the bytecode does not tell which those can be.");
    }
}
