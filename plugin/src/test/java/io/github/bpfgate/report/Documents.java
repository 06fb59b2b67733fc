package io.github.bpfgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** What a Markdown document holds. */
record Documents(Node document) {

    <T extends Node> List<T> all(Class<T> type) {
        List<T> found = new ArrayList<>();
        collect(document, type, found);
        return found;
    }

    private static <T extends Node> void collect(Node node, Class<T> type, List<T> found) {
        if (type.isInstance(node)) {
            found.add(type.cast(node));
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            collect(child, type, found);
        }
    }

    /** The text of the first cell of each row below a header. */
    List<String> firstCells() {
        List<String> cells = new ArrayList<>();
        for (TableBody body : all(TableBody.class)) {
            for (Node row = body.getFirstChild(); row != null; row = row.getNext()) {
                cells.add(text(row.getFirstChild()));
            }
        }
        return cells;
    }

    /** What a reader sees of a node that should hold text alone. */
    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            assertThat(child).as("markup in a cell").isInstanceOf(Text.class);
            text.append(((Text) child).getLiteral());
        }
        return text.toString();
    }
}
