package io.github.bpfgate.libbpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredLibraryTest {

    @TempDir
    private Path directory;
    private Path library;

    @BeforeEach
    void install() throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root's files are trusted");
        library = Files.writeString(Files.createDirectory(directory.resolve("lib")).resolve("libbpf.so.1"), "");
    }

    private void refused(Path path, String why) {
        assertThatThrownBy(() -> ConfiguredLibrary.requireTrusted(path.toString())).isInstanceOf(BpfException.class)
                .hasMessage("The configured libbpf " + path + " is not loaded, for others than root could change it: " + why
                        + " Install it where only root writes, say: sudo install -D -m 644 " + path
                        + " /usr/local/lib/bpfgate/libbpf.so.1");
    }

    @Test
    void loads_what_root_alone_can_change_by_its_own_name() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link.so"), library);
        assertThat(ConfiguredLibrary.requireTrusted(link.toString())).isEqualTo(library.toRealPath().toString());
    }

    @Test
    void refuses_what_belongs_to_somebody_else() throws IOException {
        Files.setAttribute(library, "unix:uid", 65534);
        refused(library, library + " does not belong to root.");
        Path link = Files.createSymbolicLink(directory.resolve("link.so"), library);
        refused(link, library + " does not belong to root.");
    }

    @Test
    void refuses_what_others_can_write_or_replace() throws IOException {
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-rw-r--"));
        refused(library, library + " is writable by its group or by all.");
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(library.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
        refused(library, library.getParent() + " is writable by its group or by all.");
    }
}
