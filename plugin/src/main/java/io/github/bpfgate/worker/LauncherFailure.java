package io.github.bpfgate.worker;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Says why a worker with a launcher did not come to its first word, and what mends it.
 *
 * @param launcher the words before the command
 * @param command  java and its arguments
 * @param user     who runs Maven
 */
record LauncherFailure(List<String> launcher, List<String> command, String user) {

    private static final Pattern WANTS_PASSWORD = Pattern.compile("password is required|terminal is required"
            + "|tty is required|no tty present|not in the sudoers|not allowed to execute|may not run sudo"
            + "|no askpass program|doas: (Operation not permitted|Authori[sz]ation required|Authentication )"
            + "|[Ii]nteractive authentication required|Access denied");
    private static final Pattern NO_CLASS = Pattern.compile("Could not find or load main class");

    /**
     * The cure, as sentences.
     *
     * @param exitValue of the launcher; -1 if it has not ended
     * @param said      its standard error
     */
    String cure(int exitValue, List<String> said) {
        String text = String.join("\n", said);
        if (exitValue == WorkerMain.NO_REQUEST) {
            return "<launcher> does not pass its standard input on, which is how the worker is told what to do:"
                    + " systemd-run needs --scope for that, and nothing may run it in the background.";
        }
        if (NO_CLASS.matcher(text).find()) {
            return unreadable();
        }
        return WANTS_PASSWORD.matcher(text).find() ? permission()
                : "Check that <launcher> may run java without a password.";
    }

    private String unreadable() {
        String classPath = command.get(command.indexOf("-cp") + 1);
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(classPath)) {
            return "<launcher> strips the environment, and without its locale java cannot read the names of its own"
                    + " files, which go beyond ASCII: " + classPath + ". Keep LANG and LC_CTYPE, with sudo by this line"
                    + " of sudoers: Defaults env_keep += \"LANG LC_CTYPE\"; or set another -Dmaven.repo.local.";
        }
        return "The user that <launcher> makes the worker cannot read bpfgate: " + classPath
                + ". Open these files and the directories above them to it (chmod o+rX), or, on a network file system"
                + " that keeps root out, set -Dmaven.repo.local to a local directory.";
    }

    private String permission() {
        boolean doas = launcher.stream().anyMatch(word -> Path.of(word).endsWith("doas"));
        String where = doas ? "Put this line into /etc/doas.conf:"
                : "Put this line into a file of its own, by sudo visudo -f /etc/sudoers.d/bpfgate:";
        String line = doas ? Grant.doas(user, granted()) : Grant.sudoers(user, granted());
        return "<launcher> wants a password, which bpfgate never gives. " + where + System.lineSeparator() + "    "
                + line + System.lineSeparator() + "    Its price: " + user + " can become root by it, "
                + (doas ? "for java does whatever its arguments say." : "for the files it names are theirs to change;"
                + " it holds for this JDK and this version of the plugin.")
                + " Where that is too much, give the worker its capabilities alone; the README says how, under Security.";
    }

    private static boolean isGranting(String word) {
        return Path.of(word).endsWith("sudo") || Path.of(word).endsWith("doas");
    }

    /** What sudo or doas is asked to run: all that follows its own options. */
    private List<String> granted() {
        int program = 0;
        while (program < launcher.size() && !isGranting(launcher.get(program))) {
            program++;
        }
        List<String> rest = launcher.subList(Math.min(program + 1, launcher.size()), launcher.size());
        List<String> granted = new ArrayList<>(rest.subList(AskingLauncher.ownOptions(rest), rest.size()));
        granted.addAll(command);
        return List.copyOf(granted);
    }
}
