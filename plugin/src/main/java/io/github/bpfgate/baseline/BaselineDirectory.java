package io.github.bpfgate.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The directory a baseline lives in: {@code baseline.json} and the stored objects.
 *
 * <p>It is meant for git: keys are sorted, there are no timestamps, and writing the same baseline twice gives the same
 * bytes. It is replaced as a whole or not at all ({@link StagedUpdate}), so that neither a full disk nor a kill leaves
 * half of it.
 */
public final class BaselineDirectory {

    private static final String FILE = "baseline.json";
    /** With the file in place no goal would get past it. */
    private static final String STORE_ANEW = "delete " + FILE + " and run mvn verify bpfgate:update-baseline.";

    private final Path directory;
    private final StrictJson json = new StrictJson();

    public BaselineDirectory(Path directory) {
        this.directory = directory;
    }

    /** Where {@code baseline.json} is, or would be. */
    public Path file() {
        return directory.resolve(FILE);
    }

    /**
     * Reads the baseline and checks the objects it names.
     *
     * @return empty if none is stored
     * <p>An update that was killed half-way is completed first.
     *
     * @throws BaselineException if the file is corrupt or newer, or an object is missing or not the one stored
     */
    public Optional<Baseline> read() throws BaselineException {
        completeUpdate();
        if (Files.notExists(file())) {
            return Optional.empty();
        }
        Baseline baseline = parse();
        for (Map.Entry<String, BaselineEntry> entry : baseline.benchmarks().entrySet()) {
            if (entry.getValue() == null || entry.getValue().program() == null
                    || entry.getValue().environment() == null || entry.getValue().metrics() == null) {
                throw new BaselineException(corrupt("benchmark " + entry.getKey() + " is incomplete"));
            }
            if (entry.getValue().object() != null) {
                requireObject(entry.getKey(), entry.getValue());
            }
        }
        return Optional.of(baseline);
    }

    private Baseline parse() throws BaselineException {
        try {
            JsonNode tree = json.parse(Files.readString(file()));
            int schema = tree.path("schema").asInt(0);
            if (schema > Baseline.SCHEMA) {
                throw new BaselineException(file() + " has schema " + schema + ", and this bpfgate knows up to "
                        + Baseline.SCHEMA + ". Use the newer bpfgate-maven-plugin that wrote it.");
            }
            if (schema < 1 || !tree.path("benchmarks").isObject()) {
                throw new BaselineException(corrupt("it has no schema number and benchmarks"));
            }
            return json.read(tree, Baseline.class);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new BaselineException(corrupt(e.getOriginalMessage() + where), e);
        } catch (IOException e) {
            throw new BaselineException("Cannot read " + file() + ": " + e.getMessage(), e);
        }
    }

    private String corrupt(String why) {
        return file() + " cannot be read as a baseline: " + why + ". Restore it (git checkout -- " + file() + "), or "
                + STORE_ANEW;
    }

    private void requireObject(String name, BaselineEntry entry) throws BaselineException {
        requireBelow(entry.object());
        Path object = object(entry);
        if (Files.notExists(object)) {
            throw new BaselineException("The baseline of " + name + " names " + object + ", which is not there."
                    + " Is *.o in .gitignore? Restore the object from git and force-add it (git add -f), or "
                    + STORE_ANEW);
        }
        try {
            if (!sha256(Files.readAllBytes(object)).equals(entry.objectSha256())) {
                throw new BaselineException("The object " + object + " is not the one that " + file()
                        + " stored for " + name + ": its SHA-256 differs. Restore both from the same commit, or "
                        + STORE_ANEW);
            }
        } catch (IOException e) {
            throw new BaselineException("Cannot read " + object + ": " + e.getMessage(), e);
        }
    }

    /** What a baseline names is read, loaded into the kernel, and deleted when obsolete: never anything elsewhere. */
    private void requireBelow(String object) throws BaselineException {
        Path root = directory.toAbsolutePath().normalize();
        Path path;
        try {
            path = root.resolve(object).normalize();
        } catch (InvalidPathException e) {
            throw new BaselineException(corrupt("\"" + object + "\" is no path of an object"), e);
        }
        if (Path.of(object).isAbsolute() || !path.startsWith(root) || path.equals(root)
                || path.equals(root.resolve(FILE))) {
            throw new BaselineException(corrupt("\"" + object + "\" is no object below " + directory));
        }
    }

    /** Where the object of an entry is. */
    public Path object(BaselineEntry entry) {
        return directory.resolve(entry.object());
    }

    /**
     * Stores a baseline in the place of the old one. Objects that only the old one named are deleted.
     *
     * @param objects the bytes of every object the baseline names, by the name in its entry
     * @return the files that changed; empty if everything was so already
     * @throws BaselineException if a file cannot be written; the old baseline is then as it was
     */
    public List<Path> write(Baseline baseline, Map<String, byte[]> objects) throws BaselineException {
        Set<String> old = new TreeSet<>();
        read().ifPresent(b -> b.benchmarks().values().stream().map(BaselineEntry::object)
                .filter(o -> o != null).forEach(old::add));
        for (String object : objects.keySet()) {
            requireBelow(object);
        }
        Map<Path, byte[]> changed = new LinkedHashMap<>();
        objects.forEach((name, bytes) -> changed.put(directory.resolve(name), bytes));
        changed.entrySet().removeIf(entry -> isAlready(entry.getKey(), entry.getValue()));
        byte[] index = json(baseline);
        List<Path> touched = new ArrayList<>(changed.keySet());
        if (!touched.isEmpty() || !isAlready(file(), index)) {
            stage(changed, index);
            completeUpdate();
            touched.add(file());
        }
        old.removeAll(objects.keySet());
        for (String name : old) {
            deleteObsolete(directory.resolve(name));
            touched.add(directory.resolve(name));
        }
        return touched;
    }

    private byte[] json(Baseline baseline) throws BaselineException {
        try {
            return json.write(baseline).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new BaselineException("The baseline cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    private static boolean isAlready(Path file, byte[] bytes) {
        try {
            return Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes);
        } catch (IOException e) {
            // Then it is written, and if that fails too the failure is reported.
            return false;
        }
    }

    private void stage(Map<Path, byte[]> objects, byte[] index) throws BaselineException {
        try {
            new StagedUpdate(directory, file()).stage(objects, index);
        } catch (IOException e) {
            throw new BaselineException("Cannot write the baseline in " + directory + ": " + e.getMessage()
                    + ". The old baseline is as it was; make room or check the permissions, and run"
                    + " bpfgate:update-baseline again.", e);
        }
    }

    private void completeUpdate() throws BaselineException {
        try {
            new StagedUpdate(directory, file()).complete();
        } catch (IOException e) {
            throw new BaselineException("The new baseline is written beside the old one in " + directory
                    + ", and cannot be moved into its place: " + e.getMessage() + ". Check the permissions; the next"
                    + " goal of bpfgate completes it.", e);
        }
    }

    private void deleteObsolete(Path object) throws BaselineException {
        try {
            Files.deleteIfExists(object);
        } catch (IOException e) {
            throw new BaselineException("The new baseline is stored, and the obsolete object " + object
                    + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
