package io.github.bpfgate.pipeline;

import io.github.bpfgate.baseline.Baseline;
import io.github.bpfgate.baseline.BaselineDirectory;
import io.github.bpfgate.baseline.BaselineEntry;
import io.github.bpfgate.baseline.BaselineException;
import io.github.bpfgate.clang.BpfCompiler;
import io.github.bpfgate.clang.ClangException;
import io.github.bpfgate.clang.CompileRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the goal selftest measures: stored objects, one given object, or a small program that bpfgate brings along. */
public final class SelftestObjects implements AutoCloseable {

    private static final String OWN_SOURCE = "selftest.bpf.c";

    private final String description;
    private final Map<NamedObject, Set<String>> objects;
    private final Optional<Path> temporary;

    private SelftestObjects(String description, Map<NamedObject, Set<String>> objects, Optional<Path> temporary) {
        this.description = description;
        this.objects = objects;
        this.temporary = temporary;
    }

    /** One object, with all its programs. */
    public static SelftestObjects of(NamedObject object) {
        return new SelftestObjects(object.path().toString(), Map.of(object, Set.of()), Optional.empty());
    }

    /**
     * The stored objects, or the program bpfgate brings along if none is stored.
     *
     * @throws GateException if the baseline cannot be read, or there is no compiler for the program
     */
    public static SelftestObjects ofBaseline(Path directory, BpfCompiler compiler, Optional<String> clang)
            throws GateException, InterruptedException {
        BaselineDirectory baseline = new BaselineDirectory(directory);
        try {
            Map<String, BaselineEntry> entries = baseline.read().orElseGet(Baseline::empty).benchmarks();
            Map<NamedObject, Set<String>> objects = new LinkedHashMap<>();
            entries.forEach((name, entry) -> {
                if (entry.object() != null) {
                    objects.computeIfAbsent(new NamedObject(entry.object(), baseline.object(entry).toAbsolutePath()),
                            o -> new TreeSet<>()).add(name);
                }
            });
            return objects.isEmpty() ? ofOwnSource(compiler, clang)
                    : new SelftestObjects("the baseline in " + directory, objects, Optional.empty());
        } catch (BaselineException e) {
            throw new GateException(e.getMessage(), e);
        }
    }

    private static SelftestObjects ofOwnSource(BpfCompiler compiler, Optional<String> clang)
            throws GateException, InterruptedException {
        Path directory = temporaryDirectory();
        boolean compiled = false;
        try (InputStream source = SelftestObjects.class.getResourceAsStream(OWN_SOURCE)) {
            Files.copy(source, directory.resolve(OWN_SOURCE));
            List<Path> objects = compiler.compile(new CompileRequest(directory, List.of(), List.of(),
                    directory.resolve("out"), clang, Optional.empty(), "selftest", directory)).objects();
            SelftestObjects own = new SelftestObjects("a small program of its own",
                    Map.of(NamedObject.of(objects.get(0)), Set.of()), Optional.of(directory));
            compiled = true;
            return own;
        } catch (ClangException e) {
            throw new GateException(e.getMessage(), e);
        } catch (IOException e) {
            throw new GateException("Cannot compile selftest's own program: " + e.getMessage() + ".", e);
        } finally {
            if (!compiled) {
                clear(directory);
            }
        }
    }

    private static Path temporaryDirectory() throws GateException {
        try {
            return Files.createTempDirectory("bpfgate-selftest");
        } catch (IOException e) {
            throw new GateException("Cannot make a temporary directory: " + e.getMessage() + ".", e);
        }
    }

    /** What is measured, in words. */
    public String description() {
        return description;
    }

    /** The objects, each with the benchmarks that are stored for it; an empty set means all its programs. */
    Map<NamedObject, Set<String>> objects() {
        return objects;
    }

    @Override
    public void close() throws GateException {
        if (temporary.isPresent()) {
            clear(temporary.get());
        }
    }

    private static void clear(Path directory) throws GateException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(files::add);
        } catch (IOException e) {
            throw new GateException("Cannot clear " + directory + ": " + e.getMessage() + ".", e);
        }
        files.forEach(file -> file.toFile().delete());
    }
}
