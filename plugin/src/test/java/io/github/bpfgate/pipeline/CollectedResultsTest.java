package io.github.bpfgate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.bpfgate.baseline.Environment;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.ResultsException;
import io.github.bpfgate.gate.ResultsFile;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Verdict;
import io.github.bpfgate.report.html.HtmlPage;
import io.github.bpfgate.report.html.MatrixPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectedResultsTest {

    @TempDir
    private Path directory;

    private Path write(String path, String kernel, Verdict verdict, String... benchmarks) throws ResultsException {
        Environment here = HandMadeResults.HERE;
        Path file = directory.resolve(path).resolve("results.json");
        new ResultsFile(file).write(new Results(Results.SCHEMA, new Environment(kernel, here.cpu(), here.jit(),
                here.jitHarden(), here.mitigations(), here.clang(), here.libbpf(), here.virtualization(), 1), Map.of(),
                List.of(benchmarks).stream().map(name -> HandMadeResults.judged(name, verdict, Rule.Level.ERROR, "why"))
                        .toList()));
        return file;
    }

    private MatrixPage matrix(Map<String, Path> modules, Path... others) throws GateException {
        return MatrixPage.of("top", CollectedResults.of(modules, List.of(others)).sources());
    }

    @Test
    void a_row_is_a_benchmark_of_a_module_and_a_column_is_an_environment()
            throws GateException, ResultsException {
        Map<String, Path> modules = Map.of("left", write("left", "6.1", Verdict.PASS, "a", "b"),
                "right", write("right", "6.1", Verdict.PASS, "c"));
        write("artifacts/arm/left", "6.8", Verdict.REGRESSED, "b");
        write("artifacts/arm/right", "6.8", Verdict.PASS, "c");

        MatrixPage page = matrix(modules, directory.resolve("artifacts"));

        assertThat(page.environments()).extracting(MatrixPage.Column::label)
                .containsExactlyInAnyOrder("Test CPU, Linux 6.1", "Test CPU, Linux 6.8");
        assertThat(page.rows()).extracting(MatrixPage.Row::module, MatrixPage.Row::name).hasSize(3)
                .startsWith(tuple("left", "b"));
        assertThat(page.rows().get(0).cells()).extracting(cell -> cell.verdict().label())
                .containsExactlyInAnyOrder("PASS", "REGRESSED");
        assertThat(page.headline()).isEqualTo("3 benchmarks in 2 environments, 1 result did not pass");
        assertThat(new HtmlPage().of(page)).contains("not measured").contains("href=\"3.html#b1\"");
    }

    @Test
    void environments_that_read_alike_are_told_apart_by_what_differs() throws GateException, ResultsException {
        Path one = write("one", "6.1", Verdict.PASS, "a");
        Results results = new ResultsFile(write("two", "6.1", Verdict.PASS, "a")).read();
        Environment e = results.environment();
        new ResultsFile(directory.resolve("two/results.json")).write(new Results(1, new Environment(e.kernel(), e.cpu(),
                e.jit(), e.jitHarden(), e.mitigations(), "clang version 19", e.libbpf(), e.virtualization(), 1),
                Map.of(), results.benchmarks()));

        assertThat(matrix(Map.of("m", one), directory.resolve("two")).environments())
                .extracting(MatrixPage.Column::label).containsExactlyInAnyOrder(
                        "Test CPU, Linux 6.1, clang version 14.0.6", "Test CPU, Linux 6.1, clang version 19");
    }

    @Test
    void the_same_measurement_twice_is_refused_by_the_names_of_both_files() throws ResultsException {
        Path one = write("x/one", "6.1", Verdict.PASS, "a");
        Path two = write("x/two", "6.1", Verdict.PASS, "a", "b");

        assertThatThrownBy(() -> matrix(Map.of(), directory.resolve("x"))).isInstanceOf(GateException.class)
                .hasMessage(two + " and " + one + " both hold results of a on Test CPU, Linux 6.1. Give one of them.");
    }

    @Test
    void a_module_that_is_named_again_is_itself() throws GateException, ResultsException {
        Path one = write("one", "6.1", Verdict.PASS, "a");

        assertThat(matrix(Map.of("m", one), one, directory.resolve("one")).sources()).hasSize(1);
    }

    @Test
    void a_file_that_cannot_be_read_is_named() throws IOException {
        Path torn = Files.writeString(directory.resolve("torn.json"), "{\"schema\": 1, \"bench");
        Path newer = Files.writeString(directory.resolve("newer.json"), "{\"schema\": 99, \"benchmarks\": []}");

        assertThatThrownBy(() -> matrix(Map.of(), torn)).isInstanceOf(GateException.class)
                .hasMessageContaining(torn.toString());
        assertThatThrownBy(() -> matrix(Map.of(), newer)).isInstanceOf(GateException.class)
                .hasMessageContaining(newer.toString()).hasMessageContaining("schema 99");
        assertThatThrownBy(() -> matrix(Map.of(), directory.resolve("gone.json"))).isInstanceOf(GateException.class)
                .hasMessageContaining("gone.json");
        assertThatThrownBy(() -> matrix(Map.of(), Files.createDirectory(directory.resolve("empty"))))
                .isInstanceOf(GateException.class).hasMessageContaining("There is no results.json below")
                .hasMessageContaining("<resultsFiles>");
    }

    @Test
    void results_that_nobody_judged_are_refused() throws ResultsException {
        Path file = directory.resolve("results.json");
        new ResultsFile(file).write(HandMadeResults.of(HandMadeResults.compared("a", 100, 1, 2, 3)));

        assertThatThrownBy(() -> matrix(Map.of("m", file))).isInstanceOf(GateException.class)
                .hasMessageContaining("never judged");
    }

    @Test
    void a_module_without_results_has_none() throws GateException {
        assertThat(CollectedResults.of(Map.of("m", directory.resolve("none.json")), List.of()).isEmpty()).isTrue();
    }
}
