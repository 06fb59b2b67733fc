package io.github.bpfgate.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process run to its end; it never outlives {@link #run}. */
record Command(Path directory, List<String> words, Duration longest) {

    /**
     * How it ended.
     *
     * @param status  exit status
     * @param output  standard output and standard error
     * @param seconds from start to end
     */
    record Ended(int status, String output, double seconds) {

        String lastLines(int count) {
            List<String> lines = output.strip().lines().toList();
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - count), lines.size()));
        }
    }

    /** @throws IOException if it cannot be started, or takes too long */
    Ended run() throws IOException, InterruptedException {
        Path output = Files.createTempFile("bpfgate-proof", ".txt");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(words.get(0) + " was ended after " + longest.toSeconds() + " s");
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8), seconds);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
