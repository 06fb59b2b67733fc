package io.github.bpfgate.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalTest {

    /** What a process of its own answers, whose output goes to a file. */
    static final class Asked {

        public static void main(String[] args) {
            System.exit(Terminal.isWatched() ? 1 : 0);
        }
    }

    @Test
    void nobody_watches_a_file(@TempDir Path directory) throws Exception {
        File output = directory.resolve("output").toFile();

        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "-cp", System.getProperty("java.class.path"), Asked.class.getName())
                .redirectErrorStream(true).redirectOutput(output).start();

        assertThat(process.waitFor()).as(() -> output.toString()).isZero();
    }
}
