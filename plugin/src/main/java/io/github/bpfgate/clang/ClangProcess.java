package io.github.bpfgate.clang;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one command to its end, or kills it with all its children when the thread is interrupted or the time is up.
 *
 * <p>The output goes to a file and not through a pipe: nothing has to be read while the process runs, so it can
 * neither block on a full pipe nor hold up the interrupt, as reading from a pipe would.
 */
record ClangProcess(Path directory, Path outputFile, Duration limit) {

    record Outcome(int exitCode, String output) {}

    /** Standard output and error go to the same text; standard input is empty. */
    Outcome run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(outputFile.toFile())
                .start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("no end after " + limit.toSeconds() + " s");
            }
        } finally {
            kill(process);
        }
        return new Outcome(process.exitValue(), new String(Files.readAllBytes(outputFile), StandardCharsets.UTF_8));
    }

    private static void kill(Process process) {
        if (process.isAlive()) {
            // clang may be a script around the compiler proper; the children are lost to us once the script is dead
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            process.onExit().join();
        }
    }
}
