package io.github.bpfgate.baseline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A baseline in one file, as it is released: the zip of a baseline directory, the same bytes for the same baseline. */
public final class PackagedBaseline {

    /** 1980-01-01, midnight: the earliest a zip can say, in local time, without the field that depends on the zone. */
    private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final String INDEX = "baseline.json";

    private final Path file;
    private final String name;

    /** @param name for people, such as its coordinates */
    public PackagedBaseline(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    /**
     * Packs a baseline directory.
     *
     * @throws BaselineException if it cannot be read, or the file not be written
     */
    public void pack(Path directory) throws BaselineException {
        Path aside = file.resolveSibling(file.getFileName() + ".writing");
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(aside); ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Path each : files) {
                    ZipEntry entry = new ZipEntry(directory.relativize(each).toString());
                    entry.setTimeLocal(EARLIEST);
                    zip.putNextEntry(entry);
                    Files.copy(each, zip);
                }
            }
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UncheckedIOException e) {
            throw new BaselineException("Cannot pack " + directory + " into " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * Unpacks it in the place of what is there, and reads it.
     *
     * @throws BaselineException if it is no baseline, or one that is not whole
     */
    public Baseline unpack(Path directory) throws BaselineException {
        try {
            clear(directory);
            unzip(directory);
        } catch (ZipException e) {
            throw broken("is no zip (" + e.getMessage() + ")", e);
        } catch (IOException | UncheckedIOException e) {
            throw new BaselineException("Cannot unpack " + file + " into " + directory + ": " + e.getMessage() + ".",
                    e);
        }
        if (Files.notExists(directory.resolve(INDEX))) {
            throw broken("holds no " + INDEX, null);
        }
        try {
            return new BaselineDirectory(directory).read().orElseThrow();
        } catch (BaselineException e) {
            // Its cure is for a directory in git.
            throw broken("is not whole (" + firstSentence(e.getMessage()) + ")", e);
        }
    }

    private static String firstSentence(String message) {
        int end = message.indexOf(". ");
        return end < 0 ? message : message.substring(0, end);
    }

    private BaselineException broken(String how, Exception cause) {
        return new BaselineException("The released baseline " + name + " " + how + ": " + file + ". Choose another"
                + " version, or release it again with the goal package-baseline; a damaged download goes with its"
                + " file.", cause);
    }

    private static void clear(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private void unzip(Path directory) throws IOException {
        Path root = Files.createDirectories(directory).toRealPath();
        boolean empty = true;
        try (InputStream in = Files.newInputStream(file); ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                empty = false;
                Path to = root.resolve(entry.getName()).normalize();
                if (!to.startsWith(root)) {
                    throw new ZipException("it holds " + entry.getName() + ", which is outside of it");
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(to.getParent());
                    Files.copy(zip, to);
                }
            }
        }
        if (empty) {
            throw new ZipException("it holds nothing");
        }
    }
}
