package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineCountsTest {

    private static final String HEADER = """
            static inline __attribute__((always_inline)) __u64 mixed(__u64 value)
            {
                return value * 0x123456789abcdefULL;
            }
            """;
    private static final String SOURCE = """
            #include "shared.h"
            SEC("tc") int whole(struct __sk_buff *skb)
            {
                volatile __u64 value = skb->len;
                if (value > 7)
                    value = mixed(value);
                return value;
            }
            """;

    @TempDir
    private static Path directory;
    private static ProgramMap map;
    private static CompiledSource source;

    @BeforeAll
    static void compile() throws Exception {
        source = CompiledSource.of(directory, HEADER, SOURCE);
        map = source.map().program("whole", source.code("tc"));
    }

    @Test
    void every_instruction_is_counted_once_and_one_of_two_slots_too() {
        List<LineCount> counts = LineCounts.of(map, slot -> 1);
        long instructions = map.instructions().count();

        assertThat(counts.stream().mapToLong(LineCount::instructions).sum()).isEqualTo(instructions);
        assertThat(instructions).isEqualTo(map.functions().get(0).end() - 1L);
        assertThat(counts).allMatch(c -> c.bytecode() == c.reached() && c.executions() == 1);
    }

    @Test
    void files_come_in_the_order_of_their_first_instruction_and_lines_in_theirs() {
        List<LineCount> counts = LineCounts.of(map, slot -> 1);

        assertThat(counts).extracting(c -> Path.of(c.file()).getFileName().toString(), LineCount::text)
                .containsSubsequence(tuple("sample.bpf.c", "volatile __u64 value = skb->len;"),
                        tuple("sample.bpf.c", "if (value > 7)"), tuple("sample.bpf.c", "return value;"),
                        tuple("shared.h", "return value * 0x123456789abcdefULL;"));
        assertThat(counts).extracting(LineCount::function).containsOnly("whole");
    }

    @Test
    void a_line_has_the_executions_of_its_most_executed_instruction_and_the_sum_of_all() {
        int line = source.lineOf("if (value > 7)");
        List<Integer> slots = map.instructions().boxed()
                .filter(s -> map.line(s).orElseThrow().line() == line).toList();

        LineCount count = LineCounts.of(map, slot -> slots.indexOf(slot)).stream()
                .filter(c -> c.line() == line).findFirst().orElseThrow();

        assertThat(slots).hasSizeGreaterThan(1);
        int last = slots.size() - 1;
        assertThat(count.executions()).isEqualTo(last);
        assertThat(count.instructions()).isEqualTo((long) last * (last + 1) / 2);
        assertThat(count.bytecode()).isEqualTo(slots.size());
        assertThat(count.reached()).isEqualTo(last);
    }

    @Test
    void a_count_is_divided_by_the_runs() {
        assertThat(new LineCount("a.c", 3, "a();", "f", 10, 25, 4, 4).perRun(10))
                .isEqualTo(new LineRate("a.c", 3, "a();", "f", 1, 2.5));
    }
}
