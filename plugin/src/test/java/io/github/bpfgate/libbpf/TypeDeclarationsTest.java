package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.fixture.TestLibbpf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeDeclarationsTest {

    private static final Path KERNEL = Path.of("/sys/kernel/btf/vmlinux");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^(?:struct|union|enum) \\w+ \\{|^typedef .*;$");

    @TempDir
    private Path directory;

    @Test
    void a_kernel_s_types_are_those_that_bpftool_writes() throws Exception {
        Assumptions.assumeTrue(Files.isReadable(KERNEL), "this kernel shows no BTF");

        Set<String> ours = definitions(of(KERNEL));

        assertThat(ours).hasSizeGreaterThan(5000).contains("struct task_struct {", "typedef __u32 u32;");
        assertThat(ours).isEqualTo(definitions(bpftool(KERNEL)));
    }

    @Test
    void an_object_s_types_are_declared_each_after_those_it_is_made_of() throws Exception {
        Path object = compiled("struct inner { int a; int b : 3; };"
                + "struct outer { struct inner in; struct outer *next; int (*call)(struct inner *, unsigned char); };"
                + "struct outer kept;");

        assertThat(of(object)).containsSubsequence("struct inner {\n\tint a;\n\tint b: 3;\n};",
                "struct outer {\n\tstruct inner in;\n\tstruct outer *next;\n"
                        + "\tint (*call)(struct inner *, unsigned char);\n};");
    }

    @Test
    void what_has_no_btf_is_refused() throws Exception {
        Path text = Files.writeString(directory.resolve("notes.txt"), "no BTF at all\n");
        Path empty = Files.createFile(directory.resolve("empty"));
        byte[] whole = Files.readAllBytes(Files.isReadable(KERNEL) ? KERNEL : compiled("int x;"));
        Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
        Path without = Path.of("/bin/true");

        for (Path file : new Path[] {text, empty, cut, without, directory, directory.resolve("nowhere")}) {
            assertThatExceptionOfType(BpfException.class).as(file.toString()).isThrownBy(() -> of(file))
                    .withMessageStartingWith("libbpf finds no BTF in " + file + ": ")
                    .withMessageContaining("CONFIG_DEBUG_INFO_BTF");
        }
    }

    private static String of(Path file) {
        return new TypeDeclarations(TestLibbpf.get()).of(file);
    }

    /** Without what versions differ in: an empty list of parameters is {@code ()} for some and {@code (void)} for others. */
    private static Set<String> definitions(String text) {
        return DEFINITION.matcher(text.replace("(void)", "()")).results().map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Path compiled(String source) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("types.c"), source);
        Path object = directory.resolve("types.o");
        Process clang = new ProcessBuilder("clang", "-target", "bpf", "-g", "-c", file.toString(), "-o",
                object.toString()).inheritIO().start();
        assertThat(clang.waitFor()).isZero();
        return object;
    }

    private static String bpftool(Path btf) throws IOException {
        String program = Files.isExecutable(Path.of("/usr/sbin/bpftool")) ? "/usr/sbin/bpftool" : "bpftool";
        try {
            Process bpftool = new ProcessBuilder(program, "btf", "dump", "file", btf.toString(), "format", "c")
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            return new String(bpftool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return Assumptions.abort("no bpftool to compare with: " + e.getMessage());
        }
    }
}
