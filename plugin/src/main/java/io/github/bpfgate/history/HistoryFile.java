package io.github.bpfgate.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.bpfgate.baseline.StrictJson;
import io.github.bpfgate.gate.Results;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of JSON lines that remembers what {@code target} forgets: one line for each run of the gate.
 *
 * <p>A line is added with one write at the end of the file, which the kernel lets no other write come into, and under a
 * lock for those file systems where that does not hold between hosts. What a run left that died in the middle is a line
 * that nobody can read: the next run begins a new one.
 */
public final class HistoryFile {

    private final Path file;
    private final StrictJson json = new StrictJson();

    public HistoryFile(Path file) {
        this.file = file;
    }

    /**
     * Adds a run.
     *
     * @param judged results with their verdicts
     * @param module whose they are
     * @param commit that is checked out
     * @param now    for runs without a commit
     * @throws HistoryException if the file cannot be written
     */
    public void append(Results judged, String module, Optional<Commit> commit, Instant now) throws HistoryException {
        try {
            String line = json.line(Run.of(judged, module, commit, now)) + "\n";
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            try (FileChannel reading = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.READ);
                    FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
                lock(channel);
                ByteBuffer bytes = StandardCharsets.US_ASCII.encode((endsInALine(reading) ? "" : "\n") + line);
                int length = bytes.remaining();
                if (channel.write(bytes) < length) {
                    throw new IOException("only a part of the line found room");
                }
            }
        } catch (IOException e) {
            throw new HistoryException("Cannot write " + file + ": " + e.getMessage() + ".", e);
        }
    }

    /** Until the channel is closed. */
    private static void lock(FileChannel channel) throws IOException {
        try {
            channel.lock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has it, which one file system serves: the one write keeps the lines apart.
        }
    }

    private static boolean endsInALine(FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer last = ByteBuffer.allocate(1);
        return size == 0 || channel.read(last, size - 1) == 1 && last.get(0) == '\n';
    }

    /**
     * Reads all runs.
     *
     * @throws HistoryException if the file cannot be read; a line that cannot be is counted
     */
    public History read() throws HistoryException {
        List<Run> runs = new ArrayList<>();
        int skipped = 0;
        // What is no UTF-8 becomes a character that no number and no key has.
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    Optional<Run> run = run(line);
                    run.ifPresent(runs::add);
                    skipped += run.isEmpty() ? 1 : 0;
                }
            }
        } catch (IOException e) {
            throw new HistoryException("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
        return new History(runs, skipped);
    }

    private Optional<Run> run(String line) {
        try {
            JsonNode tree = json.parse(line);
            if (tree.path("schema").asInt(0) != Run.SCHEMA) {
                return Optional.empty();
            }
            Run run = json.read(tree, Run.class);
            if (!run.isComplete()) {
                return Optional.empty();
            }
            // That there is one is all that matters here.
            run.time();
            return Optional.of(run);
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
