package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibbpfTest {

    @TempDir
    private Path directory;

    @Test
    void saysWhichConfiguredLibraryIsMissing() {
        String path = directory.resolve("libbpf.so.1").toString();
        assertThatThrownBy(() -> Libbpf.load(Optional.of(path))).isInstanceOf(BpfException.class)
                .hasMessage("The configured libbpf " + path + " is not there or is no libbpf 1.x."
                        + " Correct <libbpf>, or drop it to use the system's.");
    }

    @Test
    void refusesALibraryOlderThanOne() throws Exception {
        String old = library("libold.so", """
                unsigned libbpf_major_version(void) { return 0; }
                const char *libbpf_version_string(void) { return "v0.8"; }
                """);
        assertThatThrownBy(() -> Libbpf.load(Optional.of(old))).isInstanceOf(BpfException.class)
                .hasMessageStartingWith("libbpf 0.8 (" + old + ") is older than 1.0")
                .hasMessageContaining("Install libbpf1").hasMessageContaining("set <libbpf>");
    }

    @Test
    void refusesALibraryThatIsNoLibbpf() throws Exception {
        String other = library("libother.so", "int something_else(void) { return 1; }\n");
        assertThatThrownBy(() -> Libbpf.load(Optional.of(other))).isInstanceOf(BpfException.class)
                .hasMessageContaining("is not there or is no libbpf 1.x");
    }

    private String library(String name, String source) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("stub.c"), source);
        Path library = directory.resolve(name);
        Process gcc;
        try {
            gcc = new ProcessBuilder("gcc", "-shared", "-fPIC", "-o", library.toString(), file.toString())
                    .inheritIO().start();
        } catch (IOException e) {
            return Assumptions.abort("no gcc to build a stub with: " + e.getMessage());
        }
        assertThat(gcc.waitFor()).isZero();
        return library.toString();
    }

    @Test
    void givesItsVersionWithoutTheLetter() {
        assertThat(TestLibbpf.get().version()).matches("[1-9]\\d*\\.\\d+");
    }

    @Test
    void namesProgramTypesAndNoneItDoesNotKnow() {
        assertThat(TestLibbpf.get().programTypeName(3)).contains("sched_cls");
        assertThat(TestLibbpf.get().programTypeName(9999)).isEmpty();
    }

    @Test
    @NeedsEbpf
    void namesTheTypeOfAnAssembledProgramThatTheKernelRefuses() {
        // r0 = r9: a register nobody wrote to.
        byte[] bad = {(byte) 0xbf, (byte) 0x90, 0, 0, 0, 0, 0, 0, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0};
        assertThatThrownBy(() -> TestLibbpf.get().loadAssembled("bad", LoadAttributes.plain(6, 0, 0), bad))
                .hasMessage("The kernel does not load the program bad of type xdp: EACCES (errno 13).");
    }
}
