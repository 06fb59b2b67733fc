package io.github.bpfgate.history;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run of the gate, as a line of the history holds it.
 *
 * @param schema      of the line
 * @param module      whose benchmarks they are
 * @param commit      that was checked out; null outside of git
 * @param date        of the commit, as ISO 8601 writes it, in UTC; null with the commit
 * @param judged      when it was judged, in the same form
 * @param environment where it was measured
 * @param benchmarks  by name
 */
@JsonPropertyOrder({"schema", "module", "commit", "date", "judged", "environment", "benchmarks"})
record Run(int schema, String module, String commit, String date, String judged, Place environment,
        Map<String, Entry> benchmarks) {

    static final int SCHEMA = 1;

    private static final int ID_DIGITS = 12;

    /**
     * Where figures come from.
     *
     * @param id     the same for two runs if their times can be compared as numbers at all
     * @param cpu    the model's name
     * @param kernel release
     */
    record Place(String id, String cpu, String kernel) {

        static Place of(Environment environment) {
            String machine = String.join("\n", environment.kernel(), environment.cpu(), environment.jit() + "",
                    environment.jitHarden() + "", environment.virtualization(),
                    new TreeMap<>(environment.mitigations()).toString());
            return new Place(sha256(machine).substring(0, ID_DIGITS), environment.cpu(), environment.kernel());
        }

        private static String sha256(String text) {
            try {
                return HexFormat.of().formatHex(
                        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }

    /**
     * What is known of one benchmark.
     *
     * @param verdict of it
     * @param metrics by name
     */
    record Entry(Verdict verdict, Map<String, Figure> metrics) {
    }

    /**
     * A value with what it lies between.
     *
     * @param unit  of all three
     * @param value as measured
     * @param lower of a time the bound of its interval, of a count the least one taken
     * @param upper of a time the bound of its interval, of a count the most that was taken
     */
    record Figure(String unit, double value, double lower, double upper) {

        static Figure of(Metric metric) {
            if (metric instanceof Metric.Timing timing) {
                return new Figure(timing.unit(), timing.value(), timing.lower(), timing.upper());
            }
            Metric.Exact exact = (Metric.Exact) metric;
            return new Figure(exact.unit(), exact.value(), exact.least(), exact.most());
        }
    }

    static Run of(Results judged, String module, Optional<Commit> commit, Instant now) {
        Map<String, Entry> benchmarks = new TreeMap<>();
        for (BenchmarkResult result : judged.benchmarks()) {
            Map<String, Figure> metrics = new TreeMap<>();
            result.metrics().forEach((name, metric) -> metrics.put(name, Figure.of(metric)));
            benchmarks.put(result.name(), new Entry(result.verdict(), metrics));
        }
        return new Run(SCHEMA, module, commit.map(Commit::id).orElse(null),
                commit.map(c -> c.date().toString()).orElse(null), now.truncatedTo(ChronoUnit.SECONDS).toString(),
                Place.of(judged.environment()), benchmarks);
    }

    /** Whether nothing is missing that a reader needs. */
    boolean isComplete() {
        return module != null && judged != null && environment != null && environment.id() != null
                && environment.cpu() != null && environment.kernel() != null && benchmarks != null
                && benchmarks.values().stream().allMatch(entry -> entry != null && entry.verdict() != null
                && entry.metrics() != null && entry.metrics().values().stream().allMatch(figure -> figure != null));
    }

    /** Of the commit, which a run of an old one does not move; without one, when it was judged. */
    Instant time() {
        return Instant.parse(commit == null || date == null ? judged : date);
    }
}
