package io.github.bpfgate.report.html;

import io.github.bpfgate.gate.LineResult;
import io.github.bpfgate.gate.MetricName;

/**
 * A source line with what it executes, per run.
 *
 * @param place        its file's name and number, such as {@code fun_xdp.bpf.c:42}
 * @param number       from 1
 * @param text         of the line
 * @param executions   of it
 * @param instructions executed for it
 * @param baseline     the baseline's instructions; empty without one
 * @param growth       of the instructions, with a sign; empty if there is none
 * @param heat         percent of the hottest line
 * @param share        of all instructions
 * @param state        the style's class: {@code grew}, {@code fell}, {@code never} or {@code same}
 */
public record SourceLine(String place, int number, String text, String executions, String instructions,
        String baseline, String growth, double heat, String share, String state) {

    private static final String NEVER = "never";

    static SourceLine of(LineResult line, double total, double hottest) {
        double before = line.baselineInstructions() == null ? line.instructions() : line.baselineInstructions();
        double growth = line.instructions() - before;
        String state = growth > 0 ? "grew" : growth < 0 ? "fell" : line.reached() ? "same" : NEVER;
        return new SourceLine(Shown.text(line.fileName()) + ":" + line.line(), line.line(), Shown.text(line.text()),
                line.reached() ? count(line.executions()) : NEVER, line.reached() ? count(line.instructions()) : "",
                line.baselineInstructions() == null ? "" : count(before),
                growth == 0 ? "" : (growth > 0 ? "+" : "−") + count(Math.abs(growth)),
                hottest > 0 ? Math.round(1000 * line.instructions() / hottest) / 10.0 : 0,
                total > 0 && line.reached() ? MetricName.COVERAGE.shown(line.instructions() / total) : "", state);
    }

    private static String count(double value) {
        return MetricName.INSTRUCTIONS.shown(value);
    }
}
