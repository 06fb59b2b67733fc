package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.BpfObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsEbpf
class ProgramMapTest {

    private static final String HEADER = """
            static inline __attribute__((always_inline)) __u64 mixed(__u64 value)
            {
                value ^= value >> 7;
                return value * 31;
            }
            """;

    /** What each function does with a volatile keeps clang from folding it away. */
    private static final String SOURCE = """
            #include "shared.h"
            extern void bpf_rcu_read_lock(void) __ksym;
            extern void bpf_rcu_read_unlock(void) __ksym;

            static __attribute__((noinline)) int apart(int value)
            {
                volatile int kept = value;
                return kept + 1;
            }

            __attribute__((noinline)) int checked_alone(int value, int other)
            {
                volatile int kept = value + other;
                return apart(kept) * 2;
            }

            __hidden __attribute__((noinline)) int hidden(int value)
            {
                volatile int kept = value;
                return kept - 3;
            }

            static int each(__u32 index, int *sum)
            {
                *sum += apart(index);
                return 0;
            }

            SEC("tc") int first(struct __sk_buff *skb)
            {
                int sum = 0;
                bpf_loop(4, each, &sum, 0);
                return checked_alone(sum, 1) + apart(skb->len);
            }

            SEC("tc") int second(struct __sk_buff *skb)
            {
                __u64 value = mixed(skb->len);
                bpf_rcu_read_lock();
                value += hidden(value);
                bpf_rcu_read_unlock();
                return value;
            }
            """;

    /** The kernel wants BTF for callbacks, and libbpf for kernel functions. */
    private static final String WITHOUT_BTF = SOURCE.replaceAll("bpf_(loop|rcu_read_\\w+)\\(.*\\);", "")
            .replaceAll("extern.*", "");

    @TempDir
    private static Path directory;
    private static CompiledSource sample;
    private static CompiledSource plain;

    @BeforeAll
    static void compile() throws Exception {
        sample = CompiledSource.of(directory, HEADER, SOURCE);
        plain = CompiledSource.of(directory, HEADER, WITHOUT_BTF, "-g0");
    }

    private static ProgramMap loaded(CompiledSource source, String program) throws ObjectFormatException {
        return source.map().program(program, insns(source.object(), program));
    }

    private static byte[] insns(byte[] bytes, String program) {
        try (BpfObject object = TestLibbpf.get().openObject(bytes, "sample.bpf.o")) {
            object.load(Set.of(program));
            return object.program(program).orElseThrow().insns();
        }
    }

    @Test
    void the_functions_are_the_program_and_all_it_uses_in_the_order_libbpf_appended_them() throws Exception {
        List<ProgramFunction> functions = loaded(sample, "first").functions();

        assertThat(functions).extracting(ProgramFunction::name, ProgramFunction::arguments, ProgramFunction::global)
                .containsExactly(tuple("first", 1, true), tuple("each", 2, false), tuple("apart", 1, false),
                        tuple("checked_alone", 2, true));
        assertThat(functions).allMatch(f -> f.typeId() > 0);
        assertThat(functions.get(0).start()).isZero();
        assertThat(functions.get(3).end()).isEqualTo(insns(sample.object(), "first").length / 8);
        assertThat(functions.subList(1, 4)).extracting(ProgramFunction::start)
                .containsExactlyElementsOf(functions.subList(0, 3).stream().map(ProgramFunction::end).toList());
    }

    @Test
    void a_second_program_of_the_same_section_has_functions_of_its_own() throws Exception {
        assertThat(loaded(sample, "second").functions())
                .extracting(ProgramFunction::name, ProgramFunction::global)
                .containsExactly(tuple("second", true), tuple("hidden", false));
    }

    @Test
    void a_record_of_func_info_is_given_for_each_function() throws Exception {
        ProgramMap map = loaded(sample, "first");

        assertThat(map.funcInfo()).isEqualTo(map.functions().stream()
                .map(f -> new FuncInfo(f.start(), f.typeId())).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "second"})
    void each_instruction_has_the_line_that_stands_in_the_source(String program) throws Exception {
        ProgramMap map = loaded(sample, program);

        map.instructions().forEach(slot -> {
            SourceLine line = map.line(slot).orElseThrow();
            assertThat(line.text()).isEqualTo(sample.textAt(line)).isNotEmpty();
            assertThat(map.functions()).anySatisfy(f -> {
                assertThat(slot).isBetween(f.start(), f.end() - 1);
                assertThat(line.function()).isEqualTo(f.name());
            });
        });
    }

    @Test
    void an_appended_function_has_its_own_lines() throws Exception {
        ProgramMap map = loaded(sample, "first");
        ProgramFunction apart = map.functions().get(2);

        assertThat(lines(map, apart)).contains(sample.lineOf("return kept + 1;"))
                .allMatch(line -> line >= sample.lineOf("int apart(int value)")
                        && line <= sample.lineOf("return kept + 1;"));
    }

    private static Set<Integer> lines(ProgramMap map, ProgramFunction function) {
        return IntStream.range(function.start(), function.end())
                .mapToObj(slot -> map.line(slot).orElseThrow().line()).collect(Collectors.toSet());
    }

    @Test
    void an_inlined_function_keeps_its_file_and_line_and_belongs_to_the_function_around_it() throws Exception {
        ProgramMap map = loaded(sample, "second");

        assertThat(map.instructions().mapToObj(map::line).map(Optional::orElseThrow).distinct())
                .filteredOn(line -> line.file().endsWith("bpf/shared.h"))
                .extracting(SourceLine::line, SourceLine::text, SourceLine::function)
                .containsExactly(tuple(3, "    value ^= value >> 7;", "second"),
                        tuple(4, "    return value * 31;", "second"));
    }

    @Test
    void kernel_functions_are_named_as_the_kernel_names_them() throws Exception {
        ProgramMap map = loaded(sample, "second");

        assertThat(map.kfuncs().values()).containsExactlyInAnyOrder(new Kfunc("bpf_rcu_read_lock", 0),
                new Kfunc("bpf_rcu_read_unlock", 0));
        assertThat(map.kfuncs().keySet()).allSatisfy(slot ->
                assertThat(map.line(slot).orElseThrow().text()).startsWith("    bpf_rcu_read_"));
        assertThat(loaded(sample, "first").kfuncs()).isEmpty();
    }

    @Test
    void without_debug_information_functions_are_found_and_lines_are_not() throws Exception {
        ProgramMap map = loaded(plain, "first");

        assertThat(map.functions()).extracting(ProgramFunction::name, ProgramFunction::typeId,
                ProgramFunction::arguments, ProgramFunction::global).containsExactly(tuple("first", 0, -1, false),
                tuple("checked_alone", 0, -1, false), tuple("apart", 0, -1, false));
        assertThat(map.funcInfo()).isEmpty();
        assertThat(map.instructions().mapToObj(map::line)).allMatch(Optional::isEmpty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"main/bpf/cgroup", "main/bpf/dissect", "main/bpf/encap", "main/bpf/fun_xdp",
            "main/bpf/lookup", "main/bpf/lwt", "main/bpf/socket", "main/bpf/steer", "main/bpf/tc", "main/bpf/trim"})
    void each_instruction_of_the_fixtures_has_a_line(String fixture) throws Exception {
        byte[] bytes = BpfSource.fixture(fixture).bytes();
        ObjectMap objectMap = ObjectMap.read(bytes, fixture);
        try (BpfObject object = TestLibbpf.get().openObject(bytes, fixture)) {
            object.load(object.programs().stream().map(p -> p.name()).collect(Collectors.toSet()));
            for (var program : object.programs()) {
                ProgramMap map = objectMap.program(program.name(), program.insns());
                assertThat(map.instructions().mapToObj(map::line)).allMatch(Optional::isPresent);
            }
        }
    }

    @Test
    void the_licence_is_read() throws Exception {
        assertThat(sample.map().license()).isEqualTo("GPL");
    }

    @Test
    void a_slot_that_the_program_does_not_have_is_refused() throws Exception {
        ProgramMap map = loaded(plain, "first");
        int slots = map.functions().get(2).end();

        assertThatThrownBy(() -> map.line(slots)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> map.line(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void instructions_that_are_not_the_programs_are_refused_in_a_sentence() throws Exception {
        byte[] first = insns(sample.object(), "first");

        assertThatThrownBy(() -> sample.map().program("second", first))
                .isInstanceOf(ObjectFormatException.class)
                .hasMessageMatching("The instructions of second are not those that libbpf makes of sample.bpf.o: .*"
                        + " Build the object again\\.");
        assertThatThrownBy(() -> sample.map().program("first", Arrays.copyOf(first, first.length - 8)))
                .isInstanceOf(ObjectFormatException.class).hasMessageContaining("checked_alone would take slots");
        assertThatThrownBy(() -> sample.map().program("first", Arrays.copyOf(first, first.length + 16)))
                .isInstanceOf(ObjectFormatException.class).hasMessageContaining("nothing refers to what stands from");
        assertThatThrownBy(() -> sample.map().program("third", first))
                .isInstanceOf(ObjectFormatException.class).hasMessageContaining("holds no program third");
        assertThatThrownBy(() -> sample.map().program("apart", first))
                .isInstanceOf(ObjectFormatException.class).hasMessageContaining("holds no program apart");
    }
}
