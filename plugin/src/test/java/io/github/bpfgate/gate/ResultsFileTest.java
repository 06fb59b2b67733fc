package io.github.bpfgate.gate;

import static io.github.bpfgate.gate.HandMadeResults.around;
import static io.github.bpfgate.gate.HandMadeResults.confirmed;
import static io.github.bpfgate.gate.HandMadeResults.figure;
import static io.github.bpfgate.gate.HandMadeResults.line;
import static io.github.bpfgate.gate.HandMadeResults.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.Counts.HelperCalls;
import io.github.bpfgate.gate.Metric.Exact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsFileTest {

    @TempDir
    Path directory;

    private Path path;
    private ResultsFile file;
    private final Results judged = new Judge(new Rules(Rules.standard(), Map.of())).judge(HandMadeResults.of(
            confirmed("b", 100, around(10, 1, 20), around(10, 1, 20)),
            HandMadeResults.alone("a", Reference.NOTHING, around(50, 1, 20)),
            HandMadeResults.notRun("c", "No kernel for it."), counted()));

    private static BenchmarkResult counted() {
        Map<MetricName, Exact> exact = Map.of(MetricName.INSTRUCTIONS, figure(MetricName.INSTRUCTIONS, 55, 16.5),
                MetricName.COVERAGE, Exact.of(MetricName.COVERAGE, 0.31),
                MetricName.HELPER_CALLS, Exact.between(MetricName.HELPER_CALLS, 2, 1, 3));
        return with(HandMadeResults.counted("d", Reference.OBJECT, exact), exact, Counts.of("#251",
                Map.of("bpf_map_lookup_elem", new HelperCalls(2, 1.0), "bpf_ktime_get_ns", new HelperCalls(1, null)),
                List.of(line(20, "return 1;", 0, 0.0), line(23, "while (b < n) {", 55, 3.0)),
                "It asks for random numbers."));
    }

    @BeforeEach
    void place() {
        path = directory.resolve("bpfgate/results.json");
        file = new ResultsFile(path);
    }

    private ResultsException unreadable(String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        ResultsException[] caught = new ResultsException[1];
        assertThatExceptionOfType(ResultsException.class).isThrownBy(() -> file.read())
                .satisfies(e -> caught[0] = e);
        return caught[0];
    }

    private String written() throws Exception {
        file.write(judged);
        return Files.readString(path);
    }

    @Test
    void what_is_written_is_read_again() throws Exception {
        file.write(judged);

        assertThat(file.read()).usingRecursiveComparison().isEqualTo(judged);
    }

    @Test
    void the_schema_comes_first_and_all_other_keys_are_sorted() throws Exception {
        JsonNode tree = new ObjectMapper().readTree(written());

        List<String> top = names(tree);
        assertThat(top).startsWith("schema");
        assertThat(top.subList(1, top.size())).isSorted().contains("benchmarks", "environment");
        assertSorted(tree.get("environment"));
        assertSorted(tree.get("benchmarks"));
        assertThat(tree.get("schema").asInt()).isEqualTo(1);
    }

    @Test
    void a_result_without_a_time_says_what_was_counted_and_which_lines_grew() throws Exception {
        JsonNode counted = new ObjectMapper().readTree(written()).get("benchmarks").get(3);

        assertThat(names(counted.get("metrics"))).containsExactly("coverage", "helper-calls", "instructions");
        assertThat(names(counted.at("/metrics/instructions"))).containsExactly("baseline", "baselineLeast", "baselineMost",
                "least", "most", "unit", "value");
        assertThat(counted.at("/metrics/instructions/unit").asText()).isEqualTo("insns per run");
        assertThat(counted.at("/counts/blamed/0/text").asText()).isEqualTo("while (b < n) {");
        assertThat(counted.get("judgements")).extracting(j -> j.get("metric").asText() + " " + j.get("verdict").asText())
                .containsExactly("instructions REGRESSED", "coverage REGRESSED");
        assertThat(counted.has("comparison")).isFalse();
    }

    private static void assertSorted(JsonNode node) {
        assertThat(names(node)).isSorted();
        node.forEach(ResultsFileTest::assertSorted);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void the_same_results_give_the_same_bytes() throws Exception {
        String first = written();

        file.write(file.read());

        assertThat(Files.readString(path)).isEqualTo(first).endsWith("}\n");
    }

    @Test
    void without_a_file_the_goal_to_run_is_named() {
        assertThatExceptionOfType(ResultsException.class).isThrownBy(() -> file.read())
                .withMessage("There are no results at " + path + ". Run the goal benchmark before this one:"
                        + " mvn verify, with bpfgate's goals bound to it.");
    }

    @Test
    void a_newer_schema_asks_for_one_version_of_the_plugin() throws Exception {
        assertThat(unreadable("{\"schema\": 2, \"anything\": true}")).hasMessage(path + " has schema 2, and this bpfgate"
                + " knows up to 1. Run mvn verify again with one version of the plugin.");
    }

    @Test
    void a_truncated_file_is_unreadable_wherever_it_ends() throws Exception {
        String whole = written().stripTrailing();
        for (int length = 0; length < whole.length(); length += 37) {
            assertThat(unreadable(whole.substring(0, length))).as("cut after %d", length)
                    .hasMessageStartingWith(path + " cannot be read: ").hasMessageEndingWith("Run mvn verify again.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "{}", "{\"schema\": 1}", "{\"benchmarks\": []}",
        "{\"schema\": 1, \"benchmarks\": {}}", "{\"schema\": 0, \"benchmarks\": []}", "\u0000", "<results/>",
        "{\"schema\": 1, \"benchmarks\": []}", "{\"schema\": 1, \"environment\": {}, \"benchmarks\": []}"})
    void what_is_no_results_file_is_unreadable(String text) throws Exception {
        assertThat(unreadable(text)).hasMessageStartingWith(path + " cannot be read: ")
                .hasMessageEndingWith("Run mvn verify again.");
    }

    @Test
    void bytes_that_are_no_text_are_unreadable() throws Exception {
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[] {'{', (byte) 0xff, (byte) 0xfe});

        assertThatExceptionOfType(ResultsException.class).isThrownBy(() -> file.read())
                .withMessageStartingWith(path + " cannot be read: ");
    }

    @Test
    void a_field_that_nobody_knows_is_told() throws Exception {
        assertThat(unreadable(written().replaceFirst("\"program\"", "\"bogus\": 1, \"program\"")))
                .hasMessageContaining("bogus");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "object", "objectSha256", "baselineSha256", "metrics", "reference", "packets",
        "notes", "comparison", "latency"})
    void a_benchmark_that_lacks_what_judging_needs_is_unreadable(String missing) throws Exception {
        // b, which was compared, is the first that is written.
        ObjectMapper mapper = new ObjectMapper();
        JsonNode tree = mapper.readTree(written());
        JsonNode first = tree.get("benchmarks").get(0);
        ((ObjectNode) (missing.equals("latency") ? first.get("metrics") : first))
                .remove(missing);

        assertThat(unreadable(mapper.writeValueAsString(tree))).hasMessageStartingWith(path + " cannot be read: ")
                .hasMessageEndingWith("Run mvn verify again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics/instructions/baselineLeast", "/metrics/instructions/most", "/counts/lines",
        "/counts/blamed", "/counts/helperCalls", "/counts/blamed/0/baselineInstructions",
        "/counts/lines/0/file", "/counts/lines/0/text"})
    void counts_that_lack_what_judging_needs_are_unreadable(String missing) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode tree = mapper.readTree(written());
        JsonPointer pointer = JsonPointer.compile(missing);
        ((ObjectNode) tree.get("benchmarks").get(3).at(pointer.head())).remove(pointer.last().getMatchingProperty());

        assertThat(unreadable(mapper.writeValueAsString(tree))).hasMessageStartingWith(path + " cannot be read: ");
    }

    @ParameterizedTest
    @CsvSource({"instructions, speed", "instructions, latency", "latency, instructions"})
    void a_metric_by_another_name_is_unreadable(String name, String wrong) throws Exception {
        assertThat(unreadable(written().replace("\"" + name + "\" : {", "\"" + wrong + "\" : {")))
                .hasMessageStartingWith(path + " cannot be read: ");
    }

    @Test
    void a_null_among_the_benchmarks_is_unreadable() throws Exception {
        String json = written();
        assertThat(unreadable(json.replaceFirst("\"benchmarks\" : \\[ \\{", "\"benchmarks\" : [ null, {")))
                .hasMessageStartingWith(path + " cannot be read: ");
    }

    @Test
    void a_name_with_half_a_surrogate_pair_is_written_with_a_replacement_character() throws Exception {
        file.write(HandMadeResults.of(HandMadeResults.notRun("half \uD83D", "No kernel for it.")));

        assertThat(file.read().benchmarks()).extracting(BenchmarkResult::name).containsExactly("half \uFFFD");
    }

    @Test
    void where_no_directory_can_be_the_failure_says_where_and_what_to_do() throws Exception {
        Files.writeString(directory.resolve("bpfgate"), "a file in the way");

        assertThatExceptionOfType(ResultsException.class).isThrownBy(() -> file.write(judged))
                .withMessageStartingWith("Cannot write " + path + ": ").withMessageContaining("and run mvn verify again");
    }

    @Test
    void old_results_survive_a_write_that_fails_half_way() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(directory.resolve("disk"))) {
            path = disk.directory().resolve("results.json");
            file = new ResultsFile(path);
            String before = written();
            String long40k = "x".repeat(40_000);
            Results large = HandMadeResults.of(HandMadeResults.notRun(long40k, long40k));

            assertThatExceptionOfType(ResultsException.class).isThrownBy(() -> file.write(large))
                    .withMessageContaining("No space left on device");

            assertThat(Files.readAllBytes(path)).isEqualTo(before.getBytes(StandardCharsets.UTF_8));
            try (Stream<Path> files = Files.list(disk.directory())) {
                assertThat(files).containsExactly(path);
            }
        }
    }

    @Test
    void old_results_survive_a_disk_that_became_read_only() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(directory.resolve("disk"))) {
            path = disk.directory().resolve("results.json");
            file = new ResultsFile(path);
            String before = written();
            assumeTrue(disk.makeReadOnly(), "the mount cannot be made read-only here");

            assertThatExceptionOfType(ResultsException.class).isThrownBy(() -> file.write(HandMadeResults.of()));

            assertThat(Files.readString(path)).isEqualTo(before);
        }
    }
}
