package io.github.bpfgate.proof;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code proof.md} and {@code proof.json}; each is replaced whole. */
final class ReportFiles {

    private final Path directory;
    private final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    ReportFiles(Path directory) {
        this.directory = directory;
    }

    Path markdown() {
        return directory.resolve("proof.md");
    }

    void write(Report report) throws ProofException {
        try {
            replace(markdown(), new MarkdownReport(report).text());
            replace(directory.resolve("proof.json"), json.writeValueAsString(report) + "\n");
        } catch (IOException e) {
            throw new ProofException("Cannot write into " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.getParent());
        Files.writeString(aside, text);
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
