package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalCompilationTest {

    @TempDir
    Path directory;

    private BpfProject project;

    @BeforeEach
    void twoSourcesOfWhichOneReadsAHeader() throws Exception {
        project = new BpfProject(directory);
        project.source("common.h", "#define VERDICT XDP_PASS\n");
        project.source("plain.bpf.c", BpfProject.GOOD);
        project.source("reader.bpf.c", BpfProject.GOOD.replace("SEC", "#include \"common.h\"\nSEC"));
    }

    @Test
    void the_first_run_compiles_everything_and_the_second_nothing() throws Exception {
        CompileResult first = project.compile();
        FileTime written = Files.getLastModifiedTime(object("plain"));
        CompileResult second = project.compile();

        assertThat(first.objects()).containsExactly(object("plain"), object("reader"));
        assertThat(first.compiled()).isEqualTo(first.objects());
        assertThat(first.upToDate()).isEmpty();
        assertThat(second.objects()).isEqualTo(first.objects());
        assertThat(second.compiled()).isEmpty();
        assertThat(second.upToDate()).isEqualTo(first.objects());
        assertThat(Files.getLastModifiedTime(object("plain"))).isEqualTo(written);
    }

    @Test
    void what_a_killed_build_left_is_deleted_and_what_a_living_one_needs_is_not() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path output = object("plain").getParent();
        Path left = Files.createDirectories(output.resolve(".compiling-" + gone.pid() + "-123"));
        Files.writeString(left.resolve("plain.bpf.o"), "half an obj");
        Path needed = Files.createDirectories(output.resolve(".compiling-" + ProcessHandle.current().pid() + "-123"));
        Path own = Files.createDirectories(output.resolve(".compiling-notes"));

        project.compile();

        assertThat(left).doesNotExist();
        assertThat(needed).exists();
        assertThat(own).exists();
    }

    @Test
    void a_changed_source_is_the_only_one_compiled() throws Exception {
        project.compile();
        project.source("plain.bpf.c", BpfProject.GOOD.replace("XDP_PASS", "XDP_DROP"));

        assertThat(project.compile().compiled()).containsExactly(object("plain"));
    }

    @Test
    void a_changed_header_recompiles_the_sources_that_read_it() throws Exception {
        project.compile();
        project.source("common.h", "#define VERDICT XDP_DROP\n");

        assertThat(project.compile().compiled()).containsExactly(object("reader"));
    }

    @Test
    void a_source_that_was_touched_without_a_change_is_up_to_date() throws Exception {
        project.compile();
        for (String name : new String[] {"plain.bpf.c", "reader.bpf.c", "common.h"}) {
            Files.setLastModifiedTime(
                    directory.resolve("src/main/bpf").resolve(name), FileTime.from(Instant.now().plusSeconds(60)));
        }

        assertThat(project.compile().compiled()).isEmpty();
    }

    @Test
    void a_header_that_disappears_from_before_another_of_its_name_recompiles() throws Exception {
        project = project.withIncludes(Path.of("first"), Path.of("second"));
        Path hidden = project.write("first/own.h", "#define OWN 1\n");
        project.write("second/own.h", "#define OWN 2\n");
        project.source("reader.bpf.c", "#include <own.h>\nint f(void) { return OWN; }\n");
        project.compile();
        byte[] before = Files.readAllBytes(object("reader"));
        Files.delete(hidden);

        assertThat(project.compile().compiled()).containsExactly(object("reader"));
        assertThat(Files.readAllBytes(object("reader"))).isNotEqualTo(before);
    }

    @Test
    void a_new_header_that_hides_the_one_read_before_recompiles() throws Exception {
        project = project.withIncludes(Path.of("first"), Path.of("second"));
        project.write("second/own/own.h", "#define OWN 2\n");
        project.source("reader.bpf.c", "#include <own/own.h>\nint f(void) { return OWN; }\n");
        project.compile();
        assertThat(project.compile().compiled()).isEmpty();
        byte[] before = Files.readAllBytes(object("reader"));
        project.write("first/own/own.h", "#define OWN 1\n");

        assertThat(project.compile().compiled()).containsExactly(object("reader"));
        assertThat(Files.readAllBytes(object("reader"))).isNotEqualTo(before);
        assertThat(project.compile().compiled()).isEmpty();
    }

    @Test
    void a_changed_flag_recompiles_everything() throws Exception {
        project.compile();

        assertThat(project.withArgs("-DNEW").compile().compiled()).hasSize(2);
        assertThat(project.withArgs("-DNEW").compile().compiled()).isEmpty();
    }

    @Test
    void a_changed_response_file_recompiles_everything() throws Exception {
        project.write("flags", "-DNEW=1");
        project.withArgs("@flags").compile();
        assertThat(project.withArgs("@flags").compile().compiled()).isEmpty();
        project.write("flags", "-DNEW=2");

        assertThat(project.withArgs("@flags").compile().compiled()).hasSize(2);
    }

    @Test
    void another_plugin_version_recompiles_everything() throws Exception {
        project.compile();

        assertThat(project.withPluginVersion("2").compile().compiled()).hasSize(2);
    }

    @Test
    void a_truncated_object_is_made_anew() throws Exception {
        project.compile();
        byte[] whole = Files.readAllBytes(object("plain"));
        Files.write(object("plain"), Arrays.copyOf(whole, whole.length / 2));

        assertThat(project.compile().compiled()).containsExactly(object("plain"));
        assertThat(Files.readAllBytes(object("plain"))).isEqualTo(whole);
    }

    @Test
    void a_deleted_object_is_made_anew() throws Exception {
        project.compile();
        Files.delete(object("plain"));

        assertThat(project.compile().compiled()).containsExactly(object("plain"));
    }

    @Test
    void a_damaged_or_foreign_fingerprint_means_compiling_again() throws Exception {
        for (String damage : new String[] {"", "{", "null", "[]", "{}", "{\"schema\": 1}", "\0\0\0"}) {
            project.compile();
            Files.writeString(project.fingerprint("plain.bpf.o"), damage);

            assertThat(project.compile().compiled()).as(damage).containsExactly(object("plain"));
        }
    }

    @Test
    void the_object_of_a_deleted_source_goes_with_its_fingerprint_and_foreign_files_stay() throws Exception {
        project.compile();
        Path foreign = project.write("target/bpf/foreign.bpf.o", "not ours");
        Files.delete(directory.resolve("src/main/bpf/plain.bpf.c"));

        CompileResult result = project.compile();

        assertThat(result.deleted()).containsExactly(object("plain"));
        assertThat(result.objects()).containsExactly(object("reader"));
        assertThat(object("plain")).doesNotExist();
        assertThat(project.fingerprint("plain.bpf.o")).doesNotExist();
        assertThat(foreign).hasContent("not ours");
        assertThat(project.compile().deleted()).isEmpty();
    }

    @Test
    void warnings_of_an_object_that_is_up_to_date_are_shown_again() throws Exception {
        project.source("plain.bpf.c", "int f(void) {\n    int unused;\n    return 0;\n}\n");
        CompileResult first = project.compile();
        CompileResult second = project.compile();

        assertThat(first.diagnostics()).hasSize(1);
        assertThat(second.compiled()).isEmpty();
        assertThat(second.diagnostics()).isEqualTo(first.diagnostics());
    }

    @Test
    void nothing_but_objects_and_fingerprints_is_left_in_the_output_directory() throws Exception {
        project.compile();

        assertThat(filesBelow(directory.resolve("target/bpf")))
                .containsExactlyInAnyOrder(
                        object("plain"),
                        object("reader"),
                        project.fingerprint("plain.bpf.o"),
                        project.fingerprint("reader.bpf.o"));
        try (Stream<Path> entries = Files.list(directory.resolve("target/bpf"))) {
            assertThat(entries).hasSize(3);
        }
    }

    private static Path[] filesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toArray(Path[]::new);
        }
    }

    private Path object(String name) {
        return project.object(name + ".bpf.o");
    }
}
