package io.github.bpfgate.clang;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Knows where distributions keep the headers of libbpf and of the kernel. */
public final class SystemHeaders {

    /** Where clang looks by itself, whatever it compiles for. */
    private static final List<String> SEARCHED = List.of("usr/local/include", "usr/include");

    private final Path root;
    private final String osArch;

    /** Those of this machine. */
    public SystemHeaders() {
        this(Path.of("/"), System.getProperty("os.arch"));
    }

    SystemHeaders(Path root, String osArch) {
        this.root = root;
        this.osArch = osArch;
    }

    /** The first place that has the header, such as {@code bpf/bpf_helpers.h}. */
    public Optional<Path> find(String name) {
        return Stream.concat(SEARCHED.stream().map(root::resolve), unsearched().stream())
                .map(directory -> directory.resolve(name))
                .filter(Files::isReadable)
                .findFirst();
    }

    /**
     * The directories that clang has to be told of: Debian and its kin keep {@code asm/} in one for each architecture,
     * where clang looks when it compiles for the host, but not when it compiles for BPF. Fedora, Alpine, Arch and
     * openSUSE keep all in {@code /usr/include}.
     */
    List<Path> unsearched() {
        return Stream.of("gnu", "musl")
                .map(libc -> root.resolve("usr/include").resolve(multiarchName() + "-linux-" + libc))
                .filter(Files::isDirectory)
                .toList();
    }

    private String multiarchName() {
        return switch (osArch) {
            case "amd64" -> "x86_64";
            case "ppc64le" -> "powerpc64le";
            default -> osArch;
        };
    }
}
