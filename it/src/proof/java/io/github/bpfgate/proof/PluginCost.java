package io.github.bpfgate.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Times real Maven builds of a module in which nothing changed, with the plugin and without it. */
final class PluginCost {

    /**
     * One kind of build.
     *
     * @param name    what is in the module
     * @param with    seconds of the builds with the plugin
     * @param without seconds of the builds without it
     */
    record Builds(String name, Spread with, Spread without) {

        /** What the plugin adds to the median build, in seconds. */
        double added() {
            return with.median() - without.median();
        }
    }

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String GOAL_PREFIX = "io.github.bpfgate:bpfgate-maven-plugin:";

    private final Settings settings;
    private final Path directory;
    private final Path repository;

    PluginCost(Settings settings) {
        this.settings = settings;
        this.directory = settings.output().resolve("cost");
        this.repository = directory.resolve("repository");
    }

    /** Number of timed builds of one call of {@link #measure}. */
    int steps() {
        return 2 * settings.builds();
    }

    /**
     * Builds a module of these sources.
     *
     * @param name    of the module
     * @param sources of its programs
     */
    Builds measure(String name, List<Path> sources, Progress progress) throws ProofException, InterruptedException {
        try {
            new BorrowedRepository(settings).layOut(repository);
            Path with = module(name + "-with", sources, plugin());
            Path without = module(name + "-without", List.of(), "");
            prepare(with, without);
            List<Double> secondsWith = new ArrayList<>();
            List<Double> secondsWithout = new ArrayList<>();
            for (int i = 0; i < settings.builds(); i++) {
                secondsWithout.add(timed(without, "BUILD SUCCESS", progress));
                secondsWith.add(timed(with, "UNCHANGED", progress));
            }
            return new Builds(name, spread(secondsWith), spread(secondsWithout));
        } catch (IOException e) {
            throw new ProofException("Cannot time builds: " + e.getMessage(), e);
        } finally {
            deleteRepository();
        }
    }

    /** A tree of links into somebody's repository should not lie about. */
    private void deleteRepository() throws ProofException {
        try {
            deleteTree(repository);
        } catch (IOException e) {
            throw new ProofException("Cannot delete " + repository + ": " + e.getMessage(), e);
        }
    }

    /** Resolves what is missing, stores the baseline, and takes care that the timed builds find all as it stays. */
    private void prepare(Path with, Path without) throws IOException, ProofException, InterruptedException {
        maven(with, List.of("verify"));
        maven(with, List.of(GOAL_PREFIX + settings.version() + ":update-baseline"));
        maven(with, List.of("verify"));
        maven(without, List.of("verify"));
    }

    private double timed(Path module, String expected, Progress progress)
            throws IOException, ProofException, InterruptedException {
        Command.Ended ended = maven(module, List.of("-o", "verify"));
        if (!ended.output().contains(expected) || ended.output().contains("REGRESSED")) {
            throw new ProofException("A build of " + module + " did not say " + expected + ":" + System.lineSeparator()
                    + ended.lastLines(20));
        }
        progress.stepDone("builds of " + module.getFileName(), (long) (ended.seconds() * 1e9));
        return ended.seconds();
    }

    private Command.Ended maven(Path module, List<String> arguments)
            throws IOException, ProofException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(settings.maven().toString(), "-B", "-ntp",
                "-Dmaven.repo.local=" + repository));
        words.addAll(arguments);
        Command.Ended ended = new Command(module, words, LONGEST).run();
        if (ended.status() != 0) {
            throw new ProofException("mvn " + String.join(" ", arguments) + " in " + module + " ended with status "
                    + ended.status() + ":" + System.lineSeparator() + ended.lastLines(20));
        }
        return ended;
    }

    private Path module(String name, List<Path> sources, String build) throws IOException {
        Path module = directory.resolve(name);
        // Whatever the last run left, a baseline of another compiler's objects among it.
        deleteTree(module);
        // Maven takes the directory of .mvn for the root; without it, it would find this project's.
        Files.createDirectories(module.resolve(".mvn"));
        Path programs = Files.createDirectories(module.resolve("src/main/bpf"));
        for (Path source : sources) {
            Files.copy(source, programs.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(module.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>io.github.bpfgate.proof</groupId>
                  <artifactId>%s</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                %s</project>
                """.formatted(name, build));
        return module;
    }

    private String plugin() {
        return """
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>io.github.bpfgate</groupId>
                        <artifactId>bpfgate-maven-plugin</artifactId>
                        <version>%s</version>
                        <executions>
                          <execution>
                            <goals>
                              <goal>compile</goal>
                              <goal>benchmark</goal>
                              <goal>check</goal>
                            </goals>
                          </execution>
                        </executions>
                      </plugin>
                    </plugins>
                  </build>
                """.formatted(settings.version());
    }

    private static Spread spread(List<Double> seconds) {
        return Spread.of(seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static void deleteTree(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
