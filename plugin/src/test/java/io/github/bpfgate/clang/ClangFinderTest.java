package io.github.bpfgate.clang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClangFinderTest {

    private static final Path REAL = Path.of("/usr/bin/clang");

    @TempDir
    Path bin;

    /** JUnit warns of links that lead out of the directory it is about to delete. */
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> files = Files.list(bin)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @Test
    void the_machines_clang_is_found_and_described() throws Exception {
        Clang clang = new ClangFinder().ofSystem(ClangFinder.OLDEST);

        assertThat(clang.executable()).isAbsolute().isExecutable();
        assertThat(clang.version()).contains("clang version " + clang.major() + ".").doesNotContain("\n");
        assertThat(clang.major()).isGreaterThanOrEqualTo(ClangFinder.OLDEST);
        assertThat(clang.bpfTarget()).isTrue();
    }

    @Test
    void without_a_plain_clang_the_newest_numbered_one_is_taken() throws Exception {
        for (String name : new String[] {"clang-9", "clang-14", "clang-100", "clang-cpp-200", "clang++-300"}) {
            Files.createSymbolicLink(bin.resolve(name), REAL);
        }

        assertThat(finder().ofSystem(ClangFinder.OLDEST).executable()).isEqualTo(bin.resolve("clang-100"));
    }

    @Test
    void a_plain_clang_is_preferred_to_numbered_ones() throws Exception {
        Files.createSymbolicLink(bin.resolve("clang"), REAL);
        Files.createSymbolicLink(bin.resolve("clang-99"), REAL);

        assertThat(finder().ofSystem(ClangFinder.OLDEST).executable()).isEqualTo(bin.resolve("clang"));
    }

    @Test
    void a_configured_name_is_looked_up_and_a_configured_path_taken_as_it_is() throws Exception {
        Files.createSymbolicLink(bin.resolve("clang-77"), REAL);

        assertThat(finder().named("clang-77").executable()).isEqualTo(bin.resolve("clang-77"));
        assertThat(finder().named(REAL.toString()).executable()).isEqualTo(REAL);
    }

    @Test
    void no_clang_at_all_names_the_ways_to_install_one() {
        assertThatThrownBy(() -> finder().ofSystem(ClangFinder.OLDEST))
                .isInstanceOf(ClangException.class)
                .hasMessage("There is no clang on the PATH (" + bin + ") to compile eBPF sources with; install it:"
                        + " " + SystemPackage.CLANG.install() + ", or set <clang> to its path");
    }

    @Test
    void a_configured_path_that_is_not_there_is_named() {
        assertThatThrownBy(() -> finder().named("/no/such/clang"))
                .isInstanceOf(ClangException.class)
                .hasMessageContaining("<clang> is set to /no/such/clang, and there is no such file; correct it");
    }

    @Test
    void a_configured_name_that_is_not_on_the_path_is_named() {
        assertThatThrownBy(() -> finder().named("clang-77"))
                .isInstanceOf(ClangException.class)
                .hasMessageContaining("no such program on the PATH (" + bin + ")");
    }

    @Test
    void a_configured_file_that_is_not_executable_is_named() throws Exception {
        Path file = Files.writeString(bin.resolve("clang"), "#!/bin/sh\n");

        assertThatThrownBy(() -> finder().named(file.toString()))
                .isInstanceOf(ClangException.class)
                .hasMessageContaining(file + ", which is not an executable file; ")
                .hasMessageContaining("chmod +x");
    }

    @Test
    void a_configured_program_that_is_not_clang_is_quoted() {
        assertThatThrownBy(() -> finder().named("/bin/ls"))
                .isInstanceOf(ClangException.class)
                .hasMessageContaining("/bin/ls is not clang: it answers --version with \"ls (GNU coreutils)");
    }

    @Test
    void a_clang_without_the_bpf_target_is_refused() throws Exception {
        Path fake = script("clang", "Debian clang version 14.0.6", "    x86 - 32-bit X86: Pentium-Pro and above");

        assertThatThrownBy(() -> finder().ofSystem(ClangFinder.OLDEST))
                .isInstanceOf(ClangException.class)
                .hasMessageContaining(fake + " (Debian clang version 14.0.6) was built without the BPF target")
                .hasMessageContaining("--print-targets");
    }

    @Test
    void a_clang_that_is_too_old_is_refused() throws Exception {
        Path fake = script("clang", "clang version 10.0.0-4ubuntu1", "    bpf - BPF (host endian)");

        assertThatThrownBy(() -> finder().ofSystem(ClangFinder.OLDEST))
                .isInstanceOf(ClangException.class)
                .hasMessageContaining(fake + " is clang 10, and clang 11 or later is needed");
    }

    @Test
    void a_clang_that_will_not_do_does_not_hide_one_that_will() throws Exception {
        script("clang", "clang version 13.0.1", "    bpf - BPF (host endian)");
        Files.createSymbolicLink(bin.resolve("clang-99"), REAL);
        script("clang-100", "clang version 100.0.0", "    x86 - 32-bit X86");

        assertThat(finder().ofSystem(ClangFinder.OLDEST_UNASKED).executable()).isEqualTo(bin.resolve("clang-99"));
    }

    @Test
    void an_older_clang_will_do_for_whoever_asks_for_it() throws Exception {
        Path fake = script("clang", "clang version 13.0.1", "    bpf - BPF (host endian)");

        assertThat(finder().named("clang").major()).isEqualTo(13);
        assertThatThrownBy(() -> finder().ofSystem(ClangFinder.OLDEST_UNASKED))
                .isInstanceOf(ClangException.class)
                .hasMessageContaining(fake + " is clang 13, and clang 14 or later is needed");
    }

    @Test
    void a_clang_for_another_machine_is_told_from_a_broken_one() throws Exception {
        boolean here = System.getProperty("os.arch").equals("amd64");
        byte[] program = Files.readAllBytes(Path.of("/bin/true"));
        program[18] = (byte) (here ? 183 : 62);
        Path foreign = Files.write(bin.resolve("clang"), program);
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> finder().named(foreign.toString()))
                .isInstanceOf(ClangException.class)
                .hasMessageStartingWith(foreign + " is a program for " + (here ? "aarch64" : "x86_64")
                        + ", which does not run on this machine; set <clang> to one that does (if it is an artifact's, by"
                        + " the classifier linux-" + (here ? "x86_64" : "arm64") + "), or leave it out");
    }

    @Test
    void a_clang_of_another_c_library_is_told_from_a_broken_one() throws Exception {
        String program = Files.readString(Path.of("/bin/true"), StandardCharsets.ISO_8859_1);
        Path foreign = Files.writeString(bin.resolve("clang"), program.replaceFirst("(/lib\\S*/ld-linux-\\S*\\.so\\.)\\d",
                "$1" + 9), StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> finder().named(foreign.toString()))
                .isInstanceOf(ClangException.class)
                .hasMessage(foreign + " does not run here, for this machine lacks the loader it was linked for (that of"
                        + " glibc, where Alpine has musl's); set <clang> to a clang of this system ("
                        + SystemPackage.CLANG.install() + ")");
    }

    @Test
    void a_library_that_a_clang_lacks_is_named() throws Exception {
        Path fake = script("clang", "clang: error while loading shared libraries: libz.so.1: cannot open shared object"
                + " file: No such file or directory", "");

        assertThatThrownBy(() -> finder().named("clang"))
                .isInstanceOf(ClangException.class)
                .hasMessage(fake + " does not run here: libz.so.1: cannot open shared object file: No such file or"
                        + " directory; install the package that brings this library, or set <clang> to another clang");
    }

    private ClangFinder finder() {
        return new ClangFinder(bin.toString());
    }

    private Path script(String name, String version, String targets) throws IOException {
        Path script = bin.resolve(name);
        Files.writeString(script, """
                #!/bin/sh
                case "$1" in
                --version) echo "%s" ;;
                --print-targets) echo "%s" ;;
                esac
                """.formatted(version, targets));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
