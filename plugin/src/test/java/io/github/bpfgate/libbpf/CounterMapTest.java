package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

@NeedsEbpf
class CounterMapTest {

    private static final int SOCKET_FILTER = 1;
    private static final int LD_IMM64 = 0x18;
    private static final int PSEUDO_MAP_VALUE = 2;
    private static final int LDX_DW = 0x79;
    private static final int ADD64_IMM = 0x07;
    private static final int STX_DW = 0x7b;
    private static final int MOV64_IMM = 0xb7;
    private static final int EXIT = 0x95;

    /** Adds {@code step} to one counter and returns 0. */
    private static byte[] adding(int mapFd, int counter, int step) {
        ByteBuffer code = ByteBuffer.allocate(8 * 8).order(ByteOrder.nativeOrder());
        insn(code, LD_IMM64, 1, PSEUDO_MAP_VALUE, mapFd);
        insn(code, 0, 0, 0, counter * Long.BYTES);
        insn(code, LDX_DW, 2, 1, 0);
        insn(code, ADD64_IMM, 2, 0, step);
        insn(code, STX_DW, 1, 2, 0);
        insn(code, MOV64_IMM, 0, 0, 0);
        insn(code, EXIT, 0, 0, 0);
        byte[] insns = new byte[code.position()];
        code.flip().get(insns);
        return insns;
    }

    private static void insn(ByteBuffer code, int opcode, int destination, int source, int immediate) {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        code.put((byte) opcode).put((byte) (little ? source << 4 | destination : destination << 4 | source))
                .putShort((short) 0).putInt(immediate);
    }

    private static void run(CounterMap map, int counter, int step, int times) {
        try (AssembledProgram program = TestLibbpf.get().loadAssembled("adding",
                LoadAttributes.plain(SOCKET_FILTER, 0, 0), adding(map.fd(), counter, step))) {
            new TestRun(TestLibbpf.get(), new byte[64], new byte[0]).run(program, times);
        }
    }

    @Test
    void startsAtZeroAndReadsWhatProgramsAdded() {
        try (CounterMap map = CounterMap.create(TestLibbpf.get(), 3)) {
            assertThat(map.read()).containsExactly(0, 0, 0);
            run(map, 0, 1, 5);
            run(map, 2, 7, 3);
            assertThat(map.read()).containsExactly(5, 0, 21);
        }
    }

    @Test
    void beginsAnewOnceCleared() {
        try (CounterMap map = CounterMap.create(TestLibbpf.get(), 2)) {
            run(map, 1, 1, 4);
            map.clear();
            assertThat(map.read()).containsExactly(0, 0);
            run(map, 1, 1, 2);
            assertThat(map.read()).containsExactly(0, 2);
        }
    }

    @Test
    void keepsTheCountersOfTwoMapsApart() {
        try (CounterMap one = CounterMap.create(TestLibbpf.get(), 1);
                CounterMap other = CounterMap.create(TestLibbpf.get(), 1)) {
            run(one, 0, 1, 9);
            assertThat(other.read()).containsExactly(0);
        }
    }

    @Test
    void saysWhyTheKernelRefusesAProgramWithTheVerifiersWords() {
        try (CounterMap map = CounterMap.create(TestLibbpf.get(), 1)) {
            assertThatThrownBy(() -> run(map, 1, 1, 1)).isInstanceOfSatisfying(BpfException.class, e -> {
                assertThat(e).hasMessage("The kernel does not load the program adding of type socket_filter:"
                        + " EINVAL (errno 22).");
                assertThat(e.verifierLog()).contains("value");
            });
        }
    }
}
