package io.github.bpfgate.report;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The reports there are, by the names that {@code <reports>} has for them. */
public enum ReportName {
    /** {@code results.json}, which is there before any report is, for all of them are made from it. */
    JSON("json", null),
    /** For every CI. */
    JUNIT("junit", JUnitReport::new),
    /** For people, on a page that shows Markdown. */
    MARKDOWN("markdown", MarkdownReport::new),
    /** For people, as a page with charts. */
    HTML("html", HtmlReport::new),
    /** For Bencher. */
    BENCHER("bencher", BencherReport::new),
    /** For tools that show findings at source lines. */
    SARIF("sarif", SarifReport::new),
    /** For github-action-benchmark. */
    GITHUB_ACTION_BENCHMARK("github-action-benchmark", BenchmarkActionReport::new),
    /** For spreadsheets. */
    CSV("csv", CsvReport::new),
    /** For merge requests of GitLab. */
    CODE_QUALITY("code-quality", CodeQualityReport::new);

    /** What is written where nobody chooses. */
    public static final Set<ReportName> USUAL = Collections.unmodifiableSet(EnumSet.of(JSON, JUNIT, MARKDOWN, HTML));

    private final String text;
    private final Supplier<ReportFormat> format;

    ReportName(String text, Supplier<ReportFormat> format) {
        this.text = text;
        this.format = format;
    }

    /** The report of that name; empty if there is none. */
    public static Optional<ReportName> of(String text) {
        return Stream.of(values()).filter(report -> report.text.equals(text)).findFirst();
    }

    /** What writes it; empty for the one that is written in any case. */
    public Optional<ReportFormat> format() {
        return Optional.ofNullable(format).map(Supplier::get);
    }

    /** The name. */
    @Override
    public String toString() {
        return text;
    }
}
