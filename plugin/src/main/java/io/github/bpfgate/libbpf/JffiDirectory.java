package io.github.bpfgate.libbpf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where jffi unpacks its native part while this is open: a directory that nobody else can enter, on a file system that
 * lets code be run, gone when the part is loaded.
 *
 * <p>Left alone jffi falls back from a {@code noexec} temporary directory to the current one, which is the project's.
 */
final class JffiDirectory implements AutoCloseable {

    /** Read by com.kenai.jffi.internal.StubLoader, once a JVM. */
    private static final String PROPERTY = "jffi.extract.dir";

    private final Path directory;

    private JffiDirectory(Path directory) {
        this.directory = directory;
    }

    /** @throws BpfException if no directory for temporary files will do */
    static JffiDirectory open() {
        Set<Path> places = new LinkedHashSet<>(List.of(Path.of(System.getProperty("java.io.tmpdir")),
                Path.of("/dev/shm"), Path.of("/var/tmp"), Path.of("/run")));
        try {
            Mounts mounts = Mounts.read();
            for (Path place : places) {
                if (Files.isWritable(place) && !mounts.isNoexec(place.toRealPath())) {
                    Path directory = Files.createTempDirectory(place,
                            "bpfgate-" + ProcessHandle.current().pid() + "-");
                    System.setProperty(PROPERTY, directory.toString());
                    return new JffiDirectory(directory);
                }
            }
        } catch (IOException e) {
            throw new BpfException("Cannot unpack what calls libbpf from Java: " + e + ".", 0);
        }
        throw new BpfException("What calls libbpf from Java has to be unpacked, and none of " + places
                + " can be written to and lets code be run. Mount one of them without noexec: mount -o remount,exec "
                + places.iterator().next(), 0);
    }

    /** The library stays loaded without its file. */
    @Override
    public void close() {
        System.clearProperty(PROPERTY);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BpfException("Cannot delete " + directory + ": " + e.getMessage() + ".", 0);
        }
    }
}
