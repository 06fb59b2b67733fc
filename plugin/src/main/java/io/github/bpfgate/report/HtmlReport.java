package io.github.bpfgate.report;

import io.github.bpfgate.report.html.HtmlPage;
import io.github.bpfgate.report.html.ReportPage;

/** The page for people. */
final class HtmlReport implements ReportFormat {

    @Override
    public String fileName() {
        return "report/index.html";
    }

    @Override
    public String render(ReportInput input) {
        return new HtmlPage().of(ReportPage.of(input.module(), input.judged(), input.trends()));
    }
}
