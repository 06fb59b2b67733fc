package io.github.bpfgate.proof;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Says now and then how far the proof is, and when it may be done. */
final class Progress {

    private static final long EVERY_NANOS = Duration.ofSeconds(30).toNanos();

    private final PrintStream out;
    private final int steps;
    private final long start = System.nanoTime();
    private int done;
    private long lastSaid = start;
    private long spentInSteps;

    /** @param steps all there are */
    Progress(PrintStream out, int steps) {
        this.out = out;
        this.steps = steps;
    }

    void section(String title) {
        out.println("[" + minutes(System.nanoTime() - start) + "] " + title);
    }

    /** @param nanos the step took */
    void stepDone(String what, long nanos) {
        done++;
        spentInSteps += nanos;
        long now = System.nanoTime();
        if (now - lastSaid >= EVERY_NANOS) {
            lastSaid = now;
            out.println("[" + minutes(now - start) + "] " + done + " of " + steps + " steps, now " + what + "; about "
                    + minutes((steps - done) * (spentInSteps / done)) + " to go");
        }
    }

    private static String minutes(long nanos) {
        return String.format(Locale.ROOT, "%.1f min", nanos / 60e9);
    }
}
