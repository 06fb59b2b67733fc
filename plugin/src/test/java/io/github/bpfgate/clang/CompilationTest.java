package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.clang.Diagnostic.Severity;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilationTest {

    /** EM_BPF, the e_machine of an ELF header (bytes 18 and 19), from the kernel's uapi/linux/elf-em.h. */
    private static final int EM_BPF = 247;

    @TempDir
    Path directory;

    @Test
    void the_object_is_a_bpf_elf_with_btf_and_source_lines() throws Exception {
        BpfProject project = new BpfProject(directory);
        project.source("x.bpf.c", BpfProject.GOOD);

        project.compile();

        byte[] elf = Files.readAllBytes(project.object("x.bpf.o"));
        assertThat(elf[18] & 0xff | (elf[19] & 0xff) << 8).isEqualTo(EM_BPF);
        assertThat(text(elf)).contains(".BTF.ext", "./src/main/bpf/x.bpf.c");
    }

    @Test
    void sources_of_one_name_in_two_folders_keep_apart() throws Exception {
        BpfProject project = new BpfProject(directory);
        project.source("in/x.bpf.c", "int one(void) { return 1; }\n");
        project.source("out/x.bpf.c", "int two(void) { return 2; }\n");
        project.source("not-bpf.c", "this is not compiled");

        assertThat(project.compile().objects())
                .containsExactly(project.object("in/x.bpf.o"), project.object("out/x.bpf.o"));
        assertThat(text(Files.readAllBytes(project.object("out/x.bpf.o")))).contains("two");
    }

    @Test
    void forty_sources_are_compiled_by_one_call() throws Exception {
        BpfProject project = new BpfProject(directory);
        List<Path> expected = new ArrayList<>();
        for (int i = 10; i < 50; i++) {
            project.source("p" + i + ".bpf.c", BpfProject.GOOD.replace(" p(", " p" + i + "("));
            expected.add(project.object("p" + i + ".bpf.o"));
        }

        assertThat(project.compile().compiled()).isEqualTo(expected);
        assertThat(project.compile().upToDate()).isEqualTo(expected);
        for (int i = 10; i < 50; i++) {
            assertThat(text(Files.readAllBytes(project.object("p" + i + ".bpf.o")))).contains("p" + i);
        }
    }

    @Test
    void two_clones_in_different_folders_give_the_same_bytes() throws Exception {
        List<byte[]> objects = new ArrayList<>();
        for (String clone : List.of("here", "some where/else #2 x=y")) {
            BpfProject project = new BpfProject(directory.resolve(clone)).withIncludes(Path.of("include"));
            project.write("include/own.h", "static inline int own(void) { bpf_printk(__FILE__); return 2; }\n");
            project.source("x.bpf.c", BpfProject.GOOD.replace("SEC", "#include <own.h>\nSEC").replace("XDP_PASS", "own()"));
            project.compile();
            objects.add(Files.readAllBytes(project.object("x.bpf.o")));
        }

        assertThat(objects.get(0)).isEqualTo(objects.get(1));
        assertThat(text(objects.get(0))).contains("include/own.h").doesNotContain(directory.toString());
    }

    @Test
    void spaces_hashes_and_dollars_in_paths_do_no_harm() throws Exception {
        BpfProject project = new BpfProject(directory.resolve("a b#c$d")).withIncludes(Path.of("own headers"));
        project.write("own headers/x $y.h", "#define OWN 1\n");
        project.source("an #1.bpf.c", "#include \"x $y.h\"\nint f(void) { return OWN; }\n");
        assertThat(project.compile().objects()).containsExactly(project.object("an #1.bpf.o"));
        assertThat(project.compile().compiled()).isEmpty();
        project.write("own headers/x $y.h", "#define OWN 2\n");

        assertThat(project.compile().compiled()).containsExactly(project.object("an #1.bpf.o"));
    }

    @Test
    void the_users_flags_win_over_the_plugins() throws Exception {
        BpfProject project = new BpfProject(directory).withArgs("-mcpu=v2", "-U__TARGET_ARCH_x86", "-DMINE=7");
        project.source("x.bpf.c", """
                #if defined(__TARGET_ARCH_x86) || MINE != 7
                #error the user's flags came first
                #endif
                int f(long a, int b) { return a < 5 ? b : 0; }
                """);

        assertThat(project.compile().compiled()).hasSize(1);
    }

    @Test
    void the_register_names_of_bpf_tracing_are_there() throws Exception {
        BpfProject project = new BpfProject(directory);
        project.source("x.bpf.c", """
                #include <linux/bpf.h>
                #include <linux/ptrace.h>
                #include <bpf/bpf_helpers.h>
                #include <bpf/bpf_tracing.h>
                SEC("kprobe/do_nanosleep") int BPF_KPROBE(k, void *timer) { return timer == 0; }
                """);

        assertThat(project.compile().diagnostics()).isEmpty();
    }

    @Test
    void a_warning_names_file_line_and_column_and_quotes_the_line() throws Exception {
        BpfProject project = new BpfProject(directory);
        project.source("x.bpf.c", "int f(void) {\n    int unused;\n    return 0;\n}\n");

        List<Diagnostic> diagnostics = project.compile().diagnostics();

        assertThat(diagnostics).singleElement().satisfies(warning -> {
            assertThat(warning.severity()).isEqualTo(Severity.WARNING);
            // Clang 18 and later number the line, and mark the whole name.
            assertThat(warning.describe()).matches("""
                    src/main/bpf/x.bpf.c:\\[2,9] unused variable 'unused' \\[-Wunused-variable]
                    [ 2|]*    int unused;
                    [ |]*        \\^~*""");
        });
    }

    @Test
    void a_warning_in_a_shared_header_is_told_once() throws Exception {
        BpfProject project = new BpfProject(directory);
        project.source("own.h", "static inline int own(void) { int unused; return 1; }\n");
        project.source("a.bpf.c", "#include \"own.h\"\nint a(void) { return own(); }\n");
        project.source("b.bpf.c", "#include \"own.h\"\nint b(void) { return own(); }\n");

        assertThat(project.compile().diagnostics())
                .singleElement()
                .extracting(Diagnostic::file)
                .isEqualTo(Path.of("src/main/bpf/own.h"));
    }

    @Test
    void no_sources_give_no_objects() throws Exception {
        CompileResult result = new BpfProject(directory).compile();

        assertThat(result.objects()).isEmpty();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
