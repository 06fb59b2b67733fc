package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.instrument.ObjectMap;
import io.github.bpfgate.libbpf.BpfObject;
import io.github.bpfgate.libbpf.BpfProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fresh maps for twins: with what they first held, and without the programs where those are not needed. */
@NeedsEbpf
class MapSourceTest {

    /** Loops as often as it was run before, and by what its data and its set-up say. */
    private static final ObjectFile REMEMBERS = BpfSource.of("""
            struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 8);
                     __type(key, __u32); __type(value, __u32); } known SEC(".maps");
            __u32 runs = 3;
            __u32 more;
            const volatile __u32 most = 1000;
            SEC("syscall") int fill(void *ctx) {
                __u32 key = 0, value = 5;
                return bpf_map_update_elem(&known, &key, &value, 0);
            }
            SEC("tc") int p(struct __sk_buff *skb) {
                __u32 key = 0, *found = bpf_map_lookup_elem(&known, &key), rounds = runs++ + more++;
                if (found)
                    rounds += (*found)++;
                for (__u32 i = 0; i < 1000 && i < rounds && i < most; i++)
                    asm volatile("" : "+r"(rounds));
                return rounds;
            }
            """);

    private static List<Integer> answers(ObjectFile object, String program, Optional<String> setup, int instances)
            throws Exception {
        ProgramSource.InObject source = new ProgramSource.InObject(TestLibbpf.get(), object, program, setup);
        try (ProgramSource.Loaded loaded = source.loadWithStatistics()) {
            TwinSource twins = new TwinSource(TestLibbpf.get(), source.file().map(), loaded);
            List<Integer> answers = new ArrayList<>();
            Exercise once = new Exercise.OnPacket("any",
                    RunnableType.SCHED_CLS.testRun(TestLibbpf.get(), DefaultPacket.get()));
            for (int i = 0; i < instances; i++) {
                try (BpfObject fresh = MapSource.of(source, loaded).load();
                        CountingInstance counting = CountingInstance.of(TestLibbpf.get(), twins, fresh)) {
                    answers.add(counting.run(once).done().answer().orElseThrow().returnValue());
                    answers.add(counting.run(once).done().answer().orElseThrow().returnValue());
                }
            }
            return answers;
        }
    }

    @Test
    void every_instance_begins_with_the_datas_first_values() throws Exception {
        assertThat(answers(REMEMBERS, "p", Optional.empty(), 2)).containsExactly(3, 5, 3, 5);
    }

    @Test
    void every_instance_is_filled_by_the_set_up_program() throws Exception {
        assertThat(answers(REMEMBERS, "p", Optional.of("fill"), 2)).containsExactly(8, 11, 8, 11);
    }

    /** Depends on where the kernel keeps a field, as most does that includes vmlinux.h. */
    private static final ObjectFile RELOCATED = BpfSource.of("""
            #include <bpf/bpf_core_read.h>
            struct task_struct { int pid; } __attribute__((preserve_access_index));
            __u32 runs;
            SEC("tc") int p(struct __sk_buff *skb) {
                return (bpf_core_field_offset(struct task_struct, pid) > 0) + 2 * runs++;
            }
            """);

    @Test
    void a_program_that_depends_on_the_kernels_types_keeps_what_it_was_told_of_them() throws Exception {
        assertThat(answers(RELOCATED, "p", Optional.empty(), 2)).containsExactly(1, 3, 1, 3);
    }

    @Test
    void the_kernels_types_are_read_for_the_program_alone() throws Exception {
        byte[] bytes = RELOCATED.bytes();
        byte[] without = ObjectMap.read(bytes, RELOCATED.name()).withoutCoreRelocations();
        ProgramSource.InObject source = new ProgramSource.InObject(TestLibbpf.get(),
                new ObjectFile("without.bpf.o", without), "p", Optional.empty());

        assertThat(IntStream.range(0, bytes.length).filter(i -> bytes[i] != without[i]).count()).as("of a length")
                .isBetween(1L, 4L);
        try (ProgramSource.Loaded loaded = source.loadWithStatistics()) {
            assertThat(RunnableType.SCHED_CLS.testRun(TestLibbpf.get(), DefaultPacket.get())
                    .runForOutput(loaded.program(), 1).returnValue()).as("nothing is relocated any more").isZero();
        }
        assertThat(ObjectMap.read(without, "without.bpf.o").withoutCoreRelocations()).isEqualTo(without);
    }

    @Test
    void the_program_itself_is_left_out_unless_a_map_names_programs() throws Exception {
        assertThat(isLoaded("""
                __u32 runs;
                SEC("tc") int p(struct __sk_buff *skb) { return runs++; }
                """)).isFalse();
        assertThat(isLoaded("""
                struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 1); __type(key, __u32);
                         __type(value, __u32); } targets SEC(".maps");
                SEC("tc") int p(struct __sk_buff *skb) { bpf_tail_call(skb, &targets, 0); return 0; }
                """)).isTrue();
    }

    private static boolean isLoaded(String text) throws Exception {
        ObjectFile object = BpfSource.of(text);
        ProgramSource.InObject source = new ProgramSource.InObject(TestLibbpf.get(), object, "p", Optional.empty());
        try (ProgramSource.Loaded loaded = source.loadWithStatistics(); BpfObject fresh = MapSource.of(source, loaded)
                .load()) {
            BpfProgram program = fresh.program("p").orElseThrow();
            try {
                return program.fd() > 0;
            } catch (IllegalStateException e) {
                return false;
            }
        }
    }

    @Test
    void a_set_up_program_that_cannot_fill_them_is_named() throws Exception {
        ObjectFile object = BpfSource.of("""
                SEC("syscall") int fill(void *ctx) { return 7; }
                SEC("tc") int p(struct __sk_buff *skb) { return 0; }
                """);
        ProgramSource.InObject source = new ProgramSource.InObject(TestLibbpf.get(), object, "p", Optional.empty());
        ProgramSource.InObject filled = new ProgramSource.InObject(TestLibbpf.get(), object, "p", Optional.of("fill"));
        try (ProgramSource.Loaded loaded = source.loadWithStatistics()) {
            MapSource maps = MapSource.of(filled, loaded);
            assertThatThrownBy(maps::load).isInstanceOf(IllegalStateException.class).hasMessage("the set-up program fill"
                    + " of sample.bpf.o returned 7 where 0 means that the maps are filled");
        }
    }
}
