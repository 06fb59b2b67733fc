package io.github.bpfgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real build of bpf-fixtures that failed, in every format, as the readers of each take it. */
class FailingBuildReportsTest {

    private static final String SOURCE = "bpf-fixtures/src/main/bpf/fun_xdp.bpf.c";

    private static String rendered(ReportFormat format) throws Exception {
        return format.render(SampleReports.failingBuild());
    }

    static Stream<ReportFormat> formats() {
        return Stream.of(ReportName.values()).flatMap(name -> name.format().stream())
                .filter(format -> !format.fileName().endsWith(".html"));
    }

    /** After a change that is meant, copy what target/reports has to the resources, and look at the difference. */
    @ParameterizedTest
    @MethodSource("formats")
    void the_output_is_the_fixture(ReportFormat format) throws Exception {
        String rendered = rendered(format);
        Path actual = Files.createDirectories(Path.of("target/reports")).resolve(format.fileName());
        Files.writeString(actual, rendered);

        assertThat(rendered).isEqualTo(fixture(format.fileName()));
    }

    private static String fixture(String name) throws IOException {
        Path file = Path.of("src/test/resources/io/github/bpfgate/report/failing").resolve(name);
        return Files.readString(file);
    }

    @Test
    void bencher_gets_latency_in_nanoseconds_with_its_interval_and_the_rest_by_slug() throws Exception {
        JsonNode bmf = OtherReaders.bencher(rendered(new BencherReport()));

        assertThat(bmf).hasSize(14);
        JsonNode latency = bmf.at("/fun_xdp/latency");
        assertThat(latency.get("value").asDouble()).isBetween(latency.get("lower_value").asDouble(),
                latency.get("upper_value").asDouble()).isBetween(50.0, 60.0);
        assertThat(bmf.at("/fun_xdp/instructions/value").asDouble()).isEqualTo(104.6640625);
        assertThat(bmf.at("/fun_xdp/coverage/value").asDouble()).isEqualTo(1);
    }

    @Test
    void surefire_reads_what_failed_and_why() throws Exception {
        String xml = rendered(new JUnitReport());
        OtherReaders.junit(xml);
        ReportTestSuite suite = OtherReaders.surefire(xml);

        assertThat(suite.getNumberOfTests()).isEqualTo(14);
        assertThat(suite.getNumberOfFailures()).isEqualTo(2);
        assertThat(suite.getNumberOfErrors()).isZero();
        assertThat(suite.getNumberOfSkipped()).isZero();
        assertThat(suite.getTestCases()).filteredOn(test -> test.hasFailure()).extracting(test -> test.getName())
                .containsExactly("fun_xdp", "fun_xdp-article");
        assertThat(suite.getTestCases()).filteredOn(test -> test.getName().equals("fun_xdp")).singleElement()
                .satisfies(test -> {
                    assertThat(test.getFailureMessage()).startsWith("latency changed by +").contains(" of 26.");
                    assertThat(test.getFailureType()).isEqualTo("REGRESSED");
                    assertThat(test.getFailureDetail()).contains("fun_xdp.bpf.c:43  __u32 next = a + b;");
                });
    }

    @Test
    void sarif_points_at_the_line_that_grew_most_from_the_repositorys_root() throws Exception {
        JsonNode run = OtherReaders.sarif(rendered(new SarifReport())).at("/runs/0");

        assertThat(run.get("results")).extracting(result -> result.get("ruleId").asText() + " "
                        + result.get("level").asText() + " " + result.at("/locations/0/logicalLocations/0/name").asText())
                .containsExactlyInAnyOrder("latency-increase error fun_xdp", "latency-increase error fun_xdp",
                        "instructions-increase warning fun_xdp", "instructions-increase warning fun_xdp");
        for (JsonNode result : run.get("results")) {
            JsonNode place = result.at("/locations/0/physicalLocation");
            assertThat(place.at("/artifactLocation/uri").asText()).isEqualTo(SOURCE);
            assertThat(place.at("/region/startLine").asInt()).isEqualTo(43);
            assertThat(place.at("/region/snippet/text").asText()).isEqualTo("__u32 next = a + b;");
            assertThat(run.at("/tool/driver/rules").get(result.get("ruleIndex").asInt()).get("id"))
                    .isEqualTo(result.get("ruleId"));
        }
        assertThat(run.at("/invocations/0/toolExecutionNotifications")).isEmpty();
    }

    @Test
    void gitlab_is_told_of_each_broken_limit_once() throws Exception {
        JsonNode entries = OtherReaders.codeQuality(rendered(new CodeQualityReport()));

        assertThat(entries).extracting(entry -> entry.get("severity").asText())
                .containsExactly("critical", "critical", "minor", "minor");
        assertThat(entries.get(0).at("/location/path").asText()).isEqualTo(SOURCE);
        assertThat(entries.get(0).at("/location/lines/begin").asInt()).isEqualTo(43);
    }

    @Test
    void github_action_benchmark_gets_all_of_which_less_is_better() throws Exception {
        JsonNode entries = OtherReaders.benchmarkAction(rendered(new BenchmarkActionReport()));

        assertThat(entries).extracting(entry -> entry.get("name").asText()).doesNotHaveDuplicates()
                .contains("fun_xdp latency", "trim jited-bytes").noneMatch(name -> name.endsWith("coverage"));
        assertThat(entries).filteredOn(entry -> entry.get("name").asText().equals("fun_xdp latency")).singleElement()
                .satisfies(entry -> {
                    assertThat(entry.get("unit").asText()).isEqualTo("ns");
                    assertThat(entry.get("range").asText()).startsWith("± ");
                    assertThat(entry.get("extra").asText()).startsWith("verdict: REGRESSED\nbaseline: 4");
                });
    }

    @Test
    void a_spreadsheet_gets_a_row_for_each_metric() throws Exception {
        List<CSVRecord> rows = OtherReaders.csv(rendered(new CsvReport()));

        assertThat(rows).filteredOn(row -> row.get("benchmark").equals("fun_xdp")).hasSize(12)
                .anySatisfy(row -> {
                    assertThat(row.get("metric")).isEqualTo("instructions");
                    assertThat(row.get("value")).isEqualTo("104.6640625");
                    assertThat(row.get("metric_verdict")).isEqualTo("REGRESSED");
                    assertThat(row.get("limit_on")).isEqualTo("INCREASE");
                });
        assertThat(rows).allSatisfy(row -> assertThat(row.isConsistent()).isTrue());
    }

    @Test
    void markdown_has_the_tables_of_the_console_and_names_the_lines() throws Exception {
        String markdown = rendered(new MarkdownReport());

        Documents document = new Documents(OtherReaders.markdown(markdown));
        assertThat(document.all(TableBlock.class)).as("times, counts, sizes that changed").hasSize(3);
        assertThat(document.firstCells()).hasSize(14 + 14 + 2).contains("fun_xdp", "fun_xdp-article");
        assertThat(markdown).contains("12 UNCHANGED, 2 REGRESSED").contains("fun_xdp.bpf.c:43  __u32 next = a + b;");
    }
}
