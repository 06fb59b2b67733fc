package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@NeedsEbpf
class LoadRunnerTest {

    private final Map<String, ExactMeasurement> taken = new LinkedHashMap<>();
    private final Map<String, BenchmarkFailure> refused = new LinkedHashMap<>();
    private final Map<String, BenchmarkFailure> lost = new LinkedHashMap<>();

    private static Benchmark program(String name, ObjectFile candidate, ObjectFile baseline) {
        return new Benchmark(name, name, candidate,
                Optional.ofNullable(baseline).map(file -> new Benchmark.Baseline(file, name, false)), List.of(),
                Optional.empty(), List.of());
    }

    private void measure(Benchmark... programs) {
        new LoadRunner(TestLibbpf.get()).measure(List.of(programs), m -> taken.put(m.benchmark(), m),
                (program, why) -> refused.put(program.name(), why), (program, why) -> lost.put(program.name(), why));
    }

    private static ObjectFile tracepoints(String second) {
        return BpfSource.of("""
                SEC("raw_tp") int two(void *ctx) { return 0; }
                SEC("raw_tp") int more(void *ctx) { BODY }
                """.replace("BODY", second));
    }

    @Test
    void tells_the_figures_of_programs_that_nothing_runs() {
        ObjectFile object = tracepoints("return bpf_ktime_get_ns() > 5;");
        measure(program("two", object, null), program("more", object, null));

        assertThat(refused).isEmpty();
        ExactFigures two = taken.get("two").candidate();
        assertThat(two.insns()).isEqualTo(2);
        assertThat(two.verifiedInsns()).isEqualTo(2);
        assertThat(two.xlatedBytes()).isGreaterThanOrEqualTo(16);
        assertThat(two.count()).isNull();
        assertThat(taken.get("more").candidate().insns()).isGreaterThan(2);
        assertThat(taken.get("more").type()).isEqualTo("raw_tracepoint");
    }

    @Test
    void compares_with_a_baseline_and_knows_the_same_work() {
        ObjectFile before = tracepoints("return bpf_ktime_get_ns() > 5;");
        ObjectFile after = tracepoints("return bpf_ktime_get_ns() + bpf_ktime_get_ns() > 5;");
        measure(program("two", after, before), program("more", after, before));

        assertThat(taken.get("two").unchanged()).isTrue();
        assertThat(taken.get("two").baseline()).isNull();
        assertThat(taken.get("more").unchanged()).isFalse();
        assertThat(taken.get("more").baseline().insns()).isLessThan(taken.get("more").candidate().insns());
    }

    @Test
    void one_that_the_kernel_refuses_does_not_take_the_others_with_it() {
        ObjectFile object = BpfSource.of("""
                SEC("raw_tp") int good(void *ctx) { return 0; }
                SEC("raw_tp") int bad(void *ctx) { return *(volatile int *)8; }
                """);
        measure(program("good", object, null), program("bad", object, null));

        assertThat(taken).containsOnlyKeys("good");
        assertThat(refused).containsOnlyKeys("bad");
        assertThat(refused.get("bad").kind()).isEqualTo(BenchmarkFailure.Kind.REJECTED);
        assertThat(refused.get("bad")).hasMessageContaining("The verifier rejects bad").hasMessageContaining("R1");
    }

    @Test
    void a_program_array_does_not_make_one_program_stand_for_all() {
        ObjectFile object = BpfSource.of("""
                struct {
                    __uint(type, BPF_MAP_TYPE_PROG_ARRAY);
                    __uint(max_entries, 1);
                    __type(key, __u32);
                    __type(value, __u32);
                } next SEC(".maps");
                SEC("xdp") int good(struct xdp_md *ctx) { bpf_tail_call(ctx, &next, 0); return XDP_PASS; }
                SEC("xdp") int bad(struct xdp_md *ctx) { return *(volatile int *)8; }
                """);
        measure(program("good", object, null), program("bad", object, null));

        assertThat(taken).containsOnlyKeys("good");
        assertThat(refused).containsOnlyKeys("bad");
    }

    @Test
    void a_baseline_that_does_not_load_is_told_and_no_fault_of_the_candidate() {
        measure(program("more", tracepoints("return 0;"), tracepoints("return *(volatile int *)8;")));

        assertThat(taken.get("more").baseline()).isNull();
        assertThat(taken.get("more").unchanged()).isFalse();
        assertThat(taken.get("more").notes()).singleElement().asString()
                .startsWith("the baseline does not load here: The verifier rejects more");
    }

    /** A program of a mass of paths that no longer fits the verifier is no less broken for having no benchmark. */
    @Test
    void one_whose_baseline_still_loads_is_lost() {
        ObjectFile broken = tracepoints("return *(volatile int *)8;");
        measure(program("two", broken, tracepoints("return 0;")), program("more", broken, tracepoints("return 0;")));

        assertThat(taken).containsOnlyKeys("two");
        assertThat(refused).isEmpty();
        assertThat(lost).containsOnlyKeys("more");
        assertThat(lost.get("more")).hasMessageContaining("The verifier rejects more");
    }

    @Test
    void one_that_never_loaded_is_not_lost() {
        ObjectFile broken = tracepoints("return *(volatile int *)8;");
        Benchmark more = program("more", broken, broken);
        LoadRunner runner = new LoadRunner(TestLibbpf.get());
        measure(more);

        assertThat(refused).containsOnlyKeys("more");
        assertThat(lost).isEmpty();
        assertThat(runner.takesNeither(more)).isTrue();
        assertThat(runner.takesNeither(program("more", broken, null))).isTrue();
        assertThat(runner.takesNeither(program("more", broken, tracepoints("return 0;")))).isFalse();
        assertThat(runner.takesNeither(program("more", tracepoints("return 0;"), broken))).isFalse();
        assertThat(runner.takesNeither(program("two", broken, broken))).isFalse();
    }

    @Test
    void each_of_many_beside_one_that_is_refused_has_figures_of_its_own() {
        ObjectFile object = BpfSource.of("""
                SEC("raw_tp") int a(void *ctx) { return 0; }
                SEC("raw_tp") int bad(void *ctx) { return *(volatile int *)8; }
                SEC("raw_tp") int b(void *ctx) { return bpf_ktime_get_ns() > 5; }
                """);
        measure(program("a", object, object), program("bad", object, object), program("b", object, object));

        assertThat(taken).containsOnlyKeys("a", "b");
        assertThat(taken.values()).allMatch(ExactMeasurement::unchanged);
        assertThat(taken.get("a").candidate().insns()).isLessThan(taken.get("b").candidate().insns());
        assertThat(refused).containsOnlyKeys("bad");
    }
}
