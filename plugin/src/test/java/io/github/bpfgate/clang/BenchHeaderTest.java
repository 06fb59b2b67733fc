package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that benchmark functions, compiled with the real clang. */
class BenchHeaderTest {

    private static final String BENCH = """
            #include <bpfgate/bench.h>
            #include "twice.h"
            BPFGATE_BENCH(twice_octets, 256)
            {
                bpfgate_keep(twice(input));
            }
            """;

    @TempDir
    Path directory;

    private BpfProject project;

    @BeforeEach
    void project_with_a_function_and_its_benchmark() throws Exception {
        project = new BpfProject(directory);
        project.source("twice.h", "static inline unsigned int twice(unsigned int x) { return 2 * x; }\n");
        project.source("program.bpf.c", BpfProject.GOOD);
        bench("twice.bench.bpf.c", BENCH);
    }

    private void bench(String name, String text) throws Exception {
        project.write("src/test/bpf/" + name, text);
    }

    @Test
    void a_source_of_the_test_folder_finds_the_header_and_those_of_the_product() throws Exception {
        bench("fixture.bpf.c", "this is of tests");

        CompileResult result = project.compile();

        assertThat(result.objects()).containsExactly(project.object("program.bpf.o"),
                project.object("twice.bench.bpf.o"));
        assertThat(result.diagnostics()).isEmpty();
    }

    @Test
    void a_program_includes_it_beside_vmlinux_h_and_kernel_headers() throws Exception {
        bench("twice.bench.bpf.c", "#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n" + BENCH);
        bench("typed.bench.bpf.c", "#include \"vmlinux.h\"\n#include <bpf/bpf_helpers.h>\n" + BENCH);

        assertThat(project.compile().diagnostics()).isEmpty();
    }

    @Test
    void while_the_header_stays_nothing_is_compiled_again_and_a_damaged_one_is_mended() throws Exception {
        project.compile();
        Path header = project.object("include/bpfgate/bench.h");
        String text = Files.readString(header);

        assertThat(project.compile().compiled()).isEmpty();

        Files.writeString(header, "#error damaged");
        project.compile();
        assertThat(header).hasContent(text);
        assertThat(header.getParent()).isDirectoryNotContaining("glob:**/.bench*");
    }

    @Test
    void an_object_goes_with_its_benchmark() throws Exception {
        project.compile();
        Files.delete(directory.resolve("src/test/bpf/twice.bench.bpf.c"));

        assertThat(project.compile().deleted()).containsExactly(project.object("twice.bench.bpf.o"));
    }

    @Test
    void two_sources_of_one_object_are_refused() throws Exception {
        project.source("twice.bench.bpf.c", BENCH);

        assertThatExceptionOfType(ClangException.class).isThrownBy(project::compile).withMessage(
                "src/main/bpf/twice.bench.bpf.c and src/test/bpf/twice.bench.bpf.c would both be compiled into"
                        + " target/bpf/twice.bench.bpf.o; rename one of them");
    }

    @Test
    void a_number_of_inputs_that_cannot_be_is_said_where_it_stands() throws Exception {
        for (String inputs : new String[] {"0", "-1", "1000001"}) {
            bench("twice.bench.bpf.c", BENCH.replace("256", inputs));

            assertThatExceptionOfType(CompilationFailedException.class).isThrownBy(project::compile)
                    .withMessageContaining("src/test/bpf/twice.bench.bpf.c:[3,1] static")
                    .withMessageContaining("BPFGATE_BENCH(twice_octets, " + inputs
                            + "): the number of inputs is from 1 to 1000000");
        }
    }

    @Test
    void a_number_of_inputs_that_the_compiler_does_not_know_is_refused() throws Exception {
        bench("twice.bench.bpf.c", "extern unsigned int many;\n" + BENCH.replace("256", "many"));

        assertThatExceptionOfType(CompilationFailedException.class).isThrownBy(project::compile)
                .withMessageContaining("src/test/bpf/twice.bench.bpf.c:[4,").withMessageContaining("constant");
    }

    @Test
    void a_body_that_does_not_compile_is_said_at_its_line() throws Exception {
        bench("twice.bench.bpf.c", BENCH.replace("twice(input)", "twice(inputs)"));

        assertThatExceptionOfType(CompilationFailedException.class).isThrownBy(project::compile)
                .withMessageContaining("src/test/bpf/twice.bench.bpf.c:[5,24]").withMessageContaining("'inputs'");
    }
}
