package io.github.bpfgate.worker;

import java.util.List;
import java.util.stream.Collectors;

/** The line that lets a user run the worker's command without a password, and others as few as it can tell apart. */
final class Grant {

    private Grant() {
    }

    /** A line of sudoers(5). */
    static String sudoers(String user, List<String> command) {
        return user + " ALL=(root) NOPASSWD: " + command.stream()
                // What the grammar or the matching of wildcards would take for its own.
                .map(word -> word.replaceAll("[\\\\,:=*?\\[\\]!#\" ]", "\\\\$0")).collect(Collectors.joining(" "));
    }

    /** A line of doas.conf(5), for any arguments: a word of it may have 1024 characters, and a class path has more. */
    static String doas(String user, List<String> command) {
        return "permit nopass " + user + " as root cmd " + command.get(0).replace(" ", "\\ ");
    }
}
