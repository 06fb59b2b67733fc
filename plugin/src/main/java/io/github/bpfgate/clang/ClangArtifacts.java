package io.github.bpfgate.clang;

import java.nio.file.Path;

/** Brings artifacts onto this machine, as Maven does it: from its mirrors, through its proxies, with its checks. */
@FunctionalInterface
public interface ClangArtifacts {

    /**
     * The artifact's file, fetched if it is not here yet.
     *
     * @throws ClangException if it cannot be had
     */
    Path jar(ClangCoordinates coordinates) throws ClangException;
}
