package io.github.bpfgate.clang;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Decides which clang compiles: the configured one, or else the system's, or else the pinned one from Maven. */
public final class ClangChoice {

    /** What {@code <clang>} says to have the system's or none. */
    private static final String SYSTEM = "system";

    private final ClangFinder finder;
    private final ClangArtifacts artifacts;
    private final ClangCache cache;

    public ClangChoice(ClangFinder finder, ClangArtifacts artifacts, ClangCache cache) {
        this.finder = finder;
        this.artifacts = artifacts;
        this.cache = cache;
    }

    /**
     * Makes sure of a clang that can generate code for BPF.
     *
     * @param configured a path (it holds a slash), coordinates (they hold colons), {@code system}, or else the name of
     *     a program on the PATH; empty for the system's clang from version 14 on, or else the pinned artifact's
     * @throws ClangException if it is not here and cannot be had, or will not do
     * @throws InterruptedException if interrupted while clang answers; the process is gone by then
     */
    public ChosenClang choose(Optional<String> configured) throws ClangException, InterruptedException {
        if (configured.isEmpty()) {
            return usual();
        }
        String setting = configured.get();
        if (setting.equals(SYSTEM)) {
            return onMachine(finder.ofSystem(ClangFinder.OLDEST), "the system's, as <clang> says");
        }
        if (ClangCoordinates.areIn(setting)) {
            return fromMaven(ClangCoordinates.parse(setting), "as <clang> says");
        }
        return onMachine(finder.named(setting), "as <clang> says");
    }

    private ChosenClang usual() throws ClangException, InterruptedException {
        try {
            return onMachine(finder.ofSystem(ClangFinder.OLDEST_UNASKED), "the system's");
        } catch (ClangException e) {
            return instead(e);
        }
    }

    private ChosenClang instead(ClangException refusal) throws ClangException, InterruptedException {
        try {
            return fromMaven(ClangCoordinates.pinned(), "in place of the system's: " + refusal.getMessage());
        } catch (ClangException e) {
            ClangException neither = new ClangException(
                    "%s; the one that bpfgate takes from Maven in its place cannot be had: %s"
                            .formatted(refusal.getMessage(), e.getMessage()),
                    e);
            neither.addSuppressed(refusal);
            throw neither;
        }
    }

    private static ChosenClang onMachine(Clang clang, String why) {
        return new ChosenClang(clang, why, Optional.empty());
    }

    private ChosenClang fromMaven(ClangCoordinates coordinates, String why)
            throws ClangException, InterruptedException {
        Path program = cache.unpacked(new ClangJar(artifacts.jar(coordinates), coordinates));
        if (!Files.isExecutable(program)) {
            throw new ClangException(
                    "%s of %s is unpacked, and the file system it lies on runs no programs (noexec); name a directory on another one by <cacheDirectory>"
                            .formatted(program, coordinates));
        }
        return new ChosenClang(ClangFinder.described(program, ClangFinder.OLDEST), coordinates + " from Maven, " + why,
                Optional.of(program.getParent()));
    }
}
