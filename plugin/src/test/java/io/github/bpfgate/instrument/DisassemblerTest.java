package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.BpfSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DisassemblerTest {

    private static final Path FIXTURES = Path.of("../bpf-fixtures/src");
    private static final Path LLVM_OBJDUMP = Path.of("/usr/bin/llvm-objdump-14");
    private static final Pattern LISTED = Pattern.compile("^ +(\\d+):\\s+(.*)$");
    private static final Pattern HELPER = Pattern.compile("^call 0x(\\p{XDigit}+)$");

    @TempDir
    Path directory;

    private static String text(Assembler code) throws CannotCountException {
        return new Disassembler(Bytecode.parse(code.bytes()), Map.of()).text(0);
    }

    /** Encodings with the registers r1 and r2 as destination and source, and the offset 4 where none is given. */
    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = ';', textBlock = """
            # code ; off ; imm       ; text
            0x61   ; 4   ; 0         ; r1 = *(u32 *)(r2 + 0x4)
            0x69   ; -16 ; 0         ; r1 = *(u16 *)(r2 - 0x10)
            0x71   ; 0   ; 0         ; r1 = *(u8 *)(r2 + 0x0)
            0x79   ; 255 ; 0         ; r1 = *(u64 *)(r2 + 0xff)
            0x91   ; 4   ; 0         ; r1 = *(s8 *)(r2 + 0x4)
            0x62   ; 4   ; -1        ; *(u32 *)(r1 + 0x4) = -0x1
            0x7a   ; -8  ; 10        ; *(u64 *)(r1 - 0x8) = 0xa
            0x6b   ; 4   ; 0         ; *(u16 *)(r1 + 0x4) = r2
            0x28   ; 0   ; 12        ; r0 = *(u16 *)skb[0xc]
            0x50   ; 0   ; 0         ; r0 = *(u8 *)skb[r2]
            0x50   ; 0   ; 14        ; r0 = *(u8 *)skb[r2 + 0xe]
            0x07   ; 0   ; -4        ; r1 += -0x4
            0x1f   ; 0   ; 0         ; r1 -= r2
            0x24   ; 0   ; 15        ; w1 *= 0xf
            0x3f   ; 0   ; 0         ; r1 /= r2
            0x3f   ; 1   ; 0         ; r1 s/= r2
            0x97   ; 0   ; 3         ; r1 %= 0x3
            0x94   ; 1   ; 3         ; w1 s%= 0x3
            0x47   ; 0   ; 1         ; r1 |= 0x1
            0x5c   ; 0   ; 0         ; w1 &= w2
            0x67   ; 0   ; 32        ; r1 <<= 0x20
            0x7c   ; 0   ; 0         ; w1 >>= w2
            0xa7   ; 0   ; 1         ; r1 ^= 0x1
            0xc7   ; 0   ; 3         ; r1 s>>= 0x3
            0x84   ; 0   ; 0         ; w1 = -w1
            0x87   ; 0   ; 0         ; r1 = -r1
            0xb7   ; 0   ; -1        ; r1 = -0x1
            0xb4   ; 0   ; 7         ; w1 = 0x7
            0xbf   ; 0   ; 0         ; r1 = r2
            0xbc   ; 0   ; 0         ; w1 = w2
            0xbf   ; 32  ; 0         ; r1 = (s32)r2
            0xbc   ; 8   ; 0         ; w1 = (s8)w2
            0xbf   ; 1   ; 65536     ; r1 = addr_space_cast(r2, 0x1, 0x0)
            0xdc   ; 0   ; 16        ; r1 = be16 r1
            0xd4   ; 0   ; 64        ; r1 = le64 r1
            0xd7   ; 0   ; 32        ; r1 = bswap32 r1
            0xdb   ; 8   ; 0x00      ; lock *(u64 *)(r1 + 0x8) += r2
            0xc3   ; 8   ; 0xa0      ; lock *(u32 *)(r1 + 0x8) ^= w2
            0xdb   ; 8   ; 0x51      ; r2 = atomic_fetch_and((u64 *)(r1 + 0x8), r2)
            0xc3   ; 8   ; 0x41      ; w2 = atomic_fetch_or((u32 *)(r1 + 0x8), w2)
            0xdb   ; 8   ; 0xe1      ; r2 = xchg_64(r1 + 0x8, r2)
            0xc3   ; 8   ; 0xe1      ; w2 = xchg32_32(r1 + 0x8, w2)
            0xdb   ; 8   ; 0xf1      ; r0 = cmpxchg_64(r1 + 0x8, r0, r2)
            0xc3   ; 8   ; 0xf1      ; w0 = cmpxchg32_32(r1 + 0x8, w0, w2)
            0xd3   ; 8   ; 0x100     ; w1 = load_acquire((u8 *)(r2 + 0x8))
            0xdb   ; 8   ; 0x110     ; store_release((u64 *)(r1 + 0x8), r2)
            0x05   ; 5   ; 0         ; goto +0x5 <L6>
            0x06   ; 0   ; 32768     ; gotol +0x8000 <L32769>
            0xe5   ; 5   ; 0         ; may_goto +0x5 <L6>
            0x2d   ; 5   ; 0         ; if r1 > r2 goto +0x5 <L6>
            0x55   ; -1  ; -3        ; if r1 != -0x3 goto -0x1 <L0>
            0x46   ; 5   ; 7         ; if w1 & 0x7 goto +0x5 <L6>
            0xde   ; 5   ; 0         ; if w1 s<= w2 goto +0x5 <L6>
            0x8d   ; 0   ; 0         ; callx r1
            0x95   ; 0   ; 0         ; exit
            """)
    void writes_every_kind_of_instruction(int code, int off, int imm, String text) throws Exception {
        assertThat(text(new Assembler().insn(code, 1, 2, off, imm))).isEqualTo(text);
    }

    @Test
    void writes_a_constant_of_64_bits_as_a_signed_number() throws Exception {
        assertThat(text(new Assembler().loadImm64(1, 0, 1, -1))).isEqualTo("r1 = -0xffffffff ll");
        assertThat(text(new Assembler().loadImm64(1, 0, -1, 0))).isEqualTo("r1 = 0xffffffff ll");
        assertThat(text(new Assembler().loadImm64(1, 0, 0, Integer.MIN_VALUE)))
                .isEqualTo("r1 = -0x8000000000000000 ll");
    }

    @Test
    void leaves_out_descriptors_which_are_others_with_each_load() throws Exception {
        Bytecode code = Bytecode.parse(new Assembler().loadImm64(1, 1, 42, 0).loadImm64(2, 2, 43, 8).bytes());
        Disassembler disassembler = new Disassembler(code, Map.of(0, "PORTS", 2, "limit+0x4"));

        assertThat(disassembler.text(0)).isEqualTo("r1 = 0x0 ll <PORTS>");
        assertThat(disassembler.text(2)).isEqualTo("r2 = 0x8 ll <limit+0x4>");
    }

    @Test
    void names_what_is_called_as_far_as_it_is_known() throws Exception {
        Bytecode code = Bytecode.parse(new Assembler().helper(1).helper(9999).call("f").kfunc(777).kfunc(778).place("f")
                .exit().bytes());
        Disassembler disassembler = new Disassembler(code, Map.of(2, "f", 3, "bpf_rcu_read_lock"));

        assertThat(Stream.of(0, 1, 2, 3, 4).map(disassembler::text)).containsExactly("call bpf_map_lookup_elem",
                "call helper 9999", "call f", "call bpf_rcu_read_lock", "call 0x30a");
    }

    static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            return files.filter(file -> file.toString().endsWith(".bpf.c")
                    && !file.endsWith("syntax-error.bpf.c")).map(FIXTURES::relativize).sorted().toList();
        }
    }

    /** In the object, where what libbpf fills in is still missing and both have the same to say. */
    @ParameterizedTest
    @MethodSource("sources")
    void writes_the_fixtures_as_llvm_does(Path source) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(LLVM_OBJDUMP), LLVM_OBJDUMP + " is not here");
        String name = source.toString().replaceFirst("\\.bpf\\.c$", "");
        for (String generation : List.of("-mcpu=v1", "-mcpu=v3")) {
            byte[] object = BpfSource.fixture(name, generation).bytes();
            List<String> ours = new ArrayList<>();
            ElfObject elf = ElfObject.read(object, name);
            for (int section : elf.functions().stream().map(ElfObject.Symbol::section).distinct().sorted().toList()) {
                ours.addAll(disassembled(elf.section(section).bytes()));
            }

            assertThat(ours).isEqualTo(llvm(object)).hasSizeGreaterThan(1);
        }
    }

    private static List<String> disassembled(ObjectBytes section) throws Exception {
        ByteBuffer slots = ByteBuffer.allocate(section.size()).order(ByteOrder.nativeOrder());
        for (int at = 0; at < section.size(); at += Long.BYTES) {
            slots.putLong(section.i64(at));
        }
        Bytecode code = Bytecode.parse(slots.array());
        Disassembler disassembler = new Disassembler(code, Map.of());
        List<String> lines = new ArrayList<>();
        for (int slot = 0; slot < code.slots(); slot = code.next(slot)) {
            lines.add(withoutLabel(disassembler.text(slot)));
        }
        return lines;
    }

    private List<String> llvm(byte[] object) throws Exception {
        Path file = Files.write(directory.resolve("object.o"), object);
        Process process = new ProcessBuilder(LLVM_OBJDUMP.toString(), "-d", "--print-imm-hex", "--no-show-raw-insn",
                file.toString()).start();
        List<String> lines = new ArrayList<>();
        for (String line : new String(process.getInputStream().readAllBytes()).lines().toList()) {
            Matcher listed = LISTED.matcher(line);
            if (listed.matches()) {
                lines.add(named(withoutLabel(listed.group(2))));
            }
        }
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    private static String withoutLabel(String text) {
        return text.replaceFirst(" <[^>]*>$", "").strip();
    }

    private static String named(String text) {
        Matcher helper = HELPER.matcher(text);
        return helper.matches() ? "call " + HelperFacts.name(Integer.parseInt(helper.group(1), 16)) : text;
    }
}
