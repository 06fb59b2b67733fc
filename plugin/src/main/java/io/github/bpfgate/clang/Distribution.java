package io.github.bpfgate.clang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A family of Linux distributions that install packages by the same command. */
enum Distribution {
    DEBIAN("apt-get install", Set.of("debian", "ubuntu")),
    FEDORA("dnf install", Set.of("fedora", "rhel", "centos")),
    ALPINE("apk add", Set.of("alpine")),
    ARCH("pacman -S", Set.of("arch")),
    SUSE("zypper install", Set.of("suse", "opensuse"));

    private final String install;
    private final Set<String> ids;

    Distribution(String install, Set<String> ids) {
        this.install = install;
        this.ids = ids;
    }

    /** The command that installs the package. */
    String install(String name) {
        return install + " " + name;
    }

    /**
     * What os-release(5) below this root says, by {@code ID} or else by {@code ID_LIKE}; empty for one that is not
     * known.
     */
    static Optional<Distribution> below(Path root) {
        return Stream.of("etc/os-release", "usr/lib/os-release")
                .map(root::resolve)
                .filter(Files::isReadable)
                .findFirst()
                .flatMap(Distribution::read);
    }

    private static Optional<Distribution> read(Path osRelease) {
        List<String> lines;
        try {
            lines = Files.readAllLines(osRelease);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>(words(lines, "ID"));
        ids.addAll(words(lines, "ID_LIKE"));
        return ids.stream()
                .flatMap(id -> Stream.of(values()).filter(distribution -> distribution.ids.contains(id)))
                .findFirst();
    }

    private static List<String> words(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1).replaceAll("[\"']", "").strip())
                .flatMap(value -> Stream.of(value.split("\\s+")))
                .toList();
    }
}
