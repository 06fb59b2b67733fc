package io.github.bpfgate.clang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lays out objects and fingerprints: {@code dir/x.bpf.c} becomes {@code dir/x.bpf.o} with
 * {@code .fingerprint/dir/x.bpf.o.json}, so that sources of one name in two folders keep apart.
 */
record OutputDirectory(Path path) {

    private static final String SOURCE = ".bpf.c";
    static final String BENCH_SOURCE = ".bench" + SOURCE;
    private static final String OBJECT = ".bpf.o";
    private static final String FINGERPRINT = OBJECT + ".json";
    private static final String ASIDE = ".compiling-";
    /** With the number of the process that made it. */
    private static final Pattern LEFTOVER = Pattern.compile("\\.compiling-(\\d{1,18})-.*");

    /** One source with the two files made from it. */
    record Unit(Path source, Path object, Path fingerprint) {

        /** The object first: one without a fingerprint would be taken for somebody else's. */
        void discard() throws IOException {
            Files.deleteIfExists(object);
            Files.deleteIfExists(fingerprint);
        }
    }

    /**
     * Each source of the request with the places of its object and fingerprint, those that benchmark functions last.
     *
     * @throws ClangException if two sources would make one object
     */
    List<Unit> unitsOf(CompileRequest request) throws ClangException, IOException {
        Map<Path, Unit> units = new LinkedHashMap<>();
        for (Unit unit : unitsBelow(request.sourceDirectory(), SOURCE)) {
            units.put(unit.object(), unit);
        }
        if (request.benchDirectory().isPresent()) {
            for (Unit unit : unitsBelow(request.benchDirectory().get(), BENCH_SOURCE)) {
                Unit other = units.putIfAbsent(unit.object(), unit);
                if (other != null && !other.source().equals(unit.source())) {
                    throw new ClangException("%s and %s would both be compiled into %s; rename one of them".formatted(
                            request.shown(other.source()), request.shown(unit.source()),
                            request.shown(unit.object())));
                }
            }
        }
        return List.copyOf(units.values());
    }

    private List<Unit> unitsBelow(Path sourceDirectory, String ending) throws IOException {
        List<Unit> units = new ArrayList<>();
        for (Path source : filesBelow(sourceDirectory, ending)) {
            String relative = sourceDirectory.relativize(source).toString();
            units.add(unit(source, relative.substring(0, relative.length() - SOURCE.length())));
        }
        return units;
    }

    /** Deletes each object that has a fingerprint and is none of the units'; files without one are not ours. */
    List<Path> deleteAllBut(List<Unit> units) throws IOException {
        Set<Path> kept = new HashSet<>();
        units.forEach(unit -> kept.add(unit.fingerprint()));
        List<Path> deleted = new ArrayList<>();
        for (Path fingerprint : filesBelow(fingerprints(), FINGERPRINT)) {
            if (!kept.contains(fingerprint)) {
                String relative = fingerprints().relativize(fingerprint).toString();
                Unit gone = unit(fingerprint, relative.substring(0, relative.length() - FINGERPRINT.length()));
                gone.discard();
                deleted.add(gone.object());
            }
        }
        return deleted;
    }

    /**
     * A new directory on the same file system, from where finished files can be moved into place atomically. Those of
     * builds that were killed are deleted: the process that made one is in its name.
     */
    Path aside() throws IOException {
        Files.createDirectories(path);
        List<Path> leftovers;
        try (Stream<Path> files = Files.list(path)) {
            leftovers = files.filter(OutputDirectory::isLeftover).toList();
        }
        for (Path leftover : leftovers) {
            deleteTree(leftover);
        }
        return Files.createTempDirectory(path, ASIDE + ProcessHandle.current().pid() + "-");
    }

    private static boolean isLeftover(Path file) {
        Matcher name = LEFTOVER.matcher(file.getFileName().toString());
        return name.matches() && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    static void deleteTree(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path fingerprints() {
        return path.resolve(".fingerprint");
    }

    private Unit unit(Path source, String stem) {
        return new Unit(source, path.resolve(stem + OBJECT), fingerprints().resolve(stem + FINGERPRINT));
    }

    private static List<Path> filesBelow(Path directory, String ending) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause(); // a folder that may not be read
        }
    }
}
