package io.github.bpfgate.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HelperFactsTest {

    private static final Path HEADER = Path.of("/usr/include/bpf/bpf_helper_defs.h");
    private static final Pattern PROTOTYPE =
            Pattern.compile("\\(\\*\\s*(?:const )?(bpf_\\w+)\\)\\(([^;]*)\\) = \\(void \\*\\) ?(\\d+)");

    private static int arguments(String parameters) {
        if (parameters.contains("...")) {
            return 5;
        }
        return parameters.equals("void") ? 0 : parameters.split(",").length;
    }

    @Test
    void agrees_with_the_prototypes_of_libbpf() throws IOException {
        Matcher prototypes = PROTOTYPE.matcher(Files.readString(HEADER));
        TreeMap<Integer, String> expected = new TreeMap<>();
        TreeMap<Integer, String> found = new TreeMap<>();
        while (prototypes.find()) {
            int number = Integer.parseInt(prototypes.group(3));
            expected.put(number, prototypes.group(1) + " " + arguments(prototypes.group(2)));
            found.put(number, HelperFacts.name(number) + " " + HelperFacts.arguments(number));
        }

        assertThat(expected).hasSizeGreaterThan(200);
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void takes_an_unknown_helper_for_one_that_reads_all_it_can() {
        assertThat(HelperFacts.name(195896080)).isEqualTo("helper 195896080");
        assertThat(HelperFacts.arguments(195896080)).isEqualTo(5);
        assertThat(HelperFacts.name(0)).isEqualTo("helper 0");
    }

    @Test
    void gives_variable_arguments_all_registers() {
        assertThat(HelperFacts.name(6)).isEqualTo("bpf_trace_printk");
        assertThat(HelperFacts.arguments(6)).isEqualTo(5);
        assertThat(HelperFacts.arguments(5)).as("bpf_ktime_get_ns").isZero();
    }
}
