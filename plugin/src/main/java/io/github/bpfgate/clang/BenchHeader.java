package io.github.bpfgate.clang;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** The {@code bpfgate/bench.h} by which a source benchmarks C functions, put where clang looks last. */
final class BenchHeader {

    private static final String RESOURCE = "bench.h";

    private final Path file;

    /** @param directory takes {@code bpfgate/bench.h} */
    BenchHeader(Path directory) {
        this.file = directory.resolve("bpfgate").resolve(RESOURCE);
    }

    /** Writes it, unless it is there as it should be: objects are made anew where it was written anew. */
    void provide() throws IOException {
        byte[] text = text();
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), text)) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path aside = Files.createTempFile(file.getParent(), ".bench", ".h");
        try {
            Files.write(aside, text);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static byte[] text() {
        try (InputStream resource = BenchHeader.class.getResourceAsStream(RESOURCE)) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the plugin's own jar cannot be read", e);
        }
    }
}
