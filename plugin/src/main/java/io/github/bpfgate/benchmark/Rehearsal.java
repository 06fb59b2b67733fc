package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.benchmark.attach.Stage;
import io.github.bpfgate.libbpf.FdInfo;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.ProgramInfo;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * The first runs of programs that are attached: finds out whether every trigger runs them once, and how long one takes.
 *
 * <p>Statistics have to be on.
 */
final class Rehearsal {

    private static final int TRIGGERS = 10;
    private static final int FEWEST_ATTEMPTS = 20;
    private static final int MOST_ATTEMPTS = 100_000;
    private static final int READINGS = 5;
    private static final double SAMPLE_NANOS = 500_000;
    private static final int FEWEST_TRIGGERS = 20;
    private static final int MOST_TRIGGERS = 1_000;

    /** For attaching and detaching, where that has to be done for every sample. */
    private static final double ATTACHING_NANOS_PER_BLOCK = 400_000_000;
    private static final int ATTACHED_PER_PAIR = 3;
    private static final int FEWEST_PAIRS = 4;

    private final ProgramInfo.Reader info;
    private final Stage stage;
    private long runsOfReading = Long.MAX_VALUE;
    private int runsPerTrigger;
    private double nanosPerTrigger = 1;
    private double nanosOfAttaching;

    Rehearsal(Libbpf libbpf, Stage stage) {
        this.info = new ProgramInfo.Reader(libbpf);
        this.stage = stage;
    }

    /**
     * Rehearses one program.
     *
     * @param who it is, in words
     * @throws BenchmarkFailure if the triggers do not run it once each
     */
    void run(LoadedProgram program, String who) throws BenchmarkFailure {
        long start = System.nanoTime();
        Stage.Attachment attachment = stage.attach(program);
        long attached = System.nanoTime();
        long detaching;
        try {
            rehearse(program, attachment, who);
        } finally {
            detaching = System.nanoTime();
            attachment.close();
        }
        nanosOfAttaching = Math.max(nanosOfAttaching, attached - start + System.nanoTime() - detaching);
        crossCheck(program, who);
    }

    private boolean isTooMany(long runs) {
        return stage.runsOften() ? runs % TRIGGERS != 0 : runs > TRIGGERS;
    }

    private void requireSame(long runs) throws BenchmarkFailure {
        if (runsPerTrigger != 0 && runs != runsPerTrigger) {
            throw new BenchmarkFailure(Kind.CONFIGURATION, "Each of the " + stage.triggers() + " runs the candidate "
                    + runsPerTrigger + " times and the baseline " + runs + " times: their times per run cannot be"
                    + " compared.");
        }
        runsPerTrigger = (int) runs;
    }

    private void rehearse(LoadedProgram program, Stage.Attachment attachment, String who) throws BenchmarkFailure {
        for (int reading = 0; reading < READINGS; reading++) {
            runsOfReading = Math.min(runsOfReading, Tally.of(info, attachment, program, 0).runs());
        }
        long fewest = Long.MAX_VALUE;
        long clocked = 0;
        double nanos = Double.MAX_VALUE;
        // Others only add runs: of several attempts the least is what the triggers do.
        for (int attempt = 0; attempt < FEWEST_ATTEMPTS || isTooMany(fewest) && attempt < MOST_ATTEMPTS; attempt++) {
            long start = System.nanoTime();
            Tally tally = Tally.of(info, attachment, program, TRIGGERS);
            nanos = Math.min(nanos, (System.nanoTime() - start) / (double) TRIGGERS);
            fewest = Math.min(fewest, tally.runs() - runsOfReading);
            clocked = Math.max(clocked, tally.nanos());
        }
        if (fewest < TRIGGERS || isTooMany(fewest)) {
            throw miscounted(fewest, who);
        }
        requireSame(fewest / TRIGGERS);
        if (clocked == 0) {
            throw new BenchmarkFailure(Kind.ERROR, "The kernel counts the runs of " + who
                    + " and no time in them: its statistics clock does not work.");
        }
        nanosPerTrigger = Math.max(nanosPerTrigger, nanos);
    }

    private BenchmarkFailure miscounted(long runs, String who) {
        String what = TRIGGERS + " " + stage.triggers();
        if (runs == 0) {
            return new BenchmarkFailure(Kind.CONFIGURATION, what + " did not run " + who + " once."
                    + (stage.isShared() ? " " + Failures.NAME_A_SYSTEM_CALL : ""));
        }
        return new BenchmarkFailure(Kind.ERROR, what + " ran " + who + " " + runs + " times" + (runs < TRIGGERS
                ? ", so that its time per trigger is not known."
                + (stage.isShared() ? " " + Failures.NAME_A_SYSTEM_CALL : "")
                : " at the least of " + MOST_ATTEMPTS + " attempts, and its time cannot be told from that of the others"
                + (stage.isShared() ? ": other processes run it too. Measure where it is quiet." : ".")));
    }

    private void crossCheck(LoadedProgram program, String who) throws BenchmarkFailure {
        try {
            ProgramInfo before = info.read(program);
            OptionalLong runs = FdInfo.number(program.fd(), "run_cnt");
            OptionalLong nanos = FdInfo.number(program.fd(), "run_time_ns");
            boolean still = info.read(program).equals(before);
            if (still && (runs.orElse(before.runCount()) != before.runCount()
                    || nanos.orElse(before.runTimeNanos()) != before.runTimeNanos())) {
                throw new BenchmarkFailure(Kind.ERROR, "The kernel's statistics of " + who + " contradict each other: "
                        + before.runCount() + " runs and " + before.runTimeNanos() + " ns in its info, "
                        + runs.getAsLong() + " and " + nanos.getAsLong() + " in /proc/self/fdinfo.");
            }
        } catch (IOException e) {
            throw new BenchmarkFailure(Kind.ERROR, "/proc/self/fdinfo cannot be read: " + e);
        }
    }

    /** How often one trigger runs candidate and baseline. */
    int runsPerTrigger() {
        return runsPerTrigger;
    }

    /** Runs that come of reading the statistics: where a program runs on every system call, those are among them. */
    int runsOfReading() {
        return (int) runsOfReading;
    }

    /** So many that a sample lasts half a millisecond: 20 to 1,000. */
    int triggersPerSample() {
        return (int) Math.max(FEWEST_TRIGGERS, Math.min(MOST_TRIGGERS, SAMPLE_NANOS / nanosPerTrigger));
    }

    /** Pairs a block: fewer where attaching takes long, for between pairs programs are detached and attached. */
    int pairs() {
        return stage.isShared() ? (int) Math.max(FEWEST_PAIRS, Math.min(Calibration.PAIRS,
                ATTACHING_NANOS_PER_BLOCK / (ATTACHED_PER_PAIR * nanosOfAttaching))) : Calibration.PAIRS;
    }
}
