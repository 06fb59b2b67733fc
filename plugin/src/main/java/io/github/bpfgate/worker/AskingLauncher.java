package io.github.bpfgate.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds launchers that may ask for a password. They ask at the terminal and not on standard input: the build would
 * stand still, or, where there is no terminal, tell nothing of use.
 */
final class AskingLauncher {

    /** What keeps each from asking. */
    private static final Map<String, String> NEVER_ASK = Map.of("sudo", "-n", "doas", "-n",
            "systemd-run", "--no-ask-password", "run0", "--no-ask-password");
    private static final Set<String> LONG_FORMS = Set.of("--non-interactive", "--no-ask-password");
    /** Those that have no such option. */
    private static final Set<String> ALWAYS_ASK = Set.of("su", "pkexec");

    /** Their options that take the next word with them. */
    private static final Pattern TAKES_VALUE = Pattern.compile("-[A-Za-z]*[ugpCrtTRDh]");

    private AskingLauncher() {
    }

    /** What is wrong with the launcher and how to write it; empty if it asks nothing. */
    static Optional<String> complaint(List<String> launcher) {
        for (int i = 0; i < launcher.size(); i++) {
            String program = Path.of(launcher.get(i)).getFileName() + "";
            if (ALWAYS_ASK.contains(program)) {
                return Optional.of("<launcher> " + String.join(" ", launcher) + " asks for a password, and bpfgate"
                        + " never gives one. Write <launcher>sudo -n</launcher>.");
            }
            String option = NEVER_ASK.get(program);
            if (option != null && !isThere(option, launcher.subList(i + 1, launcher.size()))) {
                List<String> better = new ArrayList<>(launcher);
                better.add(i + 1, option);
                return Optional.of("<launcher> " + String.join(" ", launcher) + " may ask for a password, and bpfgate"
                        + " never gives one: without " + option + " the build could wait for it without end. Write"
                        + " <launcher>" + String.join(" ", better) + "</launcher>.");
            }
        }
        return Optional.empty();
    }

    private static boolean isThere(String option, List<String> words) {
        List<String> own = words.subList(0, ownOptions(words));
        return words.stream().anyMatch(LONG_FORMS::contains) || option.length() == 2
                && own.stream().anyMatch(word -> word.matches("-[A-Za-z]*" + option.charAt(1) + "[A-Za-z]*"));
    }

    /** How many of the words after sudo or doas are its options, with their values. */
    static int ownOptions(List<String> words) {
        int count = 0;
        while (count < words.size() && words.get(count).startsWith("-")) {
            count += TAKES_VALUE.matcher(words.get(count)).matches() ? 2 : 1;
        }
        return Math.min(count, words.size());
    }
}
