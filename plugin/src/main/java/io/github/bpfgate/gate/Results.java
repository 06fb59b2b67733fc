package io.github.bpfgate.gate;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.bpfgate.baseline.Environment;
import java.util.List;
import java.util.Map;

/**
 * What {@code results.json} holds.
 *
 * @param schema      of the file
 * @param environment where it was measured
 * @param madeFrom    SHA-256 of each object and configured benchmark, by kind and name; empty without a project
 * @param benchmarks  sorted by name
 */
@JsonPropertyOrder("schema")
public record Results(int schema, Environment environment, Map<String, String> madeFrom,
        List<BenchmarkResult> benchmarks) {

    /** The schema this version writes, and the newest it reads. */
    public static final int SCHEMA = 1;

    /** These results with other benchmarks. */
    public Results with(List<BenchmarkResult> others) {
        return new Results(schema, environment, madeFrom, others);
    }
}
