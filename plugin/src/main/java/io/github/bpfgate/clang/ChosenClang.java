package io.github.bpfgate.clang;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The clang that compiles, and why it is this one.
 *
 * @param why a phrase for people, such as {@code the system's}
 * @param unpacked the directory of one that came out of an artifact
 */
public record ChosenClang(Clang clang, String why, Optional<Path> unpacked) {}
