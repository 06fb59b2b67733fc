package io.github.bpfgate.gate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.bpfgate.baseline.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code accepted.json} beside the baseline: the regressions that are meant, for a review to see. Whoever gets it wrong
 * is told, and never gated by half of it.
 */
public final class AcceptedFile {

    /** Its name, beside {@code baseline.json}. */
    public static final String NAME = "accepted.json";

    private static final int SCHEMA = 1;

    private final Path file;
    private final StrictJson json = new StrictJson();

    /** @param accepted sorted by benchmark and metric */
    @JsonPropertyOrder("schema")
    private record Content(int schema, List<Acceptance> accepted) {
    }

    public AcceptedFile(Path file) {
        this.file = file;
    }

    /** The one of a baseline. */
    public static AcceptedFile beside(Path baselineDirectory) {
        return new AcceptedFile(baselineDirectory.resolve(NAME));
    }

    public Path path() {
        return file;
    }

    /**
     * Reads the entries.
     *
     * @return empty if there is no file
     * @throws AcceptanceException if it cannot be read, or an entry is none
     */
    public List<Acceptance> read() throws AcceptanceException {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            JsonNode tree = json.parse(Files.readString(file));
            int schema = tree.path("schema").asInt(0);
            if (schema > SCHEMA) {
                throw new AcceptanceException(file + " has schema " + schema + ", and this bpfgate knows up to " + SCHEMA
                        + ". Use the newer bpfgate-maven-plugin that it was written for.");
            }
            if (schema < 1 || !tree.path("accepted").isArray()) {
                throw refused("it has no schema number and list of accepted");
            }
            List<Acceptance> accepted = json.read(tree, Content.class).accepted();
            requireSound(accepted);
            return accepted;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw refused(e.getOriginalMessage() + where, e);
        } catch (IOException e) {
            throw refused(e.getMessage(), e);
        }
    }

    private void requireSound(List<Acceptance> accepted) throws AcceptanceException {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < accepted.size(); i++) {
            Acceptance entry = accepted.get(i);
            String which = "entry " + (i + 1);
            if (entry == null || entry.benchmark() == null || entry.metric() == null || entry.upTo() == null
                    || entry.until() == null) {
                throw refused(which + " lacks one of benchmark, metric, upTo, until and reason");
            }
            which += ", " + entry.metric() + " of " + entry.benchmark() + ",";
            if (entry.reason() == null || entry.reason().isBlank()) {
                throw refused(which + " has no reason: say why the regression is meant");
            }
            if (entry.metric().moreIsBetter()) {
                throw refused(which + " is of what cannot increase too much");
            }
            if (!entry.upTo().fits(entry.metric())) {
                throw refused(which + " is up to " + entry.upTo() + ": give a percentage, or "
                        + entry.metric().unitWord());
            }
            requireDay(entry.until(), which);
            if (!seen.add(entry.metric() + " " + entry.benchmark())) {
                throw refused(which + " is there twice");
            }
        }
    }

    private void requireDay(String until, String which) throws AcceptanceException {
        try {
            LocalDate.parse(until);
        } catch (DateTimeException e) {
            throw refused(which + " is until \"" + until + "\", which is no day: write it as 2027-02-28", e);
        }
    }

    private AcceptanceException refused(String why) {
        return refused(why, null);
    }

    private AcceptanceException refused(String why, Exception cause) {
        return new AcceptanceException(file + " cannot be used: " + why + ". Correct it, or delete it to accept"
                + " nothing.", cause);
    }

    /** One entry as it stands in the file, on one line. */
    public static String entry(Acceptance entry) {
        try {
            return new StrictJson().line(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an acceptance is plain text", e);
        }
    }

    /**
     * Writes the entries beside the file's place and moves them there; without any there is no file.
     *
     * @throws AcceptanceException if that cannot be done; the file is then as it was
     */
    public void write(List<Acceptance> entries) throws AcceptanceException {
        Path aside = file.resolveSibling(NAME + ".new");
        try {
            if (entries.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            Files.createDirectories(file.getParent());
            Files.writeString(aside, json.write(new Content(SCHEMA, entries.stream().sorted(
                    Comparator.comparing(Acceptance::benchmark).thenComparing(Acceptance::metric)).toList())));
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            aside.toFile().delete();
            throw new AcceptanceException("Cannot write " + file + ": " + e.getMessage()
                    + ". Make room there or correct its permissions.", e);
        }
    }
}
