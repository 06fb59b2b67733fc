package io.github.bpfgate.pipeline;

import java.util.ArrayList;
import java.util.List;

/** Keeps what is said, each line with its level. */
final class RecordedJournal implements Journal {

    private final List<String> lines = new ArrayList<>();

    List<String> lines() {
        return lines;
    }

    @Override
    public void info(String line) {
        lines.add("info: " + line);
    }

    @Override
    public void row(String line) {
        info(line);
    }

    @Override
    public void warn(String line) {
        lines.add("warn: " + line);
    }

    @Override
    public void error(String line) {
        lines.add("error: " + line);
    }

    @Override
    public void command(String line) {
        lines.add("command: " + line);
    }

    @Override
    public void moment(String line) {
        lines.add("moment: " + line);
    }
}
