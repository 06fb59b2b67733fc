package io.github.bpfgate.report;

import java.util.List;
import java.util.regex.Pattern;

/** Text that may hold anything, as GitHub Flavored Markdown shows it and does nothing else with it. */
final class MarkdownText {

    /**
     * What means something wherever it stands; underscores at the edge of a word; what means something where a line
     * begins; what makes links of addresses. More would do no harm, and nobody could read it.
     */
    private static final Pattern TO_BE_ESCAPED = Pattern.compile("[\\\\`*\\[\\]<|~$]|&(?=[#\\p{Alpha}])"
            + "|(?<!\\p{Alnum})_|_(?!\\p{Alnum})|^[#=>]|^[+\\-](?!\\d)|(?<=^\\d{1,9})[.)](?=\\s|$)|:(?=//)"
            + "|(?<=[Ww]{3})\\.");

    private MarkdownText() {
    }

    /** On one line; what is no visible character is a question mark. */
    static String of(String text) {
        return TO_BE_ESCAPED.matcher(DisplayText.printable(text).strip()).replaceAll("\\\\$0");
    }

    /** Lines as they are, in a fence that none of them ends. */
    static String fenced(List<String> lines) {
        String all = String.join("\n", lines);
        String fence = "```";
        while (all.contains(fence)) {
            fence += "`";
        }
        return fence + "text\n" + all + "\n" + fence + "\n";
    }
}
