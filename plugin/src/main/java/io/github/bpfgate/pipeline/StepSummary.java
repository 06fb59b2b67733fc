package io.github.bpfgate.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The file that GitHub Actions shows as a step's summary: all steps of a build append to it, and it may not grow large. */
final class StepSummary {

    /** From 1 MiB on GitHub shows nothing of it. */
    private static final long MOST_BYTES = (1 << 20) - 1;

    private final Path file;

    StepSummary(Path file) {
        this.file = file;
    }

    /**
     * Appends the first text that there is room for.
     *
     * @param texts from the longest to the shortest
     * @return whether there was room for one
     */
    boolean append(List<String> texts) throws IOException {
        long there = Files.exists(file) ? Files.size(file) : 0;
        for (String text : texts) {
            byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
            if (there + bytes.length <= MOST_BYTES) {
                Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return true;
            }
        }
        return false;
    }
}
