package io.github.bpfgate.clang;

import io.github.bpfgate.clang.Diagnostic.Severity;
import io.github.bpfgate.clang.OutputDirectory.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings the object of one source up to date; several threads may each do so for a source of their own. */
final class SourceCompiler {

    /** What became of one source. */
    record Outcome(Unit unit, State state, List<Diagnostic> diagnostics) {

        boolean lacksVmlinux() {
            return diagnostics.stream()
                    .flatMap(diagnostic -> MissingHeader.in(diagnostic.message()).stream())
                    .anyMatch(header -> header.name().equals(VmlinuxHeader.NAME));
        }
    }

    enum State {
        COMPILED,
        UP_TO_DATE,
        FAILED
    }

    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private final CompileRequest request;
    private final Clang clang;
    private final List<String> flags;
    private final SortedMap<String, String> tool;
    private final HeaderSearch search;
    private final Path aside;
    private final Digests digests = new Digests();
    private final FingerprintFile fingerprints = new FingerprintFile();

    /** @param aside a directory for unfinished files, on the file system of the output directory */
    SourceCompiler(CompileRequest request, Toolchain toolchain, Path aside) throws IOException {
        this.request = request;
        this.clang = toolchain.clang();
        this.flags = toolchain.flags(request);
        this.tool = toolchain.identity(request.pluginVersion());
        this.search = HeaderSearch.in(flags, request.projectDirectory());
        this.aside = aside;
    }

    /** Compiles the source unless nothing has changed since; a source that fails keeps no object. */
    Outcome bringUpToDate(Unit unit) throws IOException, InterruptedException {
        Optional<Fingerprint> stored = fingerprints.read(unit.fingerprint());
        if (stored.isPresent() && stillHolds(stored.get(), unit)) {
            return new Outcome(unit, State.UP_TO_DATE, stored.get().diagnostics());
        }
        return compile(unit);
    }

    private boolean stillHolds(Fingerprint stored, Unit unit) {
        try {
            return fits(stored, unit);
        } catch (InvalidPathException e) {
            return false; // written by a build in another locale, or damaged
        }
    }

    private boolean fits(Fingerprint stored, Unit unit) {
        return stored.tool().equals(tool)
                && stored.flags().equals(flags)
                && stored.inputs().containsKey(request.shown(unit.source()))
                && stored.inputs().entrySet().stream()
                        .allMatch(input -> digests.of(resolve(input.getKey())).equals(Optional.of(input.getValue())))
                && search.passedOver(resolved(stored.inputs().keySet())).equals(stored.passedOver())
                && Digests.compute(unit.object()).equals(Optional.of(stored.object()));
    }

    private Outcome compile(Unit unit) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(aside, "source-");
        Path object = folder.resolve("object");
        Path dependencies = folder.resolve("dependencies");
        String source = request.shown(unit.source());
        List<String> command = new ArrayList<>(List.of(clang.executable().toString()));
        command.addAll(flags);
        command.addAll(List.of("-MD", "-MF", dependencies.toString(), "-MT", "object"));
        command.addAll(List.of("-c", source, "-o", object.toString()));

        Instant began = Instant.now();
        ClangProcess.Outcome outcome =
                new ClangProcess(request.projectDirectory(), folder.resolve("output"), NO_LIMIT).run(command);
        List<Diagnostic> diagnostics = new ArrayList<>(new DiagnosticParser(Path.of(source)).parse(outcome));
        if (outcome.exitCode() != 0) {
            unit.discard();
            return new Outcome(unit, State.FAILED, diagnostics);
        }
        Optional<String> made = Digests.compute(object);
        if (made.isEmpty() || !Files.isRegularFile(dependencies)) {
            unit.discard();
            diagnostics.add(noObject(source));
            return new Outcome(unit, State.FAILED, diagnostics);
        }
        SortedMap<String, String> inputs = inputs(dependencies, began);
        keep(unit, folder, object, new Fingerprint(
                tool, flags, inputs, search.passedOver(resolved(inputs.keySet())), made.get(), diagnostics));
        return new Outcome(unit, State.COMPILED, diagnostics);
    }

    /** A crash between the two moves leaves an object that its fingerprint does not fit: it is compiled again. */
    private void keep(Unit unit, Path folder, Path object, Fingerprint fingerprint) throws IOException {
        Path written = folder.resolve("fingerprint");
        fingerprints.write(written, fingerprint);
        Files.createDirectories(unit.object().getParent());
        Files.createDirectories(unit.fingerprint().getParent());
        Files.move(object, unit.object(), StandardCopyOption.ATOMIC_MOVE);
        Files.move(written, unit.fingerprint(), StandardCopyOption.ATOMIC_MOVE);
    }

    private SortedMap<String, String> inputs(Path dependencies, Instant began) throws IOException {
        String rule = new String(Files.readAllBytes(dependencies), StandardCharsets.UTF_8);
        List<String> read = new ArrayList<>(MakeRule.parse(rule).prerequisites());
        flags.stream() // clang does not list its response files
                .filter(flag -> flag.startsWith("@"))
                .map(flag -> flag.substring(1))
                .forEach(read::add);
        SortedMap<String, String> inputs = new TreeMap<>();
        for (String input : read) {
            inputs.put(input, settled(input, began).orElse(Fingerprint.UNSETTLED));
        }
        return inputs;
    }

    /** The digest of an input, unless it may have changed after clang read it. */
    private Optional<String> settled(String input, Instant began) throws IOException {
        try {
            Path file = resolve(input);
            if (!Files.isRegularFile(file)
                    || !Files.getLastModifiedTime(file).toInstant().isBefore(began)) {
                return Optional.empty();
            }
            return digests.of(file);
        } catch (InvalidPathException e) {
            throw new IOException("The name of " + input + " cannot be expressed in this locale; set LC_ALL=C.UTF-8", e);
        }
    }

    private Set<Path> resolved(Set<String> inputs) {
        Set<Path> files = new LinkedHashSet<>();
        inputs.forEach(input -> files.add(resolve(input)));
        return files;
    }

    private Path resolve(String input) {
        return request.projectDirectory().resolve(input);
    }

    private static Diagnostic noObject(String source) {
        return new Diagnostic(
                Severity.ERROR,
                Path.of(source),
                0,
                0,
                "clang reported success and wrote no object; remove what keeps it from doing so (-fsyntax-only, -E, -M…) from <compilerArgs>",
                "");
    }
}
