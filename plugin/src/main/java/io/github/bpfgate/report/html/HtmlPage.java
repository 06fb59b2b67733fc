package io.github.bpfgate.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.history.Trend;
import java.util.List;
import java.util.Map;

/** Results as a page for people: one HTML file that holds all it needs, and asks no network for anything. */
public final class HtmlPage {

    private static final String TEMPLATES = "io.github.bpfgate.report.html.template";

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(null, ContentType.Html,
            HtmlPage.class.getClassLoader(), TEMPLATES);
    private final PageAssets assets = PageAssets.load();

    /**
     * The page of one module.
     *
     * @param module its name; empty without a project
     * @param judged results with their verdicts
     * @param trends of its benchmarks; empty without a history
     */
    public String of(String module, Results judged, List<Trend> trends) {
        return rendered("report.jte", ReportPage.of(module, judged, trends));
    }

    private String rendered(String template, Object page) {
        StringOutput html = new StringOutput();
        templates.render(template, Map.of("page", page, "assets", assets), html);
        return html.toString();
    }
}
