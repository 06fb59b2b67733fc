package io.github.bpfgate.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.bpfgate.baseline.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code results.json}: what {@code benchmark} hands to {@code check}, and what every report is made from. */
public final class ResultsFile {

    private final Path file;
    private final StrictJson json = new StrictJson();

    public ResultsFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /**
     * Reads the results.
     *
     * @throws ResultsException if there are none, or they cannot be read, or they are of a newer schema
     */
    public Results read() throws ResultsException {
        if (Files.notExists(file)) {
            throw new ResultsException("There are no results at " + file + ". Run the goal benchmark before this one:"
                    + " mvn verify, with bpfgate's goals bound to it.");
        }
        try {
            JsonNode tree = json.parse(Files.readString(file));
            int schema = tree.path("schema").asInt(0);
            if (schema > Results.SCHEMA) {
                throw new ResultsException(file + " has schema " + schema + ", and this bpfgate knows up to "
                        + Results.SCHEMA + ". Run mvn verify again with one version of the plugin.");
            }
            if (schema < 1 || !tree.path("benchmarks").isArray()) {
                throw new ResultsException(unreadable("it has no schema number and benchmarks"));
            }
            Results results = json.read(tree, Results.class);
            requireComplete(results);
            return results;
        } catch (JsonProcessingException e) {
            throw new ResultsException(unreadable(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new ResultsException(unreadable(e.getMessage()), e);
        }
    }

    /** What JSON may leave out and judging needs: without this check it would end in a NullPointerException. */
    private void requireComplete(Results results) throws ResultsException {
        if (results.environment() == null || results.environment().kernel() == null) {
            throw new ResultsException(unreadable("it does not say where it was measured"));
        }
        if (results.madeFrom() == null) {
            throw new ResultsException(unreadable("it does not say what it was made from"));
        }
        for (BenchmarkResult result : results.benchmarks()) {
            if (result == null || Stream.of(result.name(), result.object(), result.objectSha256(), result.reference(),
                    result.baselineSha256(), result.metrics(), result.packets(), result.notes())
                    .anyMatch(Objects::isNull) || !hasFigures(result)) {
                throw new ResultsException(unreadable("benchmark " + (result == null ? "null" : result.name())
                        + " is incomplete"));
            }
        }
    }

    private static boolean hasFigures(BenchmarkResult result) {
        boolean run = result.reference() != BenchmarkResult.Reference.NOT_RUN;
        return !(run && result.metrics().isEmpty())
                && result.metrics().entrySet().stream().allMatch(ResultsFile::isSound)
                && (!run || hasComparison(result, result.timing().isPresent())) && hasLines(result.counts());
    }

    private static boolean isSound(Map.Entry<String, Metric> entry) {
        if (entry.getKey().equals(MetricName.LATENCY.toString())) {
            return entry.getValue() instanceof Metric.Timing timing && hasValues(timing.blocks())
                    && timing.confirming() != null;
        }
        return entry.getValue() instanceof Metric.Exact exact && MetricName.of(entry.getKey()).isPresent()
                && (exact.baseline() == null || exact.baselineLeast() != null && exact.baselineMost() != null);
    }

    /** Time is compared with the object's alone, and what was not timed is not. */
    private static boolean hasComparison(BenchmarkResult result, boolean timed) {
        BenchmarkResult.Comparison comparison = result.comparison();
        return comparison == null ? !timed || result.reference() != BenchmarkResult.Reference.OBJECT
                : timed && hasValues(comparison.blocks()) && comparison.confirming() != null;
    }

    private static boolean hasLines(Counts counts) {
        return counts == null || counts.helperCalls() != null && areSound(counts.lines()) && areSound(counts.blamed())
                && counts.blamed().stream().allMatch(line -> line.growth() > 0);
    }

    private static boolean areSound(List<LineResult> lines) {
        return lines != null && lines.stream()
                .allMatch(line -> line != null && line.file() != null && line.text() != null);
    }

    private static boolean hasValues(double[] blocks) {
        return blocks != null && blocks.length > 0;
    }

    private String unreadable(String why) {
        return file + " cannot be read: " + why + ". Run mvn verify again.";
    }

    /**
     * Writes the results beside their place and moves them there.
     *
     * @throws ResultsException if they cannot be written; the old results are then as they were
     */
    public void write(Results results) throws ResultsException {
        try {
            new OutputFile(file).write(json.write(results));
        } catch (IOException e) {
            throw new ResultsException("Cannot write " + file + ": " + e.getMessage()
                    + ". Make room there or correct its permissions, and run mvn verify again.", e);
        }
    }
}
