package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsEbpf
class WorkIdentityTest {

    private static final String SOURCE = """
            struct {
                __uint(type, BPF_MAP_TYPE_HASH);
                __uint(max_entries, 64);
                __uint(map_flags, 0);
                __type(key, __u32);
                __type(value, __u64);
            } seen SEC(".maps");
            struct {
                __uint(type, BPF_MAP_TYPE_HASH);
                __uint(max_entries, 64);
                __uint(map_flags, 0);
                __type(key, __u32);
                __type(value, __u64);
            } lost SEC(".maps");
            volatile const __u32 seed = 17;
            __u32 start = 3;
            __u32 unset;
            static __attribute__((noinline)) int mix(__u32 x) { return x * 31 + 7; }
            SEC("xdp") int p(struct xdp_md *ctx) {
                __u32 key = mix(ctx->rx_queue_index) + seed + start + unset;
                if (bpf_map_lookup_elem(&seen, &key)) return 1;
                if (bpf_map_lookup_elem(&lost, &key)) return 0;
                return 2;
            }
            SEC("xdp") int neighbour(struct xdp_md *ctx) { return 3; }
            SEC("syscall") int fill(void *ctx) {
                __u32 key = 5;
                __u64 value = 1;
                return bpf_map_update_elem(&seen, &key, &value, BPF_ANY);
            }
            """;

    private static final String TAIL_CALLS = """
            SEC("xdp") int first(struct xdp_md *ctx) { return XDP_DROP; }
            SEC("xdp") int second(struct xdp_md *ctx) { return XDP_TX; }
            struct {
                __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
                __uint(max_entries, 2);
                __type(key, __u32);
                __array(values, int (void *));
            } targets SEC(".maps") = { .values = { [0] = (void *)&first, [1] = (void *)&second } };
            SEC("xdp") int p(struct xdp_md *ctx) { bpf_tail_call(ctx, &targets, 1); return XDP_PASS; }
            """;

    private static boolean same(ObjectFile one, String program, ObjectFile other, String otherProgram,
            Optional<String> setup) {
        try (var a = new ProgramSource.InObject(TestLibbpf.get(), one, program, setup).loadWithStatistics();
                var b = new ProgramSource.InObject(TestLibbpf.get(), other, otherProgram, setup).loadWithStatistics()) {
            boolean there = WorkIdentity.same(a, b, one.sha256().equals(other.sha256()));
            boolean back = WorkIdentity.same(b, a, one.sha256().equals(other.sha256()));
            assertThat(there).as("the same both ways").isEqualTo(back);
            return there;
        }
    }

    private static boolean same(String one, String other) {
        return same(BpfSource.of(one), "p", BpfSource.of(other), "p", Optional.empty());
    }

    private static String changed(String from, String to) {
        assertThat(SOURCE).contains(from);
        return SOURCE.replace(from, to);
    }

    @Test
    void isTheSameForOneFileLoadedTwice() {
        assertThat(same(SOURCE, SOURCE)).isTrue();
    }

    @Test
    void isTheSameWhenOnlyACommentAndTheLineNumbersChange() {
        String shifted = "/* a word about it */\n\n\n" + changed("return 2;", "// nothing found\n\n    return 2;");
        assertThat(BpfSource.of(shifted).sha256()).as("debug information differs")
                .isNotEqualTo(BpfSource.of(SOURCE).sha256());
        assertThat(same(SOURCE, shifted)).isTrue();
    }

    @Test
    void isTheSameWhenEqualMapsAreDeclaredInTheOtherOrder() {
        int second = SOURCE.indexOf("struct {", 1);
        int end = SOURCE.indexOf("volatile");
        String swapped = SOURCE.substring(second, end) + SOURCE.substring(0, second) + SOURCE.substring(end);
        assertThat(same(SOURCE, swapped)).isTrue();
    }

    @Test
    void isTheSameWhenAProgramThatIsNotCalledChanges() {
        assertThat(same(SOURCE, changed("{ return 3; }", "{ return 1; }"))).isTrue();
    }

    @Test
    void isTheSameUnderAnotherNameOfProgramAndMap() {
        assertThat(same(BpfSource.of(SOURCE), "p", BpfSource.of(SOURCE.replace("int p(", "int q(")
                .replace("seen", "known")), "q", Optional.empty())).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "a constant           | return 2;                 | return 3;",
        "the map that is used | &seen, &key)) return 1    | &lost, &key)) return 1",
        "a called subprogram  | x * 31 + 7                | x * 33 + 7",
        "read-only data       | seed = 17                 | seed = 18",
        "initial data         | start = 3                 | start = 4",
        "data of the bss      | __u32 unset;              | __u32 unset[2];",
        "a map's size         | __uint(max_entries, 64)   | __uint(max_entries, 65)",
        "a map's type         | BPF_MAP_TYPE_HASH         | BPF_MAP_TYPE_LRU_HASH",
        "a map's flags        | __uint(map_flags, 0)      | __uint(map_flags, BPF_F_NO_PREALLOC)",
        "a map's value        | __type(value, __u64)      | __type(value, __u32[4])",
        "the type             | SEC(\"xdp\") int p(       | SEC(\"xdp.frags\") int p(",
    })
    void differsWhenWhatItRunsOnDiffers(String what, String from, String to) {
        String other = changed(from, to).replace("+ unset;", to.endsWith("[2];") ? "+ unset[1];" : "+ unset;");
        assertThat(same(SOURCE, other)).as(what).isFalse();
    }

    @Test
    void differsWhenTheSetUpProgramFillsItsMapsDifferently() {
        ObjectFile one = BpfSource.of(SOURCE);
        ObjectFile other = BpfSource.of(changed("__u32 key = 5;", "__u32 key = 6;"));
        assertThat(same(one, "p", other, "p", Optional.empty())).as("without it").isTrue();
        assertThat(same(one, "p", other, "p", Optional.of("fill"))).as("with it").isFalse();
        assertThat(same(one, "p", one, "p", Optional.of("fill"))).as("with an equal one").isTrue();
    }

    @Test
    void differsWhenATailCalledProgramDiffers() {
        assertThat(same(TAIL_CALLS, TAIL_CALLS)).isTrue();
        assertThat(same(TAIL_CALLS, TAIL_CALLS.replace("XDP_TX", "XDP_ABORTED"))).isFalse();
    }

    @Test
    void differsWhenAProgramArrayNamesItsProgramsInAnotherOrder() {
        String swapped = TAIL_CALLS.replace("[0] = (void *)&first, [1] = (void *)&second",
                "[1] = (void *)&first, [0] = (void *)&second");
        assertThat(same(TAIL_CALLS, swapped)).isFalse();
    }

    @Test
    void isNotClaimedWhereInnerMapsCannotBeSeen() {
        String nested = """
                struct inner {
                    __uint(type, BPF_MAP_TYPE_ARRAY);
                    __uint(max_entries, 8);
                    __type(key, __u32);
                    __type(value, __u64);
                } inside SEC(".maps");
                struct {
                    __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS);
                    __uint(max_entries, 1);
                    __type(key, __u32);
                    __array(values, struct inner);
                } outer SEC(".maps") = { .values = { [0] = &inside } };
                SEC("xdp") int p(struct xdp_md *ctx) {
                    __u32 key = 0;
                    return bpf_map_lookup_elem(&outer, &key) ? XDP_PASS : XDP_DROP;
                }
                """;
        assertThat(same(nested, nested)).as("equal files").isTrue();
        assertThat(same(nested, nested.replace("max_entries, 8", "max_entries, 9"))).isFalse();
    }

    @Test
    void differsWhenABloomFilterHashesMoreOften() {
        String filter = """
                struct {
                    __uint(type, BPF_MAP_TYPE_BLOOM_FILTER);
                    __uint(max_entries, 1000);
                    __uint(map_extra, 3);
                    __type(value, __u32);
                } known SEC(".maps");
                SEC("xdp") int p(struct xdp_md *ctx) {
                    __u32 value = 1;
                    return bpf_map_peek_elem(&known, &value) ? XDP_PASS : XDP_DROP;
                }
                """;
        assertThat(same(filter, filter.replace("map_extra, 3", "map_extra, 5"))).isFalse();
        assertThat(same(filter, filter + "/* a comment */")).isTrue();
    }
}
