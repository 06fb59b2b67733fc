package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.attach.Stage;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.ProgramInfo;

/**
 * What the kernel counted of a program while it was attached and triggered; statistics have to be on.
 *
 * @param runs   of the program
 * @param nanos  spent in it, ns
 * @param missed runs that were left out because the program was running already
 */
record Tally(long runs, long nanos, long missed) {

    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(runs + other.runs, nanos + other.nanos, missed + other.missed);
    }

    /**
     * Triggers a program.
     *
     * @param triggers how often
     * @throws io.github.bpfgate.libbpf.BpfException if the kernel refuses
     */
    static Tally of(ProgramInfo.Reader info, Stage.Attachment attachment, LoadedProgram program, int triggers) {
        ProgramInfo before = info.read(program);
        attachment.trigger(triggers);
        ProgramInfo after = info.read(program);
        return new Tally(after.runCount() - before.runCount(), after.runTimeNanos() - before.runTimeNanos(),
                after.recursionMisses() - before.recursionMisses());
    }

    /**
     * @return ns per run
     * @throws IllegalStateException if there were runs that took no time, as where the clock does not work
     */
    double nanosPerRun() {
        if (nanos <= 0) {
            throw new IllegalStateException("the kernel counted " + runs + " runs and " + nanos
                    + " ns: its statistics clock does not work");
        }
        return nanos / (double) runs;
    }
}
