package io.github.bpfgate.mojo;

import io.github.bpfgate.pipeline.Journal;
import org.apache.maven.plugin.logging.Log;

/** Writes to Maven's log; moments only to a terminal, on one line that is written over. */
final class MavenJournal implements Journal {

    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final Log log;
    private final boolean terminal;
    private boolean momentShown;

    /** @param terminal whether somebody watches, on a screen that can be written over */
    MavenJournal(Log log, boolean terminal) {
        this.log = log;
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
