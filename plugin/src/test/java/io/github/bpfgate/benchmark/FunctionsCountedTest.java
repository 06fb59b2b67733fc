package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import org.junit.jupiter.api.Test;

/** Programs made by bench.h: by their exact counts nothing of a body is optimised away, and nothing else grows. */
@NeedsEbpf
class FunctionsCountedTest {

    /** Before the first call and after the last. */
    private static final int OUTSIDE = 3;

    private static long instructions(String inputs, String body) throws Exception {
        return CountedRun.of(BpfSource.bench("#include <bpfgate/bench.h>\n#include <stdbool.h>\n"
                + "enum kind { A, B };\nBPFGATE_BENCH(p, " + inputs + ") {" + body + "}"), "p").total();
    }

    @Test
    void each_input_costs_the_same_and_the_first_costs_no_less() throws Exception {
        String body = "bpfgate_keep(input * 3 + 1);";
        long perCall = instructions("3", body) - instructions("2", body);

        assertThat(perCall).isBetween(4L, 8L);
        for (int inputs : new int[] {2, 3, 8, 256, 4096}) {
            assertThat(instructions(Integer.toString(inputs), body)).as("%s inputs", inputs)
                    .isEqualTo(OUTSIDE + inputs * perCall);
        }
    }

    @Test
    void what_is_kept_is_worked_out_and_what_is_not_is_free() throws Exception {
        long empty = instructions("64", "");

        assertThat(instructions("64", "unsigned int unused = input * 3; (void)unused;")).isEqualTo(empty);
        assertThat(instructions("64", "bpfgate_keep(input * 3);")).isEqualTo(empty + 64);
        assertThat(instructions("64", "bpfgate_keep(input * 3); bpfgate_keep(input * 5);"))
                .isBetween(empty + 2 * 64, empty + 4 * 64);
    }

    @Test
    void the_body_is_run_for_each_input_from_0_on() throws Exception {
        long none = instructions("100", "if (input == 100) bpfgate_keep(input * 7);");

        assertThat(instructions("100", "if (input == 0) bpfgate_keep(input * 7);")).isGreaterThan(none);
        assertThat(instructions("100", "if (input == 99) bpfgate_keep(input * 7);")).isGreaterThan(none);
    }

    @Test
    void values_of_every_scalar_type_can_be_kept() throws Exception {
        for (String type : new String[] {"bool", "unsigned char", "short", "int", "enum kind", "long",
            "unsigned long long", "void *"}) {
            assertThat(instructions("16", "bpfgate_keep((" + type + ")(long)input);")).as(type).isGreaterThan(16 * 3);
        }
    }
}
