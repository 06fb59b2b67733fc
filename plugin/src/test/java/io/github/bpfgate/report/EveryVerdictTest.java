package io.github.bpfgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.bpfgate.gate.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each format makes of each verdict, and of what is not there. */
class EveryVerdictTest {

    static Stream<ReportFormat> formats() {
        return FailingBuildReportsTest.formats();
    }

    @Test
    void a_test_case_fails_if_it_regressed_is_skipped_if_open_and_in_error_if_it_could_not_be_run() throws Exception {
        String xml = new JUnitReport().render(SampleReports.everyVerdict());
        OtherReaders.junit(xml);
        ReportTestSuite suite = OtherReaders.surefire(xml);

        assertThat(suite.getTestCases()).filteredOn(ReportTestCase::hasFailure).extracting(ReportTestCase::getName)
                .containsExactly("regressed");
        assertThat(suite.getTestCases()).filteredOn(ReportTestCase::hasSkipped).extracting(ReportTestCase::getName)
                .containsExactly("inconclusive", "no_baseline", "not_comparable");
        assertThat(suite.getTestCases()).filteredOn(ReportTestCase::hasError).extracting(ReportTestCase::getName)
                .containsExactly("unsupported");
        assertThat(suite.getTestCases()).filteredOn(ReportTestCase::isSuccessful).extracting(ReportTestCase::getName)
                .containsExactly("unchanged", "pass", "improved", "accepted", "warned");
        assertThat(suite.getNumberOfErrors()).isEqualTo(1);
        assertThat(suite.getNumberOfSkipped()).isEqualTo(3);
    }

    @Test
    void markdown_counts_the_verdicts_and_gives_reasons_for_all_but_the_good_ones() {
        String markdown = new MarkdownReport().render(SampleReports.everyVerdict());

        assertThat(markdown).contains("1 UNCHANGED, 1 PASS, 1 IMPROVED, 2 REGRESSED, 1 ACCEPTED, 1 INCONCLUSIVE,"
                + " 1 NO_BASELINE, 1 NOT_COMPARABLE, 1 UNSUPPORTED, on Linux 6.18.0, Test CPU");
        assertThat(markdown.lines().filter(line -> line.startsWith("**"))).hasSize(8)
                .contains("**warned** REGRESSED (warn)").noneMatch(line -> line.contains("PASS"));
    }

    @Test
    void csv_has_every_verdict() throws Exception {
        List<CSVRecord> rows = OtherReaders.csv(new CsvReport().render(SampleReports.everyVerdict()));

        assertThat(rows).extracting(row -> row.get("verdict"))
                .containsAll(Stream.of(Verdict.values()).map(Verdict::toString).toList());
    }

    @Test
    void gitlab_is_told_of_what_is_open_as_information() throws Exception {
        assertThat(OtherReaders.codeQuality(new CodeQualityReport().render(SampleReports.everyVerdict())))
                .extracting(entry -> entry.get("check_name").asText() + " " + entry.get("severity").asText())
                .contains("bpfgate/unsupported major", "bpfgate/inconclusive info", "bpfgate/no-baseline info",
                        "bpfgate/not-comparable info")
                .noneMatch(entry -> entry.contains("pass") || entry.contains("improved"));
    }

    @Test
    void sarif_notifies_of_what_could_not_be_judged_and_has_no_result_for_it() throws Exception {
        JsonNode run = OtherReaders.sarif(new SarifReport().render(SampleReports.everyVerdict())).at("/runs/0");

        assertThat(run.at("/invocations/0/toolExecutionNotifications")).extracting(n -> n.get("level").asText() + " "
                        + n.at("/message/text").asText())
                .containsExactlyInAnyOrder("error unsupported UNSUPPORTED: a reason",
                        "note inconclusive INCONCLUSIVE: a reason", "note no_baseline NO_BASELINE: a reason",
                        "note not_comparable NOT_COMPARABLE: a reason");
    }

    @Test
    void what_is_only_loaded_has_its_figures_and_points_at_the_pom() throws Exception {
        ReportInput loaded = SampleReports.onlyLoaded();

        assertThat(OtherReaders.bencher(new BencherReport().render(loaded)).at("/probe").fieldNames()).toIterable()
                .containsExactly("insns", "verified-insns");
        JsonNode result = OtherReaders.sarif(new SarifReport().render(loaded)).at("/runs/0/results/0");
        assertThat(result.get("ruleId").asText()).isEqualTo("verified-insns-max");
        assertThat(result.at("/locations/0/physicalLocation/artifactLocation/uri").asText())
                .isEqualTo("bpf-fixtures/pom.xml");
        assertThat(OtherReaders.csv(new CsvReport().render(loaded))).extracting(row -> row.get("method"))
                .containsOnly("load");
        assertThat(new MarkdownReport().render(loaded)).contains("| probe |").contains("REGRESSED");
        assertThat(GitHubAnnotations.of(loaded, Set.of("probe"))).singleElement().asString()
                .startsWith("::error file=bpf-fixtures/pom.xml,line=1,title=bpfgate%3A probe REGRESSED::");
    }

    @Test
    void what_nobody_asked_for_and_does_not_load_here_is_no_alarm() throws Exception {
        ReportInput refused = SampleReports.notLoaded();

        ReportTestSuite suite = OtherReaders.surefire(new JUnitReport().render(refused));
        assertThat(suite.getNumberOfErrors()).isZero();
        assertThat(suite.getNumberOfSkipped()).isEqualTo(1);
        assertThat(OtherReaders.codeQuality(new CodeQualityReport().render(refused))).isEmpty();
        assertThat(OtherReaders.sarif(new SarifReport().render(refused))
                .at("/runs/0/invocations/0/toolExecutionNotifications")).isEmpty();
        assertThat(GitHubAnnotations.of(refused, Set.of())).isEmpty();
        assertThat(new MarkdownReport().render(refused)).contains("does not load, 1 program: probe");
    }

    @ParameterizedTest
    @MethodSource("formats")
    void a_module_without_benchmarks_has_reports_too(ReportFormat format) {
        assertThat(format.render(SampleReports.of())).isNotBlank();
    }
}
