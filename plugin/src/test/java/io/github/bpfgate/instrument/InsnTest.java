package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The instruction set in encodings, as the tables of RFC 9669 and the kernel's {@code bpf.h} give them. */
class InsnTest {

    private static final int DST = 1;
    private static final int SRC = 2;
    private static final int OFF = 3;

    private static Insn insn(int code, int src, int imm) {
        return new Insn(code, DST, src, OFF, imm);
    }

    private static String registers(int set) {
        return IntStream.rangeClosed(0, 10).filter(r -> (set & 1 << r) != 0).mapToObj(r -> "r" + r)
                .collect(Collectors.joining(" "));
    }

    /** Encodings with the registers r1 and r2 as destination and source; what they read and write. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(nullValues = "-", textBlock = """
            # code, imm, name,                reads,       writes
            0x18,   5,     lddw,              '',          r1
            0x20,   5,     ldabsw,            r6,          r0 r1 r2 r3 r4 r5
            0x28,   5,     ldabsh,            r6,          r0 r1 r2 r3 r4 r5
            0x30,   5,     ldabsb,            r6,          r0 r1 r2 r3 r4 r5
            0x40,   5,     ldindw,            r2 r6,       r0 r1 r2 r3 r4 r5
            0x48,   5,     ldindh,            r2 r6,       r0 r1 r2 r3 r4 r5
            0x50,   5,     ldindb,            r2 r6,       r0 r1 r2 r3 r4 r5
            0x61,   0,     ldxw,              r2,          r1
            0x69,   0,     ldxh,              r2,          r1
            0x71,   0,     ldxb,              r2,          r1
            0x79,   0,     ldxdw,             r2,          r1
            0x81,   0,     ldxsw,             r2,          r1
            0x89,   0,     ldxsh,             r2,          r1
            0x91,   0,     ldxsb,             r2,          r1
            0x62,   5,     stw,               r1,          ''
            0x6a,   5,     sth,               r1,          ''
            0x72,   5,     stb,               r1,          ''
            0x7a,   5,     stdw,              r1,          ''
            0x63,   0,     stxw,              r1 r2,       ''
            0x6b,   0,     stxh,              r1 r2,       ''
            0x73,   0,     stxb,              r1 r2,       ''
            0x7b,   0,     stxdw,             r1 r2,       ''
            0xc3,   0x00,  xadd32,            r1 r2,       ''
            0xdb,   0x00,  xadd64,            r1 r2,       ''
            0xdb,   0x40,  or,                r1 r2,       ''
            0xdb,   0x50,  and,               r1 r2,       ''
            0xdb,   0xa0,  xor,               r1 r2,       ''
            0xc3,   0x01,  fetch_add32,       r1 r2,       r2
            0xdb,   0x01,  fetch_add64,       r1 r2,       r2
            0xdb,   0x41,  fetch_or,          r1 r2,       r2
            0xdb,   0x51,  fetch_and,         r1 r2,       r2
            0xdb,   0xa1,  fetch_xor,         r1 r2,       r2
            0xdb,   0xe1,  xchg,              r1 r2,       r2
            0xc3,   0xf1,  cmpxchg32,         r0 r1 r2,    r0
            0xdb,   0xf1,  cmpxchg64,         r0 r1 r2,    r0
            0xd3,   0x100, load_acquire8,     r2,          r1
            0xcb,   0x100, load_acquire16,    r2,          r1
            0xc3,   0x100, load_acquire32,    r2,          r1
            0xdb,   0x100, load_acquire64,    r2,          r1
            0xd3,   0x110, store_release8,    r1 r2,       ''
            0xdb,   0x110, store_release64,   r1 r2,       ''
            0x04,   5,     add32 imm,         r1,          r1
            0x0c,   0,     add32 reg,         r1 r2,       r1
            0x07,   5,     add imm,           r1,          r1
            0x0f,   0,     add reg,           r1 r2,       r1
            0x3f,   0,     div or sdiv reg,   r1 r2,       r1
            0x97,   5,     mod or smod imm,   r1,          r1
            0x84,   0,     neg32,             r1,          r1
            0x87,   0,     neg,               r1,          r1
            0xb4,   5,     mov32 imm,         '',          r1
            0xbc,   0,     mov32 or movsx reg, r2,         r1
            0xb7,   5,     mov imm,           '',          r1
            0xbf,   0,     mov or movsx or addr_space_cast, r2, r1
            0xc7,   5,     arsh imm,          r1,          r1
            0xd4,   16,    le16,              r1,          r1
            0xdc,   64,    be64,              r1,          r1
            0xd7,   32,    bswap32,           r1,          r1
            0x05,   0,     ja,                '',          ''
            0x06,   9,     gotol,             '',          ''
            0xe5,   0,     may_goto,          '',          ''
            0x15,   5,     jeq imm,           r1,          ''
            0x1d,   0,     jeq reg,           r1 r2,       ''
            0x4d,   0,     jset reg,          r1 r2,       ''
            0xd5,   5,     jsle imm,          r1,          ''
            0xdd,   0,     jsle reg,          r1 r2,       ''
            0x16,   5,     jeq32 imm,         r1,          ''
            0xae,   0,     jlt32 reg,         r1 r2,       ''
            0x85,   5,     call,              '',          r0 r1 r2 r3 r4 r5
            0x8d,   0,     callx,             r1,          r0 r1 r2 r3 r4 r5
            0x95,   0,     exit,              r0,          ''
            """)
    void reads_and_writes_registers(int code, int imm, String name, String reads, String writes) {
        Insn insn = insn(code, SRC, imm);

        assertThat(insn.isKnown()).isTrue();
        assertThat(registers(insn.reads())).as("reads").isEqualTo(reads);
        assertThat(registers(insn.writes())).as("writes").isEqualTo(writes);
    }

    record Kind(String name, Predicate<Insn> predicate, Set<String> members) {
    }

    /** A few of all instructions, by name. */
    private static final Map<String, Insn> SOME = Map.ofEntries(
            Map.entry("add", insn(0x07, 0, 1)),
            Map.entry("constant", insn(0x18, 0, 1)),
            Map.entry("map value", insn(0x18, 2, 1)),
            Map.entry("function address", insn(0x18, 4, 1)),
            Map.entry("ldabs", insn(0x30, 0, 1)),
            Map.entry("ldind", insn(0x40, SRC, 1)),
            Map.entry("ja", insn(0x05, 0, 1)),
            Map.entry("gotol", insn(0x06, 0, 1)),
            Map.entry("gotox", insn(0x0d, 0, 1)),
            Map.entry("jne", insn(0x55, 0, 1)),
            Map.entry("jne32", insn(0x56, 0, 1)),
            Map.entry("may_goto", insn(0xe5, 0, 1)),
            Map.entry("helper", insn(0x85, 0, 1)),
            Map.entry("tail call", insn(0x85, 0, 12)),
            Map.entry("local call", insn(0x85, 1, 12)),
            Map.entry("kfunc", insn(0x85, 2, 12)),
            Map.entry("callx", insn(0x8d, 0, 0)),
            Map.entry("exit", insn(0x95, 0, 0)));

    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("takes two slots", Insn::isLoadImm64, Set.of("constant", "map value", "function address")),
                new Kind("function address", Insn::isFunctionAddress, Set.of("function address")),
                new Kind("packet load", Insn::isPacketLoad, Set.of("ldabs", "ldind")),
                new Kind("unconditional jump", Insn::isUnconditionalJump, Set.of("ja", "gotol")),
                new Kind("conditional jump", Insn::isConditionalJump, Set.of("jne", "jne32", "may_goto")),
                new Kind("jump", Insn::isJump, Set.of("ja", "gotol", "jne", "jne32", "may_goto")),
                new Kind("indirect jump", Insn::isIndirectJump, Set.of("gotox")),
                new Kind("call", Insn::isCall, Set.of("helper", "tail call", "local call", "kfunc", "callx")),
                new Kind("helper call", Insn::isHelperCall, Set.of("helper", "tail call")),
                new Kind("tail call", Insn::isTailCall, Set.of("tail call")),
                new Kind("local call", Insn::isLocalCall, Set.of("local call")),
                new Kind("exit", Insn::isExit, Set.of("exit")),
                new Kind("points into the program", Insn::pointsIntoProgram, Set.of("ja", "gotol", "jne", "jne32",
                        "may_goto", "local call", "function address")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void is_of_a_kind(Kind kind) {
        assertThat(SOME.entrySet().stream().filter(e -> kind.predicate().test(e.getValue())).map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(kind.members());
    }

    @Test
    void keeps_a_distance_in_16_or_32_bits() {
        assertThat(insn(0x05, 0, 9).distance()).isEqualTo(OFF);
        assertThat(insn(0x55, 0, 9).distance()).isEqualTo(OFF);
        assertThat(insn(0x06, 0, 9).distance()).isEqualTo(9);
        assertThat(insn(0x85, 1, 9).distance()).isEqualTo(9);
        assertThat(insn(0x18, 4, 9).distance()).isEqualTo(9);
        assertThat(insn(0x55, 0, 9).withDistance(-4)).isEqualTo(new Insn(0x55, DST, 0, -4, 9));
        assertThat(insn(0x85, 1, 9).withDistance(-4)).isEqualTo(new Insn(0x85, DST, 1, OFF, -4));
    }

    /** Every opcode that Linux 6.18 knows, and no other; atomics with what their constant makes of them. */
    @Test
    void knows_every_opcode_of_the_kernel() {
        Set<Integer> known = new TreeSet<>(List.of(0x18, 0x20, 0x28, 0x30, 0x40, 0x48, 0x50,
                0x61, 0x69, 0x71, 0x79, 0x81, 0x89, 0x91, 0x62, 0x6a, 0x72, 0x7a, 0x63, 0x6b, 0x73, 0x7b, 0xc3, 0xdb,
                0x84, 0x87, 0xd4, 0xdc, 0xd7, 0x05, 0x06, 0xe5, 0x85, 0x8d, 0x95));
        for (int operation : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12}) {
            known.addAll(List.of(operation * 16 + 0x4, operation * 16 + 0xc, operation * 16 + 0x7,
                    operation * 16 + 0xf));
        }
        for (int condition : new int[] {1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13}) {
            known.addAll(List.of(condition * 16 + 0x5, condition * 16 + 0xd, condition * 16 + 0x6,
                    condition * 16 + 0xe));
        }

        assertThat(IntStream.range(0, 256).filter(code -> insn(code, 0, 0).isKnown()).boxed())
                .containsExactlyElementsOf(known);
    }

    @Test
    void knows_atomic_operations_by_their_constant() {
        int[] constants = IntStream.range(-1, 0x120).filter(imm -> insn(0xdb, SRC, imm).isKnown()).toArray();

        assertThat(constants)
                .containsExactly(0x00, 0x01, 0x40, 0x41, 0x50, 0x51, 0xa0, 0xa1, 0xe1, 0xf1, 0x100, 0x110);
        assertThat(insn(0xd3, SRC, 0x00).isKnown()).as("8 bits are only loaded and stored").isFalse();
        assertThat(insn(0xd3, SRC, 0x100).isKnown()).isTrue();
    }

    @Property(tries = 200)
    void is_decoded_as_the_kernel_lays_it_out(@ForAll @IntRange(max = 255) int code,
            @ForAll @IntRange(max = 15) int dst, @ForAll @IntRange(max = 15) int src, @ForAll short off,
            @ForAll int imm) {
        byte[] bytes = new Assembler().insn(code, dst, src, off, imm).bytes();

        Insn decoded = Insn.read(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));

        assertThat(decoded).isEqualTo(new Insn(code, dst, src, off, imm));
        assertThat(Bytecode.serialise(List.of(decoded))).isEqualTo(bytes);
    }

    @Test
    void has_its_registers_the_other_way_round_on_a_big_endian_machine() {
        byte[] bytes = HexFormat.of().parseHex("7ba0fff800000000");

        Insn decoded = Insn.read(ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN));

        assertThat(decoded).isEqualTo(new Insn(0x7b, 10, 0, -8, 0));
        ByteBuffer written = ByteBuffer.allocate(8).order(ByteOrder.BIG_ENDIAN);
        decoded.write(written);
        assertThat(written.array()).isEqualTo(bytes);
    }
}
