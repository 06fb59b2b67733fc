package io.github.bpfgate.clang;

import java.nio.file.Path;

/**
 * A clang that was asked what it is.
 *
 * @param executable absolute, links not followed
 * @param version the line of {@code --version} that names the version, its first on every clang known
 * @param major the major version number in that line
 * @param bpfTarget whether it can generate code for BPF
 */
public record Clang(Path executable, String version, int major, boolean bpfTarget) {}
