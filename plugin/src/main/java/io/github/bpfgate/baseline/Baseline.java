package io.github.bpfgate.baseline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.TreeMap;

/**
 * A module's baseline: one entry for each benchmark.
 *
 * @param schema     of the file
 * @param benchmarks by name
 */
@JsonPropertyOrder("schema")
public record Baseline(int schema, Map<String, BaselineEntry> benchmarks) {

    /** The schema this version writes, and the newest it reads. */
    public static final int SCHEMA = 1;

    public Baseline {
        benchmarks = new TreeMap<>(benchmarks);
    }

    /** A baseline that holds nothing. */
    public static Baseline empty() {
        return new Baseline(SCHEMA, Map.of());
    }
}
