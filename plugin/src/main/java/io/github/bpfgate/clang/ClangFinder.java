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

    /** The oldest release whose flags the plugin was written against. */
    static final int OLDEST = 11;

    private static final String INSTALL =
            "apt-get install clang | dnf install clang | apk add clang | pacman -S clang";
    private static final Pattern VERSION = Pattern.compile("(?m)^.*\\bclang version (\\d+).*$");
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
     * Finds the configured clang, or else {@code clang} on the PATH, or else the newest {@code clang-NN} on it.
     *
     * @param configured a path if it holds a slash, a name to look up on the PATH if not
     * @throws ClangException if there is none, or it is too old or cannot generate code for BPF
     * @throws InterruptedException if interrupted while clang answers; the process is gone by then
     */
    public Clang find(Optional<String> configured) throws ClangException, InterruptedException {
        Path executable = configured.isPresent() ? configured(configured.get()) : usual();
        Clang clang = ask(executable.toAbsolutePath());
        if (clang.major() < OLDEST) {
            throw new ClangException(
                    "%s is clang %d, and clang %d or later is needed to compile eBPF sources; install a newer one (%s) or set <clang> to one"
                            .formatted(clang.executable(), clang.major(), OLDEST, INSTALL));
        }
        if (!clang.bpfTarget()) {
            throw new ClangException(
                    "%s (%s) was built without the BPF target, as %s --print-targets shows; install a clang that has it (%s) or set <clang> to one"
                            .formatted(clang.executable(), clang.version(), clang.executable(), INSTALL));
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

    private Path usual() throws ClangException {
        return onPath("clang")
                .or(this::newestVersioned)
                .orElseThrow(() -> new ClangException(
                        "There is no clang on the PATH (%s) to compile eBPF sources with; install it: %s, or set <clang> to its path"
                                .formatted(spelledPath(), INSTALL)));
    }

    private Optional<Path> onPath(String name) {
        return searchPath.stream()
                .map(directory -> directory.resolve(name))
                .filter(ClangFinder::isProgram)
                .findFirst();
    }

    private Optional<Path> newestVersioned() {
        return searchPath.stream()
                .flatMap(ClangFinder::versioned)
                .max(Comparator.comparingInt(ClangFinder::number));
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

    private Clang ask(Path executable) throws ClangException, InterruptedException {
        String answer = answer(executable, "--version");
        Matcher version = VERSION.matcher(answer);
        if (!version.find()) {
            throw new ClangException(
                    "%s is not clang: it answers --version with \"%s\"; set <clang> to a clang, or leave it out to use the one on the PATH"
                            .formatted(executable, answer.strip().lines().findFirst().orElse("")));
        }
        boolean bpf = BPF_TARGET.matcher(answer(executable, "--print-targets")).find();
        return new Clang(executable, version.group().strip(), Integer.parseInt(version.group(1)), bpf);
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
            throw new ClangException(
                    "%s could not be asked with %s what it is (%s); mend it, or set <clang> to another clang"
                            .formatted(executable, question, e.getMessage()),
                    e);
        }
    }

    private String spelledPath() {
        return String.join(":", searchPath.stream().map(Path::toString).toList());
    }
}
