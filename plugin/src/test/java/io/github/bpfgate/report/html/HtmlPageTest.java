package io.github.bpfgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HtmlPageTest {

    private final HtmlPage page = new HtmlPage();

    @Test
    void the_same_results_give_the_same_bytes() {
        assertThat(new HtmlPage().of(ReportPage.of("m", PageResults.all(), PageResults.trends())))
                .isEqualTo(page.of(ReportPage.of("m", PageResults.all(), PageResults.trends())));
    }

    @Test
    void no_name_becomes_markup() {
        String html = page.of(ReportPage.of(PageResults.HOSTILE, PageResults.all(), List.of()));

        assertThat(html).doesNotContain("<img", "taken'</script>", "<!--]]>");
        assertThat(html.split("<script", -1)).as("one before anything is drawn, the data, and the charts").hasSize(4);
        assertThat(html.split("</script", -1)).hasSize(4);
        assertThat(html).contains("&lt;img src=x onerror=alert(1)&gt;");
    }

    @Test
    void a_command_is_one_that_a_shell_takes_for_this_name_alone() {
        assertThat(commands("fun_xdp")).contains("mvn bpfgate:profile -Dbpfgate.benchmark=fun_xdp");
        assertThat(commands("it's $(rm -rf /)"))
                .contains("mvn bpfgate:profile '-Dbpfgate.benchmark=it'\\''s $(rm -rf /)'");
    }

    private static List<String> commands(String name) {
        return CommandView.of(PageResults.judged(PageResults.regressed(name, "x", "p")).get(0)).stream()
                .map(CommandView::command).toList();
    }

    @Test
    void what_is_accepted_by_a_new_baseline_is_an_increase_and_nothing_else() {
        assertThat(CommandView.of(PageResults.judged(PageResults.loadedOnly(950_000)).get(0)))
                .extracting(CommandView::command).doesNotContain("mvn bpfgate:update-baseline");
        assertThat(commands("fun_xdp")).contains("mvn bpfgate:update-baseline");
    }

    @Test
    void without_a_project_there_is_no_command_to_run_in_it() {
        assertThat(page.of(ReportPage.of("", HandMadeResults.of(PageResults.judged(PageResults.regressed("a", "x", "p"))
                .toArray(BenchmarkResult[]::new)), List.of()))).doesNotContain("mvn ");
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void every_verdict_is_told_in_words_and_by_a_mark(Verdict verdict) {
        String html = page.of(ReportPage.of("m",
                HandMadeResults.of(HandMadeResults.judged("one", verdict, Rule.Level.ERROR, "why")),
                List.of()));

        assertThat(html).contains("</span>" + verdict.toString().replace('_', ' ') + "</span>").contains("why");
    }

    @Test
    void the_gravest_verdict_comes_first_and_alone_is_open() {
        String html = page.of(ReportPage.of("m", HandMadeResults.of(
                HandMadeResults.judged("a", Verdict.PASS, Rule.Level.ERROR, "fine"),
                HandMadeResults.judged("b", Verdict.REGRESSED, Rule.Level.ERROR, "slow")), List.of()));

        assertThat(html.indexOf("<h2><bdi>b</bdi>")).isPositive().isLessThan(html.indexOf("<h2><bdi>a</bdi>"));
        assertThat(html).contains("1 of 2 benchmarks did not pass")
                .contains("id=\"b1\" open").doesNotContain("id=\"b2\" open");
    }

    @Test
    void what_was_loaded_and_not_run_has_its_figures_and_no_chart() {
        String html = page.of(ReportPage.of("m", HandMadeResults.of(PageResults.judged(PageResults.loadedOnly(950_000))
                .toArray(BenchmarkResult[]::new)), List.of()));

        assertThat(html).contains("950\u202F000", "at most 900\u202F000", "REGRESSED (warn)")
                .doesNotContain("data-chart=", "<h3>Change against the limit</h3>", "<h3>Source, line by line</h3>");
    }

    @Test
    void results_without_a_benchmark_are_a_page_that_says_so() {
        assertThat(page.of(ReportPage.of("m",
                new Results(Results.SCHEMA, HandMadeResults.HERE, Map.of(), List.of()), List.of())))
                .contains("<h1>No benchmarks</h1>");
    }

    @Test
    void the_policy_lets_nothing_run_but_what_the_page_holds() {
        String html = page.of(ReportPage.of("m", PageResults.all(), List.of()));
        String policy = html.replaceFirst("(?s).*Content-Security-Policy\" content=\"([^\"]*)\".*", "$1")
                .replace("&#39;", "'");

        assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe", "http", "*");
        assertThat(Stream.of(policy.split("'sha256-")).skip(1)).hasSize(3);
        assertThat(html).contains("Copyright (c) 2022 Leon Sorokin").doesNotContain("<link rel=\"stylesheet",
                "src=\"", "style=\"");
    }

    @Test
    void figures_are_never_rounded_onto_the_limit() {
        String html = page.of(ReportPage.of("m", HandMadeResults.of(PageResults.judged(
                HandMadeResults.compared("near", 100, HandMadeResults.around(5.002, 0.0005, 80)))
                .toArray(BenchmarkResult[]::new)), List.of()));

        assertThat(html).contains("<strong>+5.002 %</strong>").contains(">+5 %<");
    }
}
