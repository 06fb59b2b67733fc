package io.github.bpfgate.worker;

import java.util.List;
import java.util.stream.Collectors;

/** The line that lets a user run the worker's command, and no other, without a password. */
final class Grant {

    private Grant() {
    }

    /** A line of sudoers(5). */
    static String sudoers(String user, List<String> command) {
        return user + " ALL=(root) NOPASSWD: " + command.stream()
                // What the grammar or the matching of wildcards would take for its own.
                .map(word -> word.replaceAll("[\\\\,:=*?\\[\\]!#\" ]", "\\\\$0")).collect(Collectors.joining(" "));
    }

    /** A line of doas.conf(5). */
    static String doas(String user, List<String> command) {
        return "permit nopass " + user + " as root cmd " + quoted(command.get(0)) + " args "
                + command.subList(1, command.size()).stream().map(Grant::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return "\"" + word.replaceAll("[\\\\\"]", "\\\\$0") + "\"";
    }
}
