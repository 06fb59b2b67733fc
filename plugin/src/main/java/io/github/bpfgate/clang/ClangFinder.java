package io.github.bpfgate.clang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the clang to compile with and makes sure that it can generate code for BPF. */
public final class ClangFinder {

    /** The oldest release whose flags the plugin was written against, for whoever asks for it. */
    static final int OLDEST = 11;
    /** The oldest that is taken without being asked for. */
    static final int OLDEST_UNASKED = 14;

    private static final Pattern VERSION = Pattern.compile("(?m)^.*\\bclang version (\\d+).*$");
    /** What the loader of glibc says. */
    private static final Pattern LACKING = Pattern.compile("error while loading shared libraries: (.*)");
    private static final Pattern BPF_TARGET = Pattern.compile("(?m)^\\s*bpf\\s");
    private static final Pattern VERSIONED_NAME = Pattern.compile("clang-(\\d{1,4})");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Path> searchPath;

    /** Searches this process's PATH. */
    public ClangFinder() {
        this(Optional.ofNullable(System.getenv("PATH")).orElse(""));
    }

    /** Searches the directories of {@code path}, which are separated by colons. */
    public ClangFinder(String path) {
        searchPath = Arrays.stream(path.split(":"))
                .filter(directory -> !directory.isBlank())
                .map(Path::of)
                .toList();
    }

    /**
     * The clang of that path or name.
     *
     * @param configured a path if it holds a slash, a name to look up on the PATH if not
     * @throws ClangException if there is none, or it is too old or cannot generate code for BPF
     * @throws InterruptedException if interrupted while clang answers; the process is gone by then
     */
    Clang named(String configured) throws ClangException, InterruptedException {
        return described(configured(configured), OLDEST);
    }

    /**
     * The system's clang: {@code clang} on the PATH, or else the newest {@code clang-NN} on it, the first that will do.
     *
     * @param oldest release that will do
     * @throws ClangException if there is none; of the one that would have come first, if there is one, it says why not
     * @throws InterruptedException if interrupted while clang answers; the process is gone by then
     */
    Clang ofSystem(int oldest) throws ClangException, InterruptedException {
        List<Path> candidates = Stream.concat(onPath("clang").stream(), versionedNewestFirst()).toList();
        ClangException refusal = null;
        for (Path candidate : candidates) {
            try {
                return described(candidate, oldest);
            } catch (ClangException e) {
                refusal = refusal == null ? e : refusal;
            }
        }
        throw refusal != null ? refusal : new ClangException(
                "There is no clang on the PATH (%s) to compile eBPF sources with; install it: %s, or set <clang> to its path"
                        .formatted(spelledPath(), SystemPackage.CLANG.install()));
    }

    /**
     * What the program says of itself.
     *
     * @param oldest release that will do
     * @throws ClangException if it is no clang, too old, or cannot generate code for BPF
     */
    static Clang described(Path executable, int oldest) throws ClangException, InterruptedException {
        Clang clang = ask(executable.toAbsolutePath());
        if (clang.major() < oldest) {
            throw new ClangException(
                    "%s is clang %d, and clang %d or later is needed to compile eBPF sources; install a newer one (%s) or set <clang> to one"
                            .formatted(clang.executable(), clang.major(), oldest, SystemPackage.CLANG.install()));
        }
        if (!clang.bpfTarget()) {
            throw new ClangException(
                    "%s (%s) was built without the BPF target, as %s --print-targets shows; install a clang that has it (%s) or set <clang> to one"
                            .formatted(
                                    clang.executable(),
                                    clang.version(),
                                    clang.executable(),
                                    SystemPackage.CLANG.install()));
        }
        return clang;
    }

    private Path configured(String name) throws ClangException {
        if (!name.contains("/")) {
            return onPath(name)
                    .orElseThrow(() -> new ClangException(
                            "<clang> is set to %s, and there is no such program on the PATH (%s); install it, correct <clang>, or leave it out"
                                    .formatted(name, spelledPath())));
        }
        Path path = Path.of(name);
        if (!Files.exists(path)) {
            throw new ClangException(
                    "<clang> is set to %s, and there is no such file; correct it, or leave <clang> out to use the one on the PATH"
                            .formatted(name));
        }
        if (!isProgram(path)) {
            throw new ClangException(
                    "<clang> is set to %s, which is not an executable file; set it to the clang program itself, or make that file executable with chmod +x"
                            .formatted(name));
        }
        return path;
    }

    private Optional<Path> onPath(String name) {
        return searchPath.stream()
                .map(directory -> directory.resolve(name))
                .filter(ClangFinder::isProgram)
                .findFirst();
    }

    private Stream<Path> versionedNewestFirst() {
        return searchPath.stream()
                .flatMap(ClangFinder::versioned)
                .sorted(Comparator.comparingInt(ClangFinder::number).reversed());
    }

    private static Stream<Path> versioned(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> number(file) >= 0 && isProgram(file)).toList().stream();
        } catch (IOException unreadable) {
            return Stream.empty(); // a PATH often names directories that are not there
        }
    }

    private static int number(Path file) {
        Matcher name = VERSIONED_NAME.matcher(file.getFileName().toString());
        return name.matches() ? Integer.parseInt(name.group(1)) : -1;
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static Clang ask(Path executable) throws ClangException, InterruptedException {
        String answer = answer(executable, "--version");
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            throw noClang(executable, answer.strip().lines().findFirst().orElse(""));
        }
        boolean bpf = BPF_TARGET.matcher(answer(executable, "--print-targets")).find();
        return new Clang(executable, version.group().strip(), Integer.parseInt(version.group(1)), bpf);
    }

    private static ClangException noClang(Path executable, String answer) throws ClangException {
        Optional<ElfFile> foreign = elf(executable).filter(ElfFile::isForeign);
        if (foreign.isPresent()) {
            return new ClangException(
                    "%s is a program for %s, which does not run on this machine; set <clang> to one that does (if it is an artifact's, by the classifier %s), or leave it out"
                            .formatted(
                                    executable,
                                    foreign.get().machineName(),
                                    ClangCoordinates.pinned().classifier()));
        }
        Matcher lacking = LACKING.matcher(answer);
        if (lacking.find()) {
            return new ClangException(
                    "%s does not run here: %s; install the package that brings this library, or set <clang> to another clang"
                            .formatted(executable, lacking.group(1)));
        }
        return new ClangException(
                "%s is not clang: it answers --version with \"%s\"; set <clang> to a clang, or leave it out to use the one on the PATH"
                        .formatted(executable, answer));
    }

    private static Optional<ElfFile> elf(Path executable) throws ClangException {
        try {
            return ElfFile.read(executable);
        } catch (IOException e) {
            throw new ClangException("%s cannot be read (%s); mend it, or set <clang> to another clang"
                    .formatted(executable, e.getMessage()), e);
        }
    }

    private static ClangException unanswered(Path executable, String question, IOException cause)
            throws ClangException {
        // of a program that is there the kernel says so when it misses the loader that the program names
        if (cause.getMessage().contains("No such file or directory") && elf(executable).isPresent()) {
            return new ClangException(
                    "%s does not run here, for this machine lacks the loader it was linked for (that of glibc, where Alpine has musl's); set <clang> to a clang of this system (%s)"
                            .formatted(executable, SystemPackage.CLANG.install()),
                    cause);
        }
        return new ClangException(
                "%s could not be asked with %s what it is (%s); mend it, or set <clang> to another clang"
                        .formatted(executable, question, cause.getMessage()),
                cause);
    }

    private static String answer(Path executable, String question) throws ClangException, InterruptedException {
        try {
            Path file = Files.createTempFile("bpfgate-clang", ".txt");
            try {
                return new ClangProcess(Path.of("/"), file, PATIENCE)
                        .run(List.of(executable.toString(), question))
                        .output();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unanswered(executable, question, e);
        }
    }

    private String spelledPath() {
        return String.join(":", searchPath.stream().map(Path::toString).toList());
    }
}
