package io.github.bpfgate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.gate.Verdict;
import java.io.File;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryFileTest {

    private static final Instant NOW = Instant.parse("2026-11-24T18:00:21.5Z");
    private static final Commit COMMIT = new Commit("a".repeat(40), Instant.parse("2026-11-23T10:00:00Z"));

    @TempDir
    Path directory;

    private HistoryFile history;
    private Path file;

    @BeforeEach
    void noHistory() {
        file = directory.resolve("deep/history.jsonl");
        history = new HistoryFile(file);
    }

    private static Results judged(String name, double instructions) {
        return judgedIn(HandMadeResults.HERE, name, instructions);
    }

    private static Results judgedIn(Environment environment, String name, double instructions) {
        BenchmarkResult measured = HandMadeResults.with(HandMadeResults.alone(name, BenchmarkResult.Reference.NOTHING,
                HandMadeResults.around(100, 1, 20)), HandMadeResults.instructions(instructions, 16), null);
        Results results = HandMadeResults.of(measured);
        return new Judge(new Rules(Rules.standard(), Map.of())).judge(new Results(results.schema(), environment,
                results.madeFrom(), results.benchmarks()));
    }

    private void append(String name, double instructions) throws HistoryException {
        history.append(judged(name, instructions), "gated", Optional.of(COMMIT), NOW);
    }

    private List<Double> instructions() throws HistoryException {
        return history.read().trends("gated").stream().filter(trend -> trend.metric() == MetricName.INSTRUCTIONS)
                .flatMap(trend -> trend.points().stream()).map(Trend.Point::value).toList();
    }

    @Test
    void a_run_is_a_line_that_says_what_was_measured_where_and_of_which_commit() throws Exception {
        append("x", 55);

        JsonNode line = new ObjectMapper().readTree(Files.readString(file));
        assertThat(Files.readString(file)).endsWith("}\n").hasLineCount(1).startsWith("{\"schema\":1,\"module\":\"gated\"");
        assertThat(line.get("commit").asText()).isEqualTo("a".repeat(40));
        assertThat(line.get("date").asText()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(line.get("judged").asText()).isEqualTo("2026-11-24T18:00:21Z");
        assertThat(line.at("/environment/cpu").asText()).isEqualTo("Test CPU");
        assertThat(line.at("/benchmarks/x/verdict").asText()).isEqualTo("NO_BASELINE");
        assertThat(line.at("/benchmarks/x/metrics/latency").toString()).isEqualTo(
                "{\"lower\":99.0,\"unit\":\"ns\",\"upper\":101.0,\"value\":100.0}");
        assertThat(line.at("/benchmarks/x/metrics/instructions/value").asDouble()).isEqualTo(55);
    }

    @Test
    void outside_of_git_there_is_no_commit_and_the_time_of_the_run_orders_it() throws Exception {
        history.append(judged("x", 1), "gated", Optional.empty(), NOW);
        append("x", 2);

        assertThat(Files.readAllLines(file).get(0)).contains("\"commit\":null,\"date\":null");
        assertThat(history.read().trends("gated").get(0).points()).extracting(Trend.Point::commit, Trend.Point::date)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(COMMIT.id(), COMMIT.date()),
                        org.assertj.core.groups.Tuple.tuple("", Instant.parse("2026-11-24T18:00:21Z")));
    }

    @Test
    void names_of_any_kind_stay_on_their_line() throws Exception {
        String name = "a\n\u2028\u0085\"\\../<b>\u001b🚀" + "x".repeat(500);
        append(name, 1);
        append("y", 2);

        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(history.read().trends("gated")).extracting(Trend::benchmark).contains(name, "y");
        assertThat(history.read().skipped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"schema\":1,\"module\":\"gated\",\"comm", "rubbish", "{}", "[]", "null", "{\"schema\":2}",
            "{\"schema\":1,\"module\":null,\"benchmarks\":{}}", "{\"schema\":1}", "\u0000\u0000\u0000", "ÿ"})
    void a_line_that_is_none_is_skipped_and_counted_and_the_next_run_begins_its_own(String torn) throws Exception {
        append("x", 1);
        Files.writeString(file, torn, StandardOpenOption.APPEND);
        assertThat(instructions()).containsExactly(1.0);

        append("x", 2);

        assertThat(instructions()).containsExactly(1.0, 2.0);
        assertThat(history.read().skipped()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"module", "judged", "environment", "benchmarks", "verdict", "metrics", "kernel", "value"})
    void a_line_that_lacks_something_is_none(String missing) throws Exception {
        append("x", 1);
        Files.writeString(file, Files.readString(file).replaceFirst("\"" + missing + "\":", "\"other\":"));

        assertThat(history.read().skipped()).isEqualTo(1);
        assertThat(history.read().trends("gated")).isEmpty();
    }

    @Test
    void a_line_whose_date_is_none_is_none() throws Exception {
        append("x", 1);
        Files.writeString(file, Files.readString(file).replace("2026-11-23T10:00:00Z", "yesterday"));

        assertThat(history.read().skipped()).isEqualTo(1);
    }

    /** What a process of its own adds. */
    static final class Writer {

        public static void main(String[] args) throws Exception {
            for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                new HistoryFile(Path.of(args[0])).append(judged(args[1] + "x".repeat(3000), i), "gated",
                        Optional.of(COMMIT), NOW);
            }
        }
    }

    @Test
    void two_processes_and_two_threads_that_write_at_once_lose_and_break_no_line() throws Exception {
        int each = 50;
        List<Process> processes = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            processes.add(new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                    System.getProperty("java.class.path"), Writer.class.getName(), file.toString(), name, each + "")
                    .redirectErrorStream(true).redirectOutput(new File(directory.toFile(), name)).start());
        }
        IntStream.range(0, 2 * each).parallel().forEach(i -> {
            try {
                append("thread" + i % 2, i);
            } catch (HistoryException e) {
                throw new IllegalStateException(e);
            }
        });
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }

        assertThat(history.read().skipped()).isZero();
        assertThat(instructions()).hasSize(4 * each);
    }

    @Test
    void a_writer_waits_for_whoever_has_the_lock() throws Exception {
        append("x", 1);
        Process writer;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND);
                var lock = channel.lock()) {
            writer = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                    System.getProperty("java.class.path"), Writer.class.getName(), file.toString(), "other", "1")
                    .redirectErrorStream(true).redirectOutput(new File(directory.toFile(), "other")).start();
            assertThat(writer.waitFor(1, java.util.concurrent.TimeUnit.SECONDS)).as("ended under the lock").isFalse();
            assertThat(instructions()).as(lock.toString()).hasSize(1);
        }
        assertThat(writer.waitFor()).isZero();
        assertThat(instructions()).hasSize(2);
    }

    @Test
    void machines_are_never_in_one_trend_and_are_told_apart_by_more_than_words() throws Exception {
        Environment here = HandMadeResults.HERE;
        Environment mitigated = new Environment(here.kernel(), here.cpu(), here.jit(), here.jitHarden(),
                Map.of("spectre_v2", "Mitigation: IBRS"), here.clang(), here.libbpf(), here.virtualization(), 1);
        Environment sameMachine = new Environment(here.kernel(), here.cpu(), here.jit(), here.jitHarden(),
                here.mitigations(), "another clang", "1.5", here.virtualization(), 4);
        for (Environment environment : List.of(here, mitigated, sameMachine)) {
            history.append(judgedIn(environment, "x", 1), "gated", Optional.of(COMMIT), NOW);
        }

        List<Trend> trends = history.read().trends("gated").stream()
                .filter(trend -> trend.metric() == MetricName.LATENCY).toList();
        assertThat(trends).extracting(trend -> trend.points().size()).containsExactlyInAnyOrder(1, 2);
        assertThat(trends).extracting(Trend::environment).doesNotHaveDuplicates()
                .allSatisfy(words -> assertThat(words).matches("Test CPU, Linux 6\\.18\\.0 \\([0-9a-f]{12}\\)"));
    }

    @Test
    void another_module_is_not_told() throws Exception {
        append("x", 1);

        assertThat(history.read().trends("other")).isEmpty();
    }

    @Test
    void a_count_is_marked_where_it_is_another_and_nowhere_else() throws Exception {
        for (double instructions : new double[] {16, 16, 55, 55, 16}) {
            append("x", instructions);
        }

        Trend trend = history.read().trends("gated").stream()
                .filter(t -> t.metric() == MetricName.INSTRUCTIONS).findFirst().orElseThrow();
        assertThat(trend.points()).extracting(Trend.Point::changed).containsExactly(false, false, true, false, true);
        assertThat(trend.points()).extracting(Trend.Point::verdict).containsOnly(Verdict.NO_BASELINE);
        assertThat(trend.environment()).isEqualTo("Test CPU, Linux 6.18.0");
    }

    @Test
    void what_cannot_be_written_or_read_is_named() throws Exception {
        Path below = Files.writeString(directory.resolve("file"), "").resolve("history.jsonl");

        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> new HistoryFile(below).append(judged("x", 1), "gated", Optional.empty(), NOW))
                .withMessageStartingWith("Cannot write " + below + ": ");
        assertThatExceptionOfType(HistoryException.class)
                .isThrownBy(() -> new HistoryFile(directory).append(judged("x", 1), "gated", Optional.empty(), NOW))
                .withMessageStartingWith("Cannot write " + directory + ": ");
        assertThatExceptionOfType(HistoryException.class).isThrownBy(() -> new HistoryFile(below).read())
                .withMessageStartingWith("Cannot read " + below + ": ");
    }
}
