package io.github.bpfgate.benchmark.input;

import java.io.ByteArrayOutputStream;

/** Turns lines of hex digits into bytes, and names the line and column of what is not a digit. */
final class HexDigits {
    private final String source;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param source with which messages begin */
    HexDigits(String source) {
        this.source = source;
    }

    /**
     * Adds the bytes of a line: groups of an even number of digits.
     *
     * @param number line number for messages, from 1
     */
    void line(int number, String line) throws InputException {
        int comment = line.indexOf('#');
        int end = comment < 0 ? line.length() : comment;
        int at = 0;
        while (at < end) {
            if (isSeparator(line.charAt(at))) {
                at++;
                continue;
            }
            int stop = at;
            while (stop < end && !isSeparator(line.charAt(stop))) {
                stop++;
            }
            group(number, line, at, stop);
            at = stop;
        }
    }

    /** {@return the bytes since the last call} */
    byte[] take() {
        byte[] taken = bytes.toByteArray();
        bytes = new ByteArrayOutputStream();
        return taken;
    }

    private void group(int number, String line, int start, int stop) throws InputException {
        int first = line.regionMatches(true, start, "0x", 0, 2) ? start + 2 : start;
        for (int i = first; i < stop; i++) {
            if (digit(line.charAt(i)) < 0) {
                throw new InputException(at(number, i) + "'" + line.charAt(i) + "' is not a hex digit; write bytes as "
                        + "pairs of 0-9 and a-f, and comments after #");
            }
        }
        if (first == stop || (stop - first) % 2 != 0) {
            throw new InputException(at(number, start) + "\"" + line.substring(start, stop) + "\" has "
                    + (first == stop ? "no digits" : "an odd number of digits") + "; write two for each byte");
        }
        for (int i = first; i < stop; i += 2) {
            bytes.write(digit(line.charAt(i)) << 4 | digit(line.charAt(i + 1)));
        }
    }

    private String at(int line, int index) {
        return source + ", line " + line + ", column " + (index + 1) + ": ";
    }

    private static boolean isSeparator(char c) {
        return c == ':' || Character.isWhitespace(c);
    }

    /** ASCII alone: {@link Character#digit} would also take the digits of other scripts. */
    private static int digit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }
}
