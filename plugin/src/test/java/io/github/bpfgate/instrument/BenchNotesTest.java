package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.benchmark.ObjectFile;
import io.github.bpfgate.fixture.BpfSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchNotesTest {

    private static Map<String, Integer> notes(ObjectFile object) throws ObjectFormatException {
        return BenchNotes.read(object.bytes(), object.name());
    }

    @Test
    void every_benchmark_of_a_function_is_noted_with_its_calls_and_no_other_program() throws Exception {
        assertThat(notes(BpfSource.bench("""
                #include <bpfgate/bench.h>
                enum { MANY = 1 << 10 };
                BPFGATE_BENCH(few, 3) { bpfgate_keep(input); }
                BPFGATE_BENCH(many, MANY) { bpfgate_keep(input); }
                SEC("xdp") int program(struct xdp_md *ctx) { return XDP_PASS; }
                """))).isEqualTo(Map.of("few", 3, "many", 1024));
        assertThat(notes(BpfSource.of("SEC(\"xdp\") int p(struct xdp_md *ctx) { return XDP_PASS; }"))).isEmpty();
    }

    @Test
    void a_note_that_says_something_else_is_an_error() {
        ObjectFile object = BpfSource.of("""
                asm(".pushsection \\"bpfgate.bench\\",\\"\\",@progbits\\n.ascii \\"p 0\\\\n\\"\\n.popsection");
                """);

        assertThatExceptionOfType(ObjectFormatException.class).isThrownBy(() -> notes(object)).withMessage(
                "sample.bpf.o is broken: its section bpfgate.bench says \"p 0\", which is not a program and how"
                        + " often it calls. Build it again.");
    }
}
