package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.Journal;
import java.io.PrintStream;
import org.apache.maven.plugin.logging.Log;

/** Writes to Maven's log; moments only to a terminal, on one line that is written over. */
final class MavenJournal implements Journal {

    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final Log log;
    private final PrintStream commands;
    private final boolean terminal;
    private boolean momentShown;

    /**
     * @param commands where a CI listens
     * @param terminal whether somebody watches, on a screen that can be written over
     */
    MavenJournal(Log log, PrintStream commands, boolean terminal) {
        this.log = log;
        this.commands = commands;
        this.terminal = terminal;
    }

    @Override
    public void info(String line) {
        clear();
        log.info(line);
    }

    @Override
    public void warn(String line) {
        clear();
        log.warn(line);
    }

    @Override
    public void error(String line) {
        clear();
        log.error(line);
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
            System.out.print(BACK_AND_CLEAR + line);
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
