package io.github.bpfgate.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Workflow commands that make GitHub Actions show findings at their lines: a line for each, to be printed at the
 * beginning of a line.
 *
 * @see <a href="https://docs.github.com/actions/reference/workflow-commands-for-github-actions">workflow commands</a>
 */
public final class GitHubAnnotations {

    /** GitHub shows so many of a step. */
    private static final int MOST = 10;

    private GitHubAnnotations() {
    }

    /**
     * The commands, worst first.
     *
     * @param input    with files as seen from the workspace
     * @param failures names of the benchmarks that fail the build; what else there is to say is a warning
     */
    public static List<String> of(ReportInput input, Set<String> failures) {
        return Finding.of(input).stream().limit(MOST)
                .map(finding -> command(finding, failures.contains(finding.result().name()))).toList();
    }

    private static String command(Finding finding, boolean fails) {
        boolean error = fails && finding.severity() != Finding.Severity.WARNING;
        String title = "bpfgate: " + finding.result().name() + " " + Cells.verdict(finding.result());
        String message = DisplayText.printable(finding.message())
                + BlamedLines.of(finding.result()).stream().map(line -> "\n" + line).collect(Collectors.joining());
        return "::" + (error ? "error" : "warning") + " file=" + property(finding.place().path()) + ",line="
                + finding.place().line() + ",title=" + property(DisplayText.printable(title)) + "::" + data(message);
    }

    /** As the runner undoes it (ActionCommand.cs). */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
