package io.github.bpfgate.instrument;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Needs no kernel: libbpf's part is played by the test. */
class ObjectMapTest {

    /** One program that calls one subprogram. */
    static final String SOURCE = """
            static __attribute__((noinline)) int apart(int value)
            {
                volatile int kept = value;
                return kept + 1;
            }

            SEC("tc") int whole(struct __sk_buff *skb)
            {
                return apart(skb->len);
            }
            """;

    @TempDir
    private static Path directory;
    private static CompiledSource little;

    @BeforeAll
    static void compile() throws Exception {
        little = CompiledSource.of(directory, "", SOURCE, "--target=bpfel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpfel", "bpfeb"})
    void an_object_tells_the_same_in_either_byte_order(String target) throws Exception {
        CompiledSource compiled = CompiledSource.of(directory, "", SOURCE, "--target=" + target);
        ObjectMap map = compiled.map();
        byte[] insns = little.linked("tc");

        ProgramMap program = map.program("whole", insns);

        assertThat(map.license()).isEqualTo("GPL");
        assertThat(program.functions()).extracting(ProgramFunction::name).containsExactly("whole", "apart");
        assertThat(program.functions()).extracting(ProgramFunction::arguments).containsExactly(1, 1);
        assertThat(program.instructions().mapToObj(s -> program.line(s).orElseThrow()))
                .allSatisfy(line -> assertThat(line.text()).isEqualTo(compiled.textAt(line)));
    }

    /** As libbpf has done since 1.3. */
    @Test
    void an_exception_callback_is_found_though_nothing_refers_to_it() throws Exception {
        CompiledSource compiled = CompiledSource.of(directory, "", """
                __attribute__((noinline)) int thrown(__u64 cookie)
                {
                    return cookie;
                }

                SEC("tc") __attribute__((btf_decl_tag("exception_callback:thrown"))) int whole(struct __sk_buff *skb)
                {
                    return skb->len;
                }
                """);

        ProgramMap program = compiled.map().program("whole", compiled.linked("tc"));

        assertThat(program.functions()).extracting(ProgramFunction::name).containsExactly("whole", "thrown");
    }

    /** As libbpf has done since 1.3. */
    @Test
    void a_kernel_function_has_the_kernels_name_without_what_tells_declarations_of_it_apart() throws Exception {
        CompiledSource compiled = CompiledSource.of(directory, "", """
                extern void bpf_rcu_read_lock___newer(void) __ksym;
                SEC("tc") int whole(struct __sk_buff *skb)
                {
                    bpf_rcu_read_lock___newer();
                    return 0;
                }
                """);
        byte[] insns = compiled.code("tc");
        insns[1] = (byte) (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0x20 : 0x02);

        assertThat(compiled.map().program("whole", insns).kfuncs())
                .containsExactly(Map.entry(0, new Kfunc("bpf_rcu_read_lock", 0)));
    }

    @Test
    void a_kernel_function_takes_the_arguments_that_it_is_declared_with() throws Exception {
        for (String flag : List.of("-g", "-g0")) {
            CompiledSource compiled = CompiledSource.of(directory, "", """
                    extern int bpf_kernel(void *from, __u32 size, __u64 flags) __ksym;
                    SEC("tc") int whole(struct __sk_buff *skb) { return bpf_kernel(skb, 1, 2); }
                    """, flag);
            byte[] insns = compiled.code("tc");
            int call = 8 * IntStream.range(0, insns.length / 8).filter(i -> insns[8 * i] == (byte) 0x85).findFirst()
                    .orElseThrow();
            insns[call + 1] = (byte) (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0x20 : 0x02);

            assertThat(compiled.map().program("whole", insns).kfuncs().values()).as(flag)
                    .containsExactly(new Kfunc("bpf_kernel", flag.equals("-g") ? 3 : 5));
        }
    }

    @Test
    void an_object_that_declares_no_licence_has_none() throws Exception {
        assertThat(map("license\0", "licence\0").license()).isEmpty();
    }

    @Test
    void a_licence_needs_no_zero_byte_at_its_end() throws Exception {
        assertThat(map("GPL\0", "GPL3").license()).isEqualTo("GPL3");
    }

    private static ObjectMap map(String text, String replacement) throws ObjectFormatException {
        byte[] bytes = new String(little.object(), ISO_8859_1).replace(text, replacement).getBytes(ISO_8859_1);
        return ObjectMap.read(bytes, "sample.bpf.o");
    }

    @Test
    void what_is_no_object_is_refused_in_a_sentence() {
        assertThatThrownBy(() -> ObjectMap.read(new byte[0], "empty.o")).isInstanceOf(ObjectFormatException.class)
                .hasMessage("empty.o is not an ELF-64 file. Build it with clang -target bpf.");
        byte[] other = little.object().clone();
        other[18] = 62;
        assertThatThrownBy(() -> ObjectMap.read(other, "other.o")).isInstanceOf(ObjectFormatException.class)
                .hasMessage("other.o is an ELF file for machine 62, not for eBPF (247)."
                        + " Build it with clang -target bpf.");
    }

    @Test
    void a_file_that_is_cut_short_is_refused_in_a_sentence() {
        byte[] half = Arrays.copyOf(little.object(), little.object().length / 2);

        assertThatThrownBy(() -> ObjectMap.read(half, "half.o")).isInstanceOf(ObjectFormatException.class)
                .hasMessageMatching("half\\.o is broken: the section table, \\d+ bytes from byte \\d+ on, lies outside"
                        + " of the file, which has " + half.length + "\\. Build it again\\.");
    }
}
