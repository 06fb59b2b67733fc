package io.github.bpfgate.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Replaces the files of a directory all or none, whatever comes between.
 *
 * <p>Every file is written beside its place, and the one that names the others last. With its move to {@code NAME.bpfgate-new}
 * the update counts: until then the old files are as they were, from then on whoever opens the directory completes it.
 */
final class StagedUpdate {

    private static final String ASIDE = ".bpfgate-new";
    private static final String UNFINISHED = ".bpfgate-writing";

    private final Path directory;
    private final Path index;

    /** @param index the file that names the others, in the directory */
    StagedUpdate(Path directory, Path index) {
        this.directory = directory;
        this.index = index;
    }

    /**
     * Writes everything beside its place.
     *
     * @param others the other files that change, below the directory
     * @throws IOException if a file cannot be written; the old files are then as they were
     */
    void stage(Map<Path, byte[]> others, byte[] indexBytes) throws IOException {
        boolean counts = false;
        try {
            Files.createDirectories(directory);
            discard();
            for (Map.Entry<Path, byte[]> other : others.entrySet()) {
                Files.createDirectories(other.getKey().getParent());
                write(aside(other.getKey(), ASIDE), other.getValue());
            }
            write(aside(index, UNFINISHED), indexBytes);
            move(aside(index, UNFINISHED), aside(index, ASIDE));
            counts = true;
        } finally {
            if (!counts) {
                discard();
            }
        }
    }

    /**
     * Moves what was staged into place, here or by a process that died since.
     *
     * @throws IOException if a file cannot be moved; the next call goes on
     */
    void complete() throws IOException {
        if (Files.notExists(aside(index, ASIDE))) {
            return;
        }
        for (Path staged : staged()) {
            if (!staged.equals(aside(index, ASIDE))) {
                moveIntoPlace(staged);
            }
        }
        moveIntoPlace(aside(index, ASIDE));
    }

    private static void moveIntoPlace(Path staged) throws IOException {
        String name = staged.getFileName().toString();
        try {
            move(staged, staged.resolveSibling(name.substring(0, name.length() - ASIDE.length())));
        } catch (NoSuchFileException e) {
            if (Files.exists(staged)) {
                throw e;
            }
            // Another process completes the same update.
        }
    }

    /** Deletes what was staged by an update that never came to count. */
    private void discard() throws IOException {
        Files.deleteIfExists(aside(index, UNFINISHED));
        for (Path staged : staged()) {
            Files.deleteIfExists(staged);
        }
    }

    private List<Path> staged() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(f -> f.getFileName().toString().endsWith(ASIDE)).toList();
        }
    }

    private static Path aside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /** Down to the disk, for a move that outlives a power cut must not give an empty file its name. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
