package io.github.bpfgate.report;

import static io.github.bpfgate.report.JsonText.object;

import java.util.Map;

/**
 * {@code gl-code-quality.json}, which GitLab shows in a merge request where a job names it as its artifact
 * {@code codequality}. GitLab shows one entry of those with the same fingerprint.
 *
 * @see <a href="https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format">GitLab's fields</a>
 */
public final class CodeQualityReport implements ReportFormat {

    @Override
    public String fileName() {
        return "gl-code-quality.json";
    }

    @Override
    public String render(ReportInput input) {
        return JsonText.of(Finding.of(input).stream().map(CodeQualityReport::entry).toList());
    }

    private static Map<String, Object> entry(Finding finding) {
        return object("description", finding.message(), "check_name", "bpfgate/" + finding.rule(),
                "fingerprint", finding.fingerprint(), "severity", severity(finding.severity()),
                "location", object("path", finding.place().path(),
                        "lines", object("begin", finding.place().line())));
    }

    private static String severity(Finding.Severity severity) {
        return switch (severity) {
            case REGRESSION -> "critical";
            case FAULT -> "major";
            case WARNING -> "minor";
            case OPEN -> "info";
        };
    }
}
