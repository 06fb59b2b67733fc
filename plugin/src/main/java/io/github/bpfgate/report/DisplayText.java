package io.github.bpfgate.report;

import java.util.function.IntUnaryOperator;

/** Text from a POM on a terminal: it may hold anything, and must neither steer the terminal nor break columns. */
public final class DisplayText {

    private static final String ELLIPSIS = "…";
    /** From here on Unicode has blocks of wide characters (UAX 11); narrow ones in between only cost some room. */
    private static final int FIRST_WIDE = 0x1100;

    private DisplayText() {
    }

    /** With a question mark in the place of what is no visible character. */
    public static String printable(String text) {
        return mapped(text, c -> switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE -> '?';
            default -> c;
        });
    }

    private static String mapped(String text, IntUnaryOperator of) {
        return text.codePoints().map(of)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    /** How many columns a terminal needs for it. */
    static int columns(String text) {
        return text.codePoints().map(DisplayText::columns).sum();
    }

    private static int columns(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    private static boolean isWide(int c) {
        return c >= FIRST_WIDE && (Character.isIdeographic(c) || c >= 0x1F300
                || c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF || c >= 0xFE30 && c <= 0xFE6F || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6);
    }

    /** Cut at a character, with an ellipsis, if it does not fit. */
    public static String shortened(String text, int columns) {
        return columns(text) <= columns ? text : first(text, columns - 1) + ELLIPSIS;
    }

    /** As much of its beginning as fits. */
    static String first(String text, int columns) {
        StringBuilder kept = new StringBuilder();
        int room = columns;
        for (int c : text.codePoints().toArray()) {
            room -= columns(c);
            if (room < 0) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept.toString();
    }

    /** As much of its end as fits, and no mark of a character that is cut off. */
    static String last(String text, int columns) {
        int[] characters = text.codePoints().toArray();
        int begin = characters.length;
        for (int i = characters.length - 1, room = columns; i >= 0; i--) {
            room -= columns(characters[i]);
            if (room < 0) {
                break;
            }
            if (columns(characters[i]) > 0) {
                begin = i;
            }
        }
        return new String(characters, begin, characters.length - begin);
    }
}
