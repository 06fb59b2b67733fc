package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClangChoiceTest {

    @TempDir
    Path directory;

    private final List<String> asked = new ArrayList<>();
    private String path = System.getenv("PATH");
    private Path jar;

    @BeforeEach
    void artifact() throws Exception {
        jar = FakeArtifact.whole().in(directory.resolve("tiny.jar"));
    }

    @Test
    void the_system_s_clang_is_taken_if_it_will_do() throws Exception {
        ChosenClang chosen = choose(null);

        assertThat(chosen.why()).isEqualTo("the system's");
        assertThat(chosen.unpacked()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void where_the_system_has_none_the_pinned_one_is_taken() throws Exception {
        path = directory.toString();

        ChosenClang chosen = choose(null);

        assertThat(asked).containsExactly(ClangCoordinates.pinned().toString());
        assertThat(chosen.clang().executable()).startsWith(directory.resolve("cache"));
        assertThat(chosen.unpacked()).contains(chosen.clang().executable().getParent());
        assertThat(chosen.why()).startsWith(ClangCoordinates.pinned()
                + " from Maven, in place of the system's: There is no clang on the PATH (" + directory + ")");
    }

    @Test
    void a_system_s_clang_of_version_13_is_passed_over() throws Exception {
        script("clang", "clang version 13.0.1");

        assertThat(choose(null).why()).contains(" is clang 13, and clang 14 or later is needed");
    }

    @Test
    void system_means_the_system_s_or_none() throws Exception {
        assertThat(choose("system").why()).isEqualTo("the system's, as <clang> says");
        path = directory.toString();

        assertThatExceptionOfType(ClangException.class).isThrownBy(() -> choose("system"))
                .withMessageStartingWith("There is no clang on the PATH");
        assertThat(asked).isEmpty();
    }

    @Test
    void coordinates_name_an_artifact_and_without_a_classifier_that_of_this_machine() throws Exception {
        assertThat(choose("org.example:tiny-clang:1.2:any-linux").why())
                .isEqualTo("org.example:tiny-clang:1.2:any-linux from Maven, as <clang> says");
        choose("org.example:tiny-clang:1.2");

        assertThat(asked).containsExactly("org.example:tiny-clang:1.2:any-linux",
                "org.example:tiny-clang:1.2:" + ClangCoordinates.platform(System.getProperty("os.arch")));
    }

    @Test
    void a_path_may_hold_a_colon() throws Exception {
        Path odd = Files.createDirectory(directory.resolve("a:b:c"));
        Files.createSymbolicLink(odd.resolve("clang"), Path.of("/usr/bin/clang"));

        assertThat(choose(odd.resolve("clang").toString()).clang().executable()).isEqualTo(odd.resolve("clang"));
        Files.delete(odd.resolve("clang"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.bytedeco:llvm", "a:b:c:d:e", "a::c", ":b:c", "a:b:", "a:b c:d", "a:b:c:"})
    void what_is_no_coordinates_is_told_with_what_is(String clang) {
        assertThatExceptionOfType(ClangException.class).isThrownBy(() -> choose(clang))
                .withMessage("<clang> is set to " + clang + ", and coordinates are groupId:artifactId:version or"
                        + " groupId:artifactId:version:classifier, such as " + ClangCoordinates.pinned());
    }

    @Test
    void where_the_pinned_one_cannot_be_had_both_reasons_are_told() {
        path = directory.toString();
        ClangChoice choice = new ClangChoice(new ClangFinder(path), coordinates -> {
            throw new ClangException("Maven is offline");
        }, new ClangCache(directory.resolve("cache")));

        assertThatExceptionOfType(ClangException.class).isThrownBy(() -> choice.choose(Optional.empty()))
                .withMessageStartingWith("There is no clang on the PATH (")
                .withMessageEndingWith("; the one that bpfgate takes from Maven in its place cannot be had: Maven is offline");
    }

    @Test
    void the_clang_of_another_platform_is_told() throws Exception {
        byte[] program = Files.readAllBytes(Path.of("/bin/true"));
        program[18] = (byte) (System.getProperty("os.arch").equals("amd64") ? 183 : 62);
        FakeArtifact.whole().with(FakeArtifact.FOLDER + "clang", program).in(jar);

        assertThatExceptionOfType(ClangException.class).isThrownBy(() -> choose("org.example:tiny-clang:1.2:other"))
                .withMessageContaining("clang is a program for ")
                .withMessageContaining(", which does not run on this machine");
    }

    @Test
    void an_unpacked_clang_compiles_and_its_place_stays_out_of_the_object() throws Exception {
        FakeArtifact.whole().with(FakeArtifact.FOLDER + "lib/clang/20/include/stddef.h", "").in(jar);
        BpfProject project = new BpfProject(Files.createDirectory(directory.resolve("project")));
        project.source("x.bpf.c", BpfProject.GOOD);

        CompileResult result = new BpfCompiler(choice(), btf -> "").compile(project.request("org.example:clang:1"));

        assertThat(result.compiled()).hasSize(1);
        assertThat(new String(Files.readAllBytes(project.object("x.bpf.o")), StandardCharsets.ISO_8859_1))
                .doesNotContain(directory.toString());
        assertThat(Files.readString(project.fingerprint("x.bpf.o"))).contains(result.clang().unpacked().get().toString());
    }

    private ChosenClang choose(String clang) throws ClangException, InterruptedException {
        return choice().choose(Optional.ofNullable(clang));
    }

    private ClangChoice choice() {
        return new ClangChoice(new ClangFinder(path), coordinates -> {
            asked.add(coordinates.toString());
            return jar;
        }, new ClangCache(directory.resolve("cache")));
    }

    private void script(String name, String version) throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path script = Files.writeString(bin.resolve(name), "#!/bin/sh\necho '" + version + "'\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        path = bin.toString();
    }
}
