package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassageTest {

    private static final String SOURCE = """
            struct {
                __uint(type, BPF_MAP_TYPE_ARRAY);
                __uint(max_entries, 1);
                __type(key, __u32);
                __type(value, __u64);
            } FIRST SEC(".maps"), SECOND SEC(".maps");
            __u64 padding = 3;
            __u64 limit[2] = {7, 8};
            static volatile __u64 hidden = 9;
            SEC("tc") int program(struct __sk_buff *skb)
            {
                __u32 key = 0;
                __u64 *found = bpf_map_lookup_elem(&SECOND, &key);
                if (!found)
                    return 0;
                return *found + limit[1] + hidden;
            }
            """;

    @TempDir
    Path directory;

    private List<Passage> passages(String... flags) throws Exception {
        CompiledSource source = CompiledSource.of(directory, "", SOURCE, flags);
        byte[] code = source.code("tc");
        InstrumentedProgram program = Instrumenter.instrument(code, CodeFacts.NONE, CounterChoice.EVERY_BLOCK);
        long[] counters = new long[program.counters()];
        counters[0] = 10;
        return Passage.of("program", source.map().program("program", code), program.counts(counters), 4);
    }

    @Test
    void a_program_is_listed_from_its_first_instruction_to_its_last_with_what_each_was_executed() throws Exception {
        List<Passage> passages = passages();
        List<ListedInsn> insns = passages.stream().flatMap(passage -> passage.insns().stream()).toList();

        assertThat(insns.get(0)).satisfies(insn -> {
            assertThat(insn.slot()).isZero();
            assertThat(insn.executions()).isEqualTo(2.5);
        });
        assertThat(insns.get(insns.size() - 1).text()).isEqualTo("exit");
        assertThat(insns).extracting(ListedInsn::slot).isSorted().doesNotHaveDuplicates();
        assertThat(passages).allSatisfy(passage -> assertThat(passage.function()).isEqualTo("program"));
        assertThat(passages).extracting(Passage::text)
                .contains("    __u64 *found = bpf_map_lookup_elem(&SECOND, &key);");
    }

    @Test
    void neighbours_come_from_two_lines() throws Exception {
        List<Passage> passages = passages();

        for (int i = 1; i < passages.size(); i++) {
            assertThat(passages.get(i).line()).isNotEqualTo(passages.get(i - 1).line());
        }
    }

    @Test
    void maps_variables_and_helpers_are_named_and_jumps_lead_to_a_named_place() throws Exception {
        List<ListedInsn> insns = passages().stream().flatMap(passage -> passage.insns().stream()).toList();

        assertThat(insns).extracting(ListedInsn::text).anyMatch(text -> text.endsWith(" ll <SECOND>"))
                .anyMatch(text -> text.contains(" ll <limit")).anyMatch(text -> text.contains(" ll <.data"))
                .contains("call bpf_map_lookup_elem").noneMatch(text -> text.contains("<FIRST"));
        ListedInsn jump = insns.stream().filter(insn -> insn.text().startsWith("if ")).findFirst().orElseThrow();
        assertThat(insns).filteredOn(ListedInsn::target).isNotEmpty()
                .anyMatch(insn -> jump.text().endsWith("<L" + insn.slot() + ">"));
    }

    @Test
    void without_debug_information_a_function_is_one_passage_of_no_line() throws Exception {
        assertThat(Collections.singletonList(passages("-g0").get(0))).singleElement().satisfies(passage -> {
            assertThat(passage.file()).isEmpty();
            assertThat(passage.line()).isZero();
        });
        assertThat(passages("-g0")).hasSize(1);
    }
}
