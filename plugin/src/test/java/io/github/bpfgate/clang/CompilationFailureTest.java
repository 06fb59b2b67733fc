package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bpfgate.clang.Diagnostic.Severity;
import io.github.bpfgate.fixture.SystemClang;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CompilationFailureTest {

    @TempDir
    Path directory;

    private BpfProject project;

    @BeforeEach
    void emptyProject() {
        project = new BpfProject(directory);
    }

    @Test
    void all_errors_of_all_sources_are_told_at_once() throws Exception {
        project.source("a.bpf.c", "int a(void) {\n    return first;\n}\nint b(void) { return second; }\n");
        project.source("fine.bpf.c", BpfProject.GOOD);
        project.source("z.bpf.c", "int z(void) { return third; }\n");

        CompilationFailedException failure = failure();

        assertThat(failure.diagnostics())
                .extracting(Diagnostic::headline)
                .containsExactly(
                        "src/main/bpf/a.bpf.c:[2,12] use of undeclared identifier 'first'",
                        "src/main/bpf/a.bpf.c:[4,22] use of undeclared identifier 'second'",
                        "src/main/bpf/z.bpf.c:[1,22] use of undeclared identifier 'third'");
        assertThat(failure.failed())
                .containsExactly(
                        directory.resolve("src/main/bpf/a.bpf.c"), directory.resolve("src/main/bpf/z.bpf.c"));
        assertThat(failure)
                .hasMessage("clang rejected 2 of 3 eBPF sources (a.bpf.c, z.bpf.c) with 3 errors; correct them, beginning with the"
                        + " first, and build again: src/main/bpf/a.bpf.c:[2,12] use of undeclared identifier 'first'");
    }

    @Test
    void a_source_that_fails_leaves_nothing_behind_and_the_others_keep_theirs() throws Exception {
        project.source("bad.bpf.c", BpfProject.GOOD);
        project.source("fine.bpf.c", BpfProject.GOOD);
        project.compile();
        assertThat(project.object("bad.bpf.o")).exists();
        project.source("bad.bpf.c", "int f(void) { return oops; }\n");

        failure();

        assertThat(project.object("bad.bpf.o")).doesNotExist();
        assertThat(project.fingerprint("bad.bpf.o")).doesNotExist();
        assertThat(project.object("fine.bpf.o")).exists();
        try (Stream<Path> files = Files.list(directory.resolve("target/bpf"))) {
            assertThat(files).containsExactlyInAnyOrder(
                    project.object("fine.bpf.o"), directory.resolve("target/bpf/.fingerprint"));
        }
        project.source("bad.bpf.c", BpfProject.GOOD);
        assertThat(project.compile().compiled()).containsExactly(project.object("bad.bpf.o"));
    }

    @Test
    void what_the_bpf_back_end_rejects_is_an_error_with_its_line() throws Exception {
        project.source("x.bpf.c", "int f(int a, int b, int c, int d, int e, int g) { return a + g; }\n");

        assertThat(failure().diagnostics())
                .first()
                .satisfies(error -> {
                    assertThat(error.severity()).isEqualTo(Severity.ERROR);
                    assertThat(error.file()).isEqualTo(Path.of("src/main/bpf/x.bpf.c"));
                    assertThat(error.line()).isEqualTo(1);
                });
    }

    @Test
    void a_flag_that_clang_does_not_know_is_an_error_of_the_source() throws Exception {
        project = project.withArgs("-no-such-flag");
        project.source("x.bpf.c", BpfProject.GOOD);

        assertThat(failure().diagnostics())
                .extracting(Diagnostic::describe)
                .containsExactly("src/main/bpf/x.bpf.c: unknown argument: '-no-such-flag'");
    }

    @Test
    void flags_that_keep_clang_from_writing_an_object_are_an_error() throws Exception {
        project = project.withArgs("-fsyntax-only");
        project.source("x.bpf.c", BpfProject.GOOD);

        assertThat(failure().diagnostics())
                .singleElement()
                .extracting(Diagnostic::message)
                .asString()
                .contains("wrote no object", "<compilerArgs>");
    }

    @Test
    void a_missing_header_comes_with_the_command_that_brings_it() throws Exception {
        project = project.withArgs("-nostdinc");
        project.source("a.bpf.c", "#include <bpf/bpf_helpers.h>\n");
        project.source("c.bpf.c", "#include <linux/bpf.h>\n");
        project.source("d.bpf.c", "#include \"my/own.h\"\n");

        assertThat(failure().diagnostics()).extracting(Diagnostic::message).satisfiesExactly(
                libbpf -> assertThat(libbpf)
                        .startsWith("'bpf/bpf_helpers.h' file not found; ")
                        .endsWith(SystemPackage.LIBBPF_HEADERS.install()),
                kernel -> assertThat(kernel).endsWith(SystemPackage.KERNEL_HEADERS.install()),
                own -> assertThat(own).isEqualTo("'my/own.h' file not found"));
    }

    @Test
    void a_missing_configured_clang_is_looked_for_in_the_project() throws Exception {
        project.source("x.bpf.c", BpfProject.GOOD);
        CompileRequest request = new CompileRequest(
                Path.of("src/main/bpf"),
                List.of(),
                List.of(),
                Path.of("target/bpf"),
                Optional.of("tools/clang"),
                Optional.empty(),
                "1",
                directory);

        ClangException failure =
                catchThrowableOfType(ClangException.class, () -> SystemClang.compiler().compile(request));

        assertThat(failure).hasMessageContaining(directory.resolve("tools/clang").toString());
    }

    @Test
    @Timeout(60)
    void an_interrupt_kills_the_running_clang() throws Exception {
        Path pipe = directory.resolve("src/main/bpf/endless.h");
        project.source("x.bpf.c", "#include \"endless.h\"\n");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(); // clang waits for a writer that never comes
        CompletableFuture<Throwable> ending = new CompletableFuture<>();
        Thread build = new Thread(() -> {
            try {
                project.compile();
                ending.complete(null);
            } catch (Throwable e) {
                ending.complete(e);
            }
        });
        build.start();
        ProcessHandle clang = runningCompiler();

        build.interrupt();

        assertThat(ending.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(clang.isAlive()).isFalse();
        assertThat(Path.of("/proc/" + clang.pid())).as("neither running nor a zombie").doesNotExist();
        try (Stream<Path> files = Files.list(directory.resolve("target/bpf"))) {
            assertThat(files).isEmpty();
        }
    }

    private static ProcessHandle runningCompiler() throws InterruptedException {
        while (true) {
            Optional<ProcessHandle> compiler = ProcessHandle.current()
                    .children()
                    .filter(child -> child.info()
                            .arguments()
                            .map(arguments -> List.of(arguments).contains("src/main/bpf/x.bpf.c"))
                            .orElse(false))
                    .findFirst();
            if (compiler.isPresent()) {
                return compiler.get();
            }
            Thread.sleep(5);
        }
    }

    private CompilationFailedException failure() {
        return catchThrowableOfType(CompilationFailedException.class, () -> project.compile());
    }
}
