package io.github.bpfgate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.clang.ClangException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypesByLibbpfTest {

    private static final List<Path> CLASS_PATH = Stream.of(System.getProperty("java.class.path")
            .split(File.pathSeparator)).map(Path::of).toList();
    private static final Path OBJECT = Path.of("../bpf-fixtures/src/test/bpf/baseline/lookup.bpf.o").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void a_worker_writes_the_types_of_an_object() throws Exception {
        assertThat(new TypesByLibbpf(CLASS_PATH, Optional.empty()).declarations(OBJECT))
                .contains("struct xdp_md {\n\t__u32 data;\n\t__u32 data_end;");
    }

    @Test
    void a_file_without_btf_is_told_with_what_to_do() throws Exception {
        Path text = Files.writeString(directory.resolve("notes.txt"), "no BTF");

        assertThatExceptionOfType(ClangException.class)
                .isThrownBy(() -> new TypesByLibbpf(CLASS_PATH, Optional.empty()).declarations(text))
                .withMessageStartingWith("vmlinux.h cannot be made. libbpf finds no BTF in " + text + ": ")
                .withMessageEndingWith("Name a file of raw BTF, or an ELF file with a section .BTF, such as the vmlinux of"
                        + " a kernel built with CONFIG_DEBUG_INFO_BTF.");
    }

    @Test
    void a_libbpf_that_is_not_there_is_told_with_what_to_do() {
        assertThatExceptionOfType(ClangException.class)
                .isThrownBy(() -> new TypesByLibbpf(CLASS_PATH, Optional.of("/no/libbpf.so.1")).declarations(OBJECT))
                .withMessage("vmlinux.h cannot be made. The configured libbpf /no/libbpf.so.1 is not there or is no libbpf"
                        + " 1.x. Correct <libbpf>, or drop it to use the system's.");
    }

    @Test
    void a_worker_that_dies_is_told_with_the_file_it_died_on() {
        assertThatExceptionOfType(ClangException.class)
                .isThrownBy(() -> new TypesByLibbpf(List.of(directory), Optional.empty()).declarations(OBJECT))
                .withMessageStartingWith("vmlinux.h cannot be made of " + OBJECT + ": The worker ended with exit value 1");
    }
}
