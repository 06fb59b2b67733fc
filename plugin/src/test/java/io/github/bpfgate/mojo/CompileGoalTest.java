package io.github.bpfgate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

@MojoTest(realRepositorySession = true)
class CompileGoalTest extends AbstractGoalTest {

    @Test
    @InjectMojo(goal = "compile")
    void sources_become_objects_and_a_second_run_finds_them_up_to_date(CompileMojo mojo) throws Exception {
        source("broken/slow.bpf.c");
        source("main/bpf/trim.bpf.c", "sub/trim.bpf.c");

        ready(mojo).execute();
        assertThat(directory.resolve("target/bpf/slow.bpf.o")).exists();
        assertThat(directory.resolve("target/bpf/sub/trim.bpf.o")).exists();
        assertThat(log().lines()).last().asString()
                .matches("INFO Compiled 2 of 2 eBPF objects \\(0 up to date\\) with .*clang version .*");

        mojo.execute();
        assertThat(log().lines()).last().asString().startsWith("INFO Compiled 0 of 2 eBPF objects (2 up to date)");
    }

    @Test
    @InjectMojo(goal = "compile")
    void arguments_and_include_directories_reach_clang(CompileMojo mojo) throws Exception {
        Files.createDirectories(directory.resolve("headers"));
        Files.writeString(directory.resolve("headers/own.h"), "#define RETURN WANTED\n");
        Path source = directory.resolve("src/main/bpf/own.bpf.c");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "#include \"own.h\"\n__attribute__((section(\"xdp\")))"
                + " int own(void *ctx) { return RETURN; }\n");

        configured(mojo, "<includeDirectories><d>headers</d></includeDirectories>"
                + "<compilerArgs><a>-DWANTED=2</a></compilerArgs>").execute();

        assertThat(directory.resolve("target/bpf/own.bpf.o")).exists();
    }

    @Test
    @InjectMojo(goal = "compile")
    void an_error_in_c_is_the_user_s_and_names_file_and_line(CompileMojo mojo) throws Exception {
        source("broken/syntax-error.bpf.c");

        assertThatExceptionOfType(MojoFailureException.class).isThrownBy(() -> ready(mojo).execute())
                .withMessageContaining("src/main/bpf/syntax-error.bpf.c:[9,17] expected ';' after return statement");

        assertThat(log().lines()).anyMatch(line ->
                line.startsWith("ERROR src/main/bpf/syntax-error.bpf.c:[9,17] expected ';'"));
        assertThat(directory.resolve("target/bpf/syntax-error.bpf.o")).doesNotExist();
    }

    @Test
    @InjectMojo(goal = "compile")
    void a_warning_of_clang_is_one_of_maven(CompileMojo mojo) throws Exception {
        source("broken/warning.bpf.c");

        ready(mojo).execute();

        assertThat(log().lines()).anyMatch(line -> line.startsWith("WARNING src/main/bpf/warning.bpf.c:[9,6] "));
    }

    @Test
    @InjectMojo(goal = "compile")
    void a_compiler_that_is_not_there_is_no_fault_of_the_sources(CompileMojo mojo) throws Exception {
        source("broken/slow.bpf.c");
        CompileMojo configured = configured(mojo, "<clang>/no/such/clang</clang>");

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(configured::execute)
                .withMessageContaining("/no/such/clang");
    }

    @Test
    @InjectMojo(goal = "compile")
    void an_output_directory_that_cannot_be_is_no_fault_of_the_sources(CompileMojo mojo) throws Exception {
        source("broken/slow.bpf.c");
        Files.writeString(directory.resolve("target"), "a file in the way");

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(() -> ready(mojo).execute())
                .withMessageStartingWith("Cannot compile into " + directory.resolve("target/bpf"));
    }

    @Test
    @InjectMojo(goal = "compile")
    void the_object_of_a_source_that_is_gone_is_deleted_and_told(CompileMojo mojo) throws Exception {
        Path source = source("broken/slow.bpf.c");
        source("main/bpf/trim.bpf.c");
        ready(mojo).execute();
        Files.delete(source);

        mojo.execute();

        assertThat(directory.resolve("target/bpf/slow.bpf.o")).doesNotExist();
        assertThat(log().lines()).contains("INFO Deleted " + directory.resolve("target/bpf/slow.bpf.o")
                + ": its source is gone");
    }

    @Test
    @InjectMojo(goal = "compile")
    void a_vmlinux_h_that_is_lacking_is_made_and_told(CompileMojo mojo) throws Exception {
        Path source = Files.createDirectories(directory.resolve("src/main/bpf")).resolve("typed.bpf.c");
        Files.writeString(source, "#include \"vmlinux.h\"\n__attribute__((section(\"xdp\")))"
                + " int typed(struct xdp_md *ctx) { return ctx->data == ctx->data_end; }\n");
        Path btf = FIXTURES.resolve("test/bpf/baseline/lookup.bpf.o");

        configured(mojo, "<btf>" + btf + "</btf>").execute();

        assertThat(log().lines()).contains("INFO Made " + directory.resolve("target/bpf/include/vmlinux.h") + " of " + btf);
        assertThat(directory.resolve("target/bpf/typed.bpf.o")).exists();
    }
}
