package io.github.bpfgate.pipeline;

import io.github.bpfgate.gate.Results;
import io.github.bpfgate.report.ReportFormat;
import io.github.bpfgate.report.ReportInput;
import io.github.bpfgate.report.ReportName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Writes every report somebody chose, aside and then in its place, and gives up on none for another's sake. */
final class ReportStep {

    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private final ReportRequest request;
    private final Path directory;
    private final Journal journal;

    /** @param directory that the reports go below */
    ReportStep(ReportRequest request, Path directory, Journal journal) {
        this.request = request;
        this.directory = directory;
        this.journal = journal;
    }

    /**
     * Writes.
     *
     * @throws GateException naming each file that could not be written, after all others were
     */
    void run(Results judged) throws GateException {
        ReportInput input = new ReportInput(judged, request.module(), request.sources());
        List<String> written = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (ReportName report : request.reports()) {
            report.format().ifPresent(format -> write(format, input, written, failed));
        }
        if (!written.isEmpty()) {
            journal.info("Reports: " + String.join(", ", written));
        }
        if (!failed.isEmpty()) {
            throw new GateException(String.join(" ", failed)
                    + " Make room there or correct the permissions, and run mvn verify again.");
        }
    }

    private void write(ReportFormat format, ReportInput input, List<String> written, List<String> failed) {
        Path file = directory.resolve(format.fileName());
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.write(aside, bytes(format.render(input)));
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            written.add(file.toString());
        } catch (IOException e) {
            aside.toFile().delete();
            failed.add("Cannot write " + file + ": " + e.getMessage() + ".");
        }
    }

    /** UTF-8, with U+FFFD for halves of surrogate pairs, which have no encoding. */
    private static byte[] bytes(String text) throws CharacterCodingException {
        ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(REPLACEMENT).encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
