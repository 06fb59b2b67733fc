package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.ObjectFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An object file and the name results know it by.
 *
 * @param name path below the directory it was built in, such as {@code lb/fun_xdp.bpf.o}
 * @param path absolute
 */
public record NamedObject(String name, Path path) {

    private static final String SUFFIX = ".bpf.o";

    /**
     * All objects below the output directory, then those configured beside them.
     *
     * @throws GateException if one is missing, two have one name, or the directory cannot be read
     */
    public static List<NamedObject> below(Path outputDirectory, List<Path> configured) throws GateException {
        List<NamedObject> objects = new ArrayList<>();
        if (Files.isDirectory(outputDirectory)) {
            try (Stream<Path> files = Files.walk(outputDirectory)) {
                files.filter(f -> f.getFileName().toString().endsWith(SUFFIX)).sorted().forEach(
                        f -> objects.add(new NamedObject(outputDirectory.relativize(f).toString(), f.toAbsolutePath())));
            } catch (IOException | UncheckedIOException e) {
                throw new GateException("Cannot list the objects in " + outputDirectory + ": " + e.getMessage() + ".", e);
            }
        }
        for (Path path : configured) {
            objects.add(of(path));
        }
        requireDistinct(objects);
        return objects;
    }

    private static void requireDistinct(List<NamedObject> objects) throws GateException {
        Map<String, Path> paths = new HashMap<>();
        for (NamedObject object : objects) {
            Path other = paths.put(object.name(), object.path());
            if (other != null) {
                throw new GateException("Two objects are named " + object.name() + ": " + other + " and " + object.path()
                        + ". Rename one, or drop it from <objects>; results and baseline go by the name.");
            }
        }
    }

    /**
     * One object file.
     *
     * @throws GateException if it is not there
     */
    public static NamedObject of(Path path) throws GateException {
        if (!Files.isRegularFile(path)) {
            throw new GateException("There is no object file at " + path + ". Compile it, or correct the path.");
        }
        return new NamedObject(path.getFileName().toString(), path.toAbsolutePath());
    }

    /**
     * The file's bytes.
     *
     * @throws GateException if it cannot be read
     */
    byte[] bytes() throws GateException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new GateException("Cannot read " + path + ": " + e.getMessage() + ".", e);
        }
    }

    /** The bytes' SHA-256 in lower-case hex. */
    String sha256() throws GateException {
        return new ObjectFile(name, bytes()).sha256();
    }
}
