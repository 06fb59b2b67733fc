package io.github.bpfgate.clang;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What compiling takes from the system, and what it is called there. */
public enum SystemPackage {
    CLANG("clang", "clang", "clang", "clang", "clang"),
    /** Headers below {@code bpf/}. */
    LIBBPF_HEADERS("libbpf-dev", "libbpf-devel", "libbpf-dev", "libbpf", "libbpf-devel"),
    /** Headers below {@code linux/}, {@code asm/} and {@code asm-generic/}. */
    KERNEL_HEADERS("linux-libc-dev", "kernel-headers", "linux-headers", "linux-api-headers", "linux-glibc-devel");

    private final Map<Distribution, String> names;

    SystemPackage(String debian, String fedora, String alpine, String arch, String suse) {
        names = Map.of(Distribution.DEBIAN, debian, Distribution.FEDORA, fedora, Distribution.ALPINE, alpine,
                Distribution.ARCH, arch, Distribution.SUSE, suse);
    }

    /** The package that brings the header, unless it is the user's own. */
    public static Optional<SystemPackage> ofHeader(String name) {
        if (name.startsWith("bpf/")) {
            return Optional.of(LIBBPF_HEADERS);
        }
        return Stream.of("linux/", "asm/", "asm-generic/").anyMatch(name::startsWith)
                ? Optional.of(KERNEL_HEADERS) : Optional.empty();
    }

    /** The command that installs it on this machine; where the distribution is not known, those of all that are. */
    public String install() {
        return install(Path.of("/"));
    }

    String install(Path root) {
        return Distribution.below(root)
                .map(this::install)
                .orElseGet(() -> Stream.of(Distribution.values())
                        .map(this::install)
                        .collect(Collectors.joining(" | ")));
    }

    private String install(Distribution distribution) {
        return distribution.install(names.get(distribution));
    }
}
