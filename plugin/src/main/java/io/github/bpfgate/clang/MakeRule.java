package io.github.bpfgate.clang;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the files a source was compiled from out of the make rule that {@code clang -MD} writes.
 *
 * <p>The escaping is that of clang's lib/Frontend/DependencyFile.cpp: a space gets a backslash and doubles the
 * backslashes right before it, {@code #} gets a backslash and doubles nothing, {@code $} is doubled, and every other
 * backslash stands for itself.
 */
record MakeRule(List<String> prerequisites) {

    /** @param text one rule, whose target is a plain word */
    static MakeRule parse(String text) {
        String list = text.substring(text.indexOf(':') + 1).replace("\\\n", " ");
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == ' ' && odd(backslashesAtEnd(name))) {
                name.setLength(name.length() - backslashesAtEnd(name) / 2 - 1);
                name.append(' ');
            } else if (c == '#' && backslashesAtEnd(name) > 0) {
                name.setCharAt(name.length() - 1, '#');
            } else if (c == '$' && i + 1 < list.length() && list.charAt(i + 1) == '$') {
                name.append('$');
                i++;
            } else if (c == ' ' || c == '\n') {
                end(name, names);
            } else {
                name.append(c);
            }
        }
        end(name, names);
        return new MakeRule(List.copyOf(names));
    }

    private static void end(StringBuilder name, List<String> names) {
        if (!name.isEmpty()) {
            names.add(name.toString());
            name.setLength(0);
        }
    }

    private static int backslashesAtEnd(StringBuilder name) {
        int count = 0;
        while (count < name.length() && name.charAt(name.length() - 1 - count) == '\\') {
            count++;
        }
        return count;
    }

    private static boolean odd(int number) {
        return number % 2 == 1;
    }
}
