package io.github.bpfgate.report.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Results as a page for people: one HTML file that holds all it needs, and asks no network for anything. */
public final class HtmlPage {

    private static final String TEMPLATES = "io.github.bpfgate.report.html.template";

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(null, ContentType.Html,
            HtmlPage.class.getClassLoader(), TEMPLATES);
    private final PageAssets assets = PageAssets.load();

    /** The page of one module. */
    public String of(ReportPage page) {
        return rendered("report.jte", page);
    }

    /** The page over many modules and machines. */
    public String of(MatrixPage page) {
        return rendered("matrix.jte", page);
    }

    private String rendered(String template, Object page) {
        StringOutput html = new StringOutput();
        templates.render(template, Map.of("page", page, "assets", assets), html);
        return html.toString();
    }
}
