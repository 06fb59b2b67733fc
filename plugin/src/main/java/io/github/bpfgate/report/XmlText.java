package io.github.bpfgate.report;

/** Text that may hold anything, as XML 1.0 can hold it and its readers give it back. */
final class XmlText {

    private static final int CONTROL_PICTURES = 0x2400;
    private static final int REPLACEMENT = 0xFFFD;

    private XmlText() {
    }

    /**
     * For an attribute: a reader makes blanks of all white space there, so that every control character is shown by
     * its picture, such as ␊.
     */
    static String attribute(String text) {
        return mapped(text, false);
    }

    /** For the content of an element, where lines and tabs may be. */
    static String content(String text) {
        return mapped(text, true);
    }

    private static String mapped(String text, boolean linesAndTabs) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().map(c -> linesAndTabs && (c == '\n' || c == '\t') ? c : allowed(c))
                .forEach(mapped::appendCodePoint);
        return mapped.toString();
    }

    /** By the production Char of XML 1.0, without the controls. */
    private static int allowed(int c) {
        if (c < ' ') {
            return CONTROL_PICTURES + c;
        }
        return c >= 0xD800 && c <= 0xDFFF || c == 0xFFFE || c == 0xFFFF ? REPLACEMENT : c;
    }
}
