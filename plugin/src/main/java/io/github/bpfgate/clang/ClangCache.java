package io.github.bpfgate.clang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps clangs unpacked from artifacts for all builds of a user, each in a directory named by its coordinates and by
 * the digest of the jar: other contents under the same coordinates are another clang.
 *
 * <p>A directory gets its name when all is in it, the list of its contents last. What a killed build left half
 * unpacked, or somebody has deleted from since, is unpacked again.
 */
public final class ClangCache {

    private static final int DIGEST_CHARACTERS = 16;
    private static final String CONTENTS = ".contents";

    private final Path directory;

    /** @param directory is made when something is unpacked */
    public ClangCache(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** The user's: {@code bpfgate} in {@code XDG_CACHE_HOME} or, where that is not set, in {@code ~/.cache}. */
    public static Path usualDirectory() {
        return usualDirectory(Optional.ofNullable(System.getenv("XDG_CACHE_HOME")), System.getProperty("user.home"));
    }

    /** By the XDG Base Directory Specification a relative path counts as none. */
    static Path usualDirectory(Optional<String> cacheHome, String userHome) {
        return cacheHome.map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(userHome, ".cache"))
                .resolve("bpfgate");
    }

    /**
     * The clang out of a jar, unpacked now unless it is here already; builds that want it at once unpack it once.
     *
     * @return the program, whose libraries and headers are beside it
     * @throws ClangException if there is no clang in the jar, or the cache cannot be written to
     */
    Path unpacked(ClangJar jar) throws ClangException {
        try {
            String name = jar.coordinates().toString().replace(':', '-') + "-"
                    + Digests.stream(jar.file()).substring(0, DIGEST_CHARACTERS);
            Path home = directory.resolve(name);
            if (!isWhole(home)) {
                unpackOnce(jar, home);
            }
            return home.resolve(ClangJar.PROGRAM);
        } catch (IOException e) {
            throw new ClangException(
                    "The clang of %s cannot be unpacked into %s (%s: %s); mend that, or name another directory by <cacheDirectory>"
                            .formatted(jar.coordinates(), directory, e.getClass().getSimpleName(), e.getMessage()),
                    e);
        }
    }

    /** A lock on a file holds off other processes alone, and the monitor of an interned string all threads of this. */
    private void unpackOnce(ClangJar jar, Path home) throws ClangException, IOException {
        Files.createDirectories(directory);
        synchronized (("bpfgate unpacks into " + home).intern()) {
            try (FileChannel file = FileChannel.open(home.resolveSibling(home.getFileName() + ".lock"),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.lock(); // until the channel is closed
                if (!isWhole(home)) {
                    unpack(jar, home);
                }
            }
        }
    }

    private static void unpack(ClangJar jar, Path home) throws ClangException, IOException {
        Path aside = home.resolveSibling(home.getFileName() + ".unpacking");
        for (Path leftover : List.of(aside, home)) {
            if (Files.exists(leftover)) {
                OutputDirectory.deleteTree(leftover);
            }
        }
        Files.createDirectory(aside);
        jar.unpack(aside);
        Files.write(aside.resolve(CONTENTS), contents(aside));
        Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isWhole(Path home) throws IOException {
        Path list = home.resolve(CONTENTS);
        try {
            return Files.isRegularFile(list) && Files.readAllLines(list).equals(contents(home));
        } catch (NoSuchFileException e) {
            return false; // another build is about to replace a damaged one
        }
    }

    /** One line for each file but the list of them: its size, and its path below the directory. */
    private static List<String> contents(Path root) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.equals(root.resolve(CONTENTS)))
                    .sorted()
                    .toList()) {
                lines.add(Files.size(file) + " " + root.relativize(file));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return lines;
    }
}
