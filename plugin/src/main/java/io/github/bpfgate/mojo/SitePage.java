package io.github.bpfgate.mojo;

import java.util.List;
import org.apache.maven.doxia.sink.Sink;

/** A page of the Maven site: a table through Doxia, which escapes all text, and the whole report in a frame below. */
final class SitePage {

    private final Sink sink;
    private final String title;
    private final String folder;

    /**
     * A cell of the table.
     *
     * @param text what it says
     * @param href a place in the folder of the pages; empty for none
     */
    record Cell(String text, String href) {

        static Cell of(String text) {
            return new Cell(text, "");
        }
    }

    /** @param folder of the pages, as seen from this one, with a slash at its end */
    SitePage(Sink sink, String title, String folder) {
        this.sink = sink;
        this.title = title;
        this.folder = folder;
    }

    /**
     * Writes it.
     *
     * @param headline what to know first
     * @param header   of the table
     * @param rows     of the table, each as long as the header
     */
    void write(String headline, List<String> header, List<List<Cell>> rows) {
        sink.head();
        sink.title();
        sink.text(title);
        sink.title_();
        sink.head_();
        sink.body();
        sink.section1();
        sink.sectionTitle1();
        sink.text(title);
        sink.sectionTitle1_();
        sink.paragraph();
        sink.text(headline + ". ");
        link("The whole report", "index.html");
        sink.paragraph_();
        table(header, rows);
        frame();
        sink.section1_();
        sink.body_();
        sink.flush();
        sink.close();
    }

    private void table(List<String> header, List<List<Cell>> rows) {
        sink.table();
        sink.tableRows();
        sink.tableRow();
        for (String name : header) {
            sink.tableHeaderCell();
            sink.text(name);
            sink.tableHeaderCell_();
        }
        sink.tableRow_();
        for (List<Cell> row : rows) {
            sink.tableRow();
            for (Cell cell : row) {
                sink.tableCell();
                link(cell.text(), cell.href());
                sink.tableCell_();
            }
            sink.tableRow_();
        }
        sink.tableRows_();
        sink.table_();
    }

    private void link(String text, String href) {
        if (href.isEmpty()) {
            sink.text(text);
            return;
        }
        sink.link(folder + href);
        sink.text(text);
        sink.link_();
    }

    /** Doxia has no event for a frame. Nothing in it comes from results. */
    private void frame() {
        sink.rawText("<iframe src=\"" + folder + "index.html\" title=\"" + title
                + "\" width=\"100%\" height=\"900\" frameborder=\"0\" loading=\"lazy\"></iframe>");
    }
}
