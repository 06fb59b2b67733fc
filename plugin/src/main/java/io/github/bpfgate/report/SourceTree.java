package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.LineResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the files are that the compiler's notes name, as those see it who look at the repository and not at the module.
 *
 * @param module   what relative names are relative to
 * @param root     the repository's working tree, or what a CI checked out
 * @param fallback the file to point at for what has no line: the POM that gates it, or the object compared
 */
public record SourceTree(Path module, Path root, Path fallback) {

    /** All absolute, so that one can be found in the other. */
    public SourceTree {
        module = module.toAbsolutePath().normalize();
        root = root.toAbsolutePath().normalize();
        fallback = module.resolve(fallback).normalize();
    }

    /** Of a module in the working tree of git that holds it; without one the module is all there is. */
    public static SourceTree around(Path module, Path fallback) {
        for (Path directory = module.toAbsolutePath(); directory != null; directory = directory.getParent()) {
            // It is a file in linked working trees and submodules.
            if (Files.exists(directory.resolve(".git"))) {
                return new SourceTree(module, directory, fallback);
            }
        }
        return new SourceTree(module, module, fallback);
    }

    /** The same files as seen from elsewhere. */
    public SourceTree from(Path otherRoot) {
        return new SourceTree(module, otherRoot, fallback);
    }

    /**
     * A file as seen from the root, with slashes.
     *
     * @param file as the compiler noted it: relative to the module, or absolute
     * @return empty for one that lies elsewhere, such as a header of the system
     */
    Optional<String> fromRoot(String file) {
        try {
            Path path = module.resolve(file).normalize();
            return path.startsWith(root) && !path.equals(root) ? Optional.of(root.relativize(path).toString())
                    : Optional.empty();
        } catch (InvalidPathException e) {
            // A name with a NUL, say: nothing that could be looked at.
            return Optional.empty();
        }
    }

    /** The lines that grew, most first, of files below the root. */
    List<Place> blamed(BenchmarkResult result) {
        return result.counts() == null ? List.of()
                : result.counts().blamed().stream().flatMap(line -> place(line).stream()).toList();
    }

    /** The first line of the program, or else the fallback. */
    Place program(BenchmarkResult result) {
        Stream<LineResult> lines = result.counts() == null ? Stream.of() : result.counts().lines().stream();
        return lines.filter(line -> result.program() != null && result.program().equals(line.function()))
                .sorted(Comparator.comparingInt(LineResult::line)).flatMap(line -> place(line).stream()).findFirst()
                .orElseGet(() -> new Place(fromRoot(fallback.toString())
                        .orElse(fallback.getFileName().toString()), 1, ""));
    }

    private Optional<Place> place(LineResult line) {
        return fromRoot(line.file()).map(path -> new Place(path, Math.max(1, line.line()), line.text()));
    }
}
