package io.github.bpfgate.pipeline;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsException;
import io.github.bpfgate.gate.ResultsFile;
import io.github.bpfgate.report.html.MatrixPage;
import io.github.bpfgate.report.html.MatrixPage.Source;
import io.github.bpfgate.report.html.ReportPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The results of a reactor's modules, and of the same modules on other machines. What cannot be read, was not judged,
 * or says the same as another file is an error: a matrix with a hole that nobody sees would be read as a good one.
 */
public final class CollectedResults {

    private record Read(String module, Path file, Results results) {
    }

    private final List<Read> read = new ArrayList<>();

    /**
     * Reads files.
     *
     * @param modules a results file by module; one that is not there belongs to a module without programs
     * @param others  files, or folders that hold {@code results.json} at any depth
     * @throws GateException if one of them is missing, cannot be read or used, or repeats another
     */
    public static CollectedResults of(Map<String, Path> modules, List<Path> others) throws GateException {
        CollectedResults collected = new CollectedResults();
        for (Map.Entry<String, Path> module : modules.entrySet()) {
            if (Files.exists(module.getValue())) {
                collected.add(module.getKey(), module.getValue(), judged(module.getValue()));
            }
        }
        List<Read> ofModules = List.copyOf(collected.read);
        for (Path other : others) {
            for (Path file : files(other)) {
                if (ofModules.stream().noneMatch(module -> isSame(module.file(), file))) {
                    Results results = judged(file);
                    collected.add(moduleOf(results, ofModules), file, results);
                }
            }
        }
        return collected;
    }

    /** Reads one file. */
    public static Results judged(Path file) throws GateException {
        try {
            Results results = new ResultsFile(file).read();
            if (results.benchmarks().stream().anyMatch(result -> result.verdict() == null)) {
                throw new GateException(file + " was measured and never judged. Run the goal check after benchmark:"
                        + " mvn verify, with bpfgate's goals bound to it.");
            }
            return results;
        } catch (ResultsException e) {
            throw new GateException(e.getMessage(), e);
        }
    }

    private static List<Path> files(Path place) throws GateException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.walk(place)) {
            List<Path> found = files.filter(file -> file.endsWith(MeasureRequest.RESULTS)).sorted().toList();
            if (found.isEmpty()) {
                throw new GateException("There is no " + MeasureRequest.RESULTS + " below " + place
                        + ", which <resultsFiles> names. Correct it, or leave it out.");
            }
            return found;
        } catch (IOException e) {
            throw new GateException("Cannot look for results below " + place + ": " + e.getMessage() + ".", e);
        }
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    /** A file says nothing of its module: it is that of the one which shares most benchmarks with it. */
    private static String moduleOf(Results results, List<Read> modules) {
        long most = modules.stream().mapToLong(module -> shared(module.results(), results)).max().orElse(0);
        List<Read> alike = modules.stream().filter(module -> shared(module.results(), results) == most).toList();
        return most > 0 && alike.size() == 1 ? alike.get(0).module() : "";
    }

    private static long shared(Results one, Results other) {
        return one.benchmarks().stream().filter(result -> other.benchmarks().stream()
                .anyMatch(r -> r.name().equals(result.name()) && r.object().equals(result.object()))).count();
    }

    private void add(String module, Path file, Results results) throws GateException {
        for (Read earlier : read) {
            if (earlier.module().equals(module)
                    && MatrixPage.isOneEnvironment(earlier.results().environment(), results.environment())) {
                for (BenchmarkResult result : results.benchmarks()) {
                    if (earlier.results().benchmarks().stream().anyMatch(r -> r.name().equals(result.name()))) {
                        throw new GateException(file + " and " + earlier.file() + " both hold results of "
                                + result.name() + " on " + results.environment().describe()
                                + ". Give one of them.");
                    }
                }
            }
        }
        read.add(new Read(module, file, results));
    }

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return read.isEmpty();
    }

    /** Each file with its page, which has a number for a name. */
    public List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        for (Read file : read) {
            sources.add(new Source(file.module(), file.file().toString(), file.results().environment(),
                    ReportPage.of(file.module(), file.results(), List.of()), (sources.size() + 1) + ".html"));
        }
        return sources;
    }
}
