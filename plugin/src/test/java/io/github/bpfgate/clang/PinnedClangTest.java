package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.BpfObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real artifact of some 150 MB, where Maven has it already: {@code mvn dependency:get} brings it. */
class PinnedClangTest {

    private static final Path FUN_XDP = Path.of("../bpf-fixtures/src/main/bpf/fun_xdp.bpf.c");

    @TempDir
    Path directory;

    private Path jar;

    @BeforeEach
    void needs_the_artifact() {
        ClangCoordinates pinned = ClangCoordinates.pinned();
        String repository = System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
        jar = Path.of(repository, pinned.groupId().replace('.', '/'), pinned.artifactId(), pinned.version(),
                pinned.artifactId() + "-" + pinned.version() + "-" + pinned.classifier() + ".jar");
        Assumptions.assumeTrue(Files.exists(jar), jar + " is not here");
    }

    @Test
    @NeedsEbpf
    void it_compiles_a_program_that_the_kernel_loads_to_the_same_bytes_wherever_it_is_unpacked() throws Exception {
        byte[] here = compiled("here");

        assertThat(compiled("there/and/deeper")).isEqualTo(here);
        try (BpfObject object = TestLibbpf.get().openObject(here, "fun_xdp.bpf.o")) {
            object.load(Set.of("fun_xdp"));
        }
    }

    /** With a type out of clang's own headers, whose path the debug information names. */
    private byte[] compiled(String name) throws Exception {
        BpfProject project = new BpfProject(Files.createDirectories(directory.resolve(name).resolve("project")));
        project.source("fun_xdp.bpf.c", "#include <stddef.h>\nsize_t kept;\n" + Files.readString(FUN_XDP));
        ClangChoice choice = new ClangChoice(new ClangFinder(""), coordinates -> jar,
                new ClangCache(directory.resolve(name).resolve("cache")));

        CompileResult result = new BpfCompiler(choice, btf -> "").compile(project.request());

        assertThat(result.clang().clang().version()).startsWith("clang version 20.1.7");
        return Files.readAllBytes(project.object("fun_xdp.bpf.o"));
    }
}
