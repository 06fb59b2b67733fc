package io.github.bpfgate.report;

import static io.github.bpfgate.gate.HandMadeResults.around;
import static io.github.bpfgate.gate.HandMadeResults.confirmed;
import static io.github.bpfgate.gate.HandMadeResults.instructions;
import static io.github.bpfgate.gate.HandMadeResults.line;
import static io.github.bpfgate.gate.HandMadeResults.notRun;
import static io.github.bpfgate.gate.HandMadeResults.relative;
import static io.github.bpfgate.gate.HandMadeResults.rules;
import static io.github.bpfgate.gate.HandMadeResults.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.bpfgate.gate.Acceptance;
import io.github.bpfgate.gate.Acceptances;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.Counts;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.LineResult;
import io.github.bpfgate.gate.Rules;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingTest {

    private static final Rules STANDARD = new Rules(Rules.standard(), Map.of());

    private static BenchmarkResult slower(String name, double nanos, LineResult... lines) {
        return with(confirmed(name, 100, around(nanos, 0.1, 20), around(nanos, 0.1, 20)), instructions(55, 16),
                Counts.of(null, Map.of(), List.of(lines), null));
    }

    private static ReportInput judged(Rules rules, BenchmarkResult... results) {
        ReportInput input = SampleReports.of(results);
        return new ReportInput(new Judge(rules).judge(input.judged()), input.module(), input.sources());
    }

    @Test
    void the_worst_comes_first_and_what_could_not_be_run_before_what_warns() {
        assertThat(Finding.of(judged(STANDARD, notRun("broken", "No."), slower("little", 10), slower("much", 90))))
                .extracting(finding -> finding.result().name() + " " + finding.rule())
                .containsExactly("much latency-increase", "little latency-increase", "broken unsupported",
                        "much instructions-increase", "little instructions-increase");
    }

    @Test
    void an_error_and_a_warning_on_one_limit_are_one_finding() {
        Rules both = rules(relative("5%", "error"), relative("1%", "warn"));

        assertThat(Finding.of(judged(both, slower("b", 10)))).extracting(Finding::severity)
                .containsExactly(Finding.Severity.REGRESSION);
    }

    @Test
    void the_line_that_grew_most_is_the_place_and_the_others_are_beside_it() {
        Finding finding = Finding.of(judged(STANDARD, slower("b", 10, line(9, "first", 4, 3.0),
                line(23, "while (b < n) {", 53, 15.0)))).get(0);

        assertThat(finding.place()).isEqualTo(new Place("bpf-fixtures/src/main/bpf/fun_xdp.bpf.c", 23,
                "while (b < n) {"));
        assertThat(finding.related()).extracting(Place::line).containsExactly(9);
    }

    @Test
    void where_no_line_grew_the_program_is_the_place() {
        BenchmarkResult named = slower("fun_xdp", 10, line(31, "b", 3, 3.0), line(30, "a", 3, 3.0));

        assertThat(Finding.of(judged(STANDARD, named)).get(0).place().line()).isEqualTo(30);
    }

    @Test
    void a_header_of_the_system_is_no_place_in_the_repository() {
        LineResult header = new LineResult("/usr/include/bpf/bpf_helpers.h", 7, "x", "fun_xdp", 90, 90, 3.0, 3.0);

        assertThat(Finding.of(judged(STANDARD, slower("b", 10, header, line(9, "own", 4, 3.0)))).get(0).place().line())
                .isEqualTo(9);
        assertThat(Finding.of(judged(STANDARD, slower("b", 10, header))).get(0).place())
                .isEqualTo(new Place("bpf-fixtures/pom.xml", 1, ""));
    }

    @Test
    void a_fingerprint_is_the_same_wherever_the_line_goes_and_another_for_each_benchmark_and_limit() {
        List<String> then = Finding.of(judged(STANDARD, slower("a", 10, line(9, "x", 4, 3.0)), slower("b", 10)))
                .stream().map(Finding::fingerprint).toList();
        List<String> now = Finding.of(judged(STANDARD, slower("a", 12, line(12, "y", 4, 3.0)), slower("b", 11)))
                .stream().map(Finding::fingerprint).toList();

        assertThat(then).hasSize(4).doesNotHaveDuplicates().isEqualTo(now);
    }

    @Test
    void github_gets_the_ten_worst_with_errors_for_what_fails_alone() {
        BenchmarkResult[] many = IntStream.range(0, 12).mapToObj(i -> slower("b" + i, 10 + i))
                .toArray(BenchmarkResult[]::new);

        List<String> commands = GitHubAnnotations.of(judged(STANDARD, many), Set.of("b11", "b0"));

        assertThat(commands).hasSize(10);
        assertThat(commands.get(0)).startsWith("::error file=bpf-fixtures/pom.xml,line=1,title=bpfgate%3A b11 ");
        assertThat(commands.get(1)).startsWith("::warning ").contains("b10 REGRESSED");
    }

    @Test
    void files_are_named_from_where_the_reader_stands() {
        SourceTree tree = new SourceTree(Path.of("/w/repo/module"), Path.of("/w/repo"), Path.of("pom.xml"));

        assertThat(tree.fromRoot("./src/a.bpf.c")).contains("module/src/a.bpf.c");
        assertThat(tree.fromRoot("/w/repo/other/a.h")).contains("other/a.h");
        assertThat(tree.fromRoot("../../elsewhere/a.h")).isEmpty();
        assertThat(tree.fromRoot("a\u0000b")).isEmpty();
        assertThat(tree.from(Path.of("/w")).fromRoot("./src/a.bpf.c")).contains("repo/module/src/a.bpf.c");
    }

    @Test
    void what_is_accepted_is_a_result_that_code_scanning_does_not_show() throws Exception {
        BenchmarkResult slower = slower("x", 10);
        ReportInput broken = judged(STANDARD, slower);
        Acceptances acceptances = new Acceptances(List.of(), LocalDate.parse("2026-11-24"));
        List<Acceptance> accepted = acceptances.proposed(broken.judged().benchmarks()).stream().map(proposal ->
                new Acceptance(proposal.benchmark(), proposal.metric(), proposal.upTo(), proposal.until(), "meant"))
                .toList();
        ReportInput input = new ReportInput(new Judge(STANDARD, new Acceptances(accepted, acceptances.today()))
                .judge(broken.judged()), broken.module(), broken.sources());

        assertThat(Finding.of(input)).isEmpty();
        JsonNode results = OtherReaders.sarif(new SarifReport().render(input)).at("/runs/0/results");
        JsonNode before = OtherReaders.sarif(new SarifReport().render(broken)).at("/runs/0/results");
        assertThat(results).hasSize(2).allSatisfy(result -> assertThat(result.get("suppressions").toString()).isEqualTo(
                "[{\"kind\":\"external\",\"status\":\"accepted\",\"justification\":\"meant\"}]"));
        assertThat(results.findValuesAsText("bpfgateLimit/v1")).as("the same alerts")
                .containsExactlyInAnyOrderElementsOf(before.findValuesAsText("bpfgateLimit/v1"));
    }
}
