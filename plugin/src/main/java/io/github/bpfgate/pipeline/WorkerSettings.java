package io.github.bpfgate.pipeline;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How workers are run.
 *
 * @param launcher  command before the worker's, split into words; empty for none
 * @param classPath the plugin's
 * @param libbpf    the library's path; empty for the system's
 * @param longest   for one benchmark
 */
public record WorkerSettings(List<String> launcher, List<Path> classPath, Optional<String> libbpf, Duration longest) {
}
