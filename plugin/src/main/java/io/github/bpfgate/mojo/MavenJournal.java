package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.Verdict;
import io.github.bpfgate.pipeline.Journal;
import io.github.bpfgate.report.DisplayText;
import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/**
 * Writes to Maven's log, where no name can steer a terminal or begin a line of its own; moments only to a terminal, on
 * one line that is written over.
 */
final class MavenJournal implements Journal {

    private static final String BACK_AND_CLEAR = "\r\u001b[K";
    /** A narrow terminal's: a longer line would wrap, and only its end be written over. */
    private static final int LONGEST_MOMENT = 79;
    private static final Pattern VERDICT_AT_END = Pattern.compile("(?<=  )(" + Stream.of(Verdict.values())
            .map(Verdict::toString).collect(Collectors.joining("|")) + ")( \\(warn\\))?$");
    private static final String RESET = "\u001b[m";

    private final Log log;
    private final PrintStream commands;
    private final boolean terminal;
    private final boolean coloured;
    private boolean momentShown;

    /**
     * @param commands where a CI listens
     * @param terminal whether somebody watches, on a screen that can be written over
     * @param coloured whether Maven's own lines are
     */
    MavenJournal(Log log, PrintStream commands, boolean terminal, boolean coloured) {
        this.log = log;
        this.commands = commands;
        this.terminal = terminal;
        this.coloured = coloured;
    }

    @Override
    public void info(String text) {
        lines(text, log::info);
    }

    @Override
    public void row(String line) {
        Matcher verdict = VERDICT_AT_END.matcher(line);
        if (!coloured || !verdict.find()) {
            info(line);
            return;
        }
        clear();
        log.info(DisplayText.printable(line.substring(0, verdict.start()))
                + colour(Verdict.valueOf(verdict.group(1)), verdict.group(2) != null) + verdict.group() + RESET);
    }

    /** As Maven colours failure, warning and success. */
    private static String colour(Verdict verdict, boolean mild) {
        return switch (verdict) {
            case REGRESSED, UNSUPPORTED -> mild ? "\u001b[1;33m" : "\u001b[1;31m";
            case ACCEPTED, INCONCLUSIVE, NO_BASELINE, NOT_COMPARABLE -> "\u001b[1;33m";
            case UNCHANGED, PASS, IMPROVED -> "\u001b[1;32m";
        };
    }

    @Override
    public void warn(String text) {
        lines(text, log::warn);
    }

    @Override
    public void error(String text) {
        lines(text, log::error);
    }

    private void lines(String text, Consumer<String> level) {
        clear();
        text.lines().map(DisplayText::printable).forEach(level);
        if (text.isEmpty()) {
            level.accept("");
        }
    }

    @Override
    public void command(String line) {
        clear();
        System.out.flush();
        commands.println(line);
        commands.flush();
    }

    @Override
    public void moment(String line) {
        if (terminal && log.isInfoEnabled()) {
            System.out.print(BACK_AND_CLEAR + DisplayText.shortened(DisplayText.printable(line), LONGEST_MOMENT));
            System.out.flush();
            momentShown = true;
        }
    }

    private void clear() {
        if (momentShown) {
            System.out.print(BACK_AND_CLEAR);
            System.out.flush();
            momentShown = false;
        }
    }
}
