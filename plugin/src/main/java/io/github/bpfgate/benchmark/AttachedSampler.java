package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.attach.Stage;
import io.github.bpfgate.libbpf.Descriptor;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.ProgramInfo;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Attaches a program, triggers it, and takes the time from its own statistics.
 *
 * <p>The kernel counts the runs. That they are as many as the triggers is what tells that the time is that of the
 * triggers alone: most of what can be attached to is common to the whole machine, and another process that comes by has
 * the program run for it too. What was counted meanwhile is left out.
 */
final class AttachedSampler implements Sampler {

    private record Lasting(Side side, LoadedProgram program, Stage.Attachment attachment) {
    }

    /** Where others come by all the time there is no sample to be had, and so much patience finds that out, ns. */
    private static final long PATIENCE = 2_000_000_000;
    /** Some 4 µs, in which another CPU may well make no system call also where it is busy. */
    private static final int SHORTEST_BATCH = 8;

    private final Libbpf libbpf;
    private final ProgramInfo.Reader info;
    private final Stage stage;
    private final int triggers;
    private final int ofReading;
    private final int runsPerTrigger;
    /** Triggers between two readings; it only ever gets less, so that both sides have the same share of readings. */
    private int batch;
    private final Map<Side, Lasting> lasting = new EnumMap<>(Side.class);

    /**
     * @param stage     this sampler's from now on
     * @param triggers  per sample
     * @param ofReading runs that come of reading the statistics, and not of the triggers
     * @param runsPerTrigger of candidate and baseline
     */
    AttachedSampler(Libbpf libbpf, Stage stage, int triggers, int ofReading, int runsPerTrigger) {
        this.libbpf = libbpf;
        this.info = new ProgramInfo.Reader(libbpf);
        this.stage = stage;
        this.triggers = triggers;
        this.ofReading = ofReading;
        this.runsPerTrigger = runsPerTrigger;
        this.batch = triggers;
    }

    @Override
    public int inputs() {
        return 1;
    }

    /** Where each attachment is triggered alone it stays for the block. */
    @Override
    public void prepare(Side side, LoadedProgram program) {
        if (!stage.isShared()) {
            Lasting last = lasting.remove(side);
            if (last != null) {
                last.attachment().close();
            }
            lasting.put(side, new Lasting(side, program, stage.attach(program)));
        }
    }

    @Override
    public double sample(int input, LoadedProgram program) {
        if (!stage.isShared()) {
            Lasting held = lasting.values().stream().filter(h -> h.program() == program).findFirst().orElseThrow();
            return sample(held.attachment(), program, stage.runsOften() && held.side() == Side.NULL);
        }
        Stage.Attachment attachment = stage.attach(program);
        try {
            return sample(attachment, program, false);
        } finally {
            attachment.close();
        }
    }

    /**
     * In batches, of which those count that nobody else came by in; the busier the machine, the shorter they are.
     *
     * @param anyMultiple whether a trigger may run it as often as it likes: the program that does nothing does not ask
     *                    for runs at more steps, as the others may, and of it only the time per run is of interest
     */
    private double sample(Stage.Attachment attachment, LoadedProgram program, boolean anyMultiple) {
        Tally sum = Tally.NONE;
        int done = 0;
        long lastClean = System.nanoTime();
        while (done < triggers) {
            Tally tally = Tally.of(info, attachment, program, batch);
            if (tally.missed() > 0) {
                throw new IllegalStateException("the kernel left out " + tally.missed()
                        + " runs, for the program was running already");
            }
            long runs = tally.runs() - ofReading;
            if (anyMultiple ? runs > 0 && runs % batch == 0 : runs == (long) batch * runsPerTrigger) {
                sum = sum.plus(tally);
                done += batch;
                lastClean = System.nanoTime();
            } else if (System.nanoTime() - lastClean > PATIENCE) {
                throw new IllegalStateException(batch + " " + stage.triggers() + " ran the program "
                        + runs + " times, and for 2 s never " + (long) batch * runsPerTrigger + " times"
                        + (stage.isShared() ? ": other processes run it too" : ""));
            } else {
                batch = Math.max(Math.min(SHORTEST_BATCH, triggers), batch / 2);
            }
        }
        return sum.nanosPerRun();
    }

    @Override
    public int runs() {
        return triggers;
    }

    @Override
    public String description() {
        return "attached, " + triggers + " " + stage.triggers() + " a sample, by the kernel's statistics clock";
    }

    @Override
    public <T> T during(Supplier<T> sampling) {
        Descriptor statistics = libbpf.enableRunTimeStatistics();
        try {
            return sampling.get();
        } finally {
            statistics.close();
        }
    }

    @Override
    public void close() {
        lasting.values().forEach(held -> held.attachment().close());
        lasting.clear();
        stage.close();
    }
}
