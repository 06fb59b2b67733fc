package io.github.bpfgate.benchmark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawFileTest {
    @TempDir
    Path directory;

    @Test
    void takesTheWholeFileAsOnePacket() throws Exception {
        Path file = Files.write(directory.resolve("packet"), new byte[] {1, 2, 3});

        assertThat(new RawFile(file).packets()).containsExactly(new Packet("#1 3 B", new byte[] {1, 2, 3}));
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        Path file = Files.createFile(directory.resolve("packet"));

        assertThatThrownBy(() -> new RawFile(file).packets()).isInstanceOf(InputException.class)
                .hasMessage(file + ": the file is empty (it ends at byte 0); write it again");
    }
}
