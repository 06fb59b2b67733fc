package io.github.bpfgate.benchmark.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A file that holds the bytes of one frame, or of one context, and nothing else.
 *
 * @param file path of the file
 */
public record RawFile(Path file) implements Input {

    public RawFile {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public List<Packet> packets() throws InputException, IOException {
        return List.of(Packet.numbered(1, InputFile.read(file)));
    }
}
