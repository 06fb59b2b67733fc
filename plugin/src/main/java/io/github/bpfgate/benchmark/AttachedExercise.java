package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.attach.Stage;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.ProgramInfo;
import java.util.Optional;

/**
 * A few triggers of a program that is attached for them alone. Statistics have to be on: they tell how often it ran.
 *
 * <p>Where others run it too it is done again, until they left it alone. Attaching and detaching are system calls
 * themselves: of a program that runs on every one they are among the runs, each time the same.
 */
final class AttachedExercise implements Exercise {

    private static final int TRIGGERS = 8;
    private static final int IDLE_CYCLES = 5;
    private static final long PATIENCE = 5_000_000_000L;

    private final ProgramInfo.Reader info;
    private final Stage stage;

    AttachedExercise(Libbpf libbpf, Stage stage) {
        this.info = new ProgramInfo.Reader(libbpf);
        this.stage = stage;
    }

    @Override
    public String name() {
        return stage.triggers();
    }

    @Override
    public Done run(LoadedProgram program, Runnable reset) {
        long ofAttaching = Long.MAX_VALUE;
        for (int cycle = 0; cycle < IDLE_CYCLES; cycle++) {
            ofAttaching = Math.min(ofAttaching, runs(program, 0));
        }
        long start = System.nanoTime();
        while (true) {
            reset.run();
            long runs = runs(program, TRIGGERS);
            long triggered = runs - ofAttaching;
            if (stage.runsOften() ? triggered > 0 && triggered % TRIGGERS == 0 : triggered == TRIGGERS) {
                return new Done((int) runs, Optional.empty());
            }
            if (System.nanoTime() - start > PATIENCE) {
                throw new IllegalStateException(TRIGGERS + " " + stage.triggers() + " ran the program "
                        + triggered + " times" + (stage.isShared() ? ", or other processes did" : ""));
            }
        }
    }

    private long runs(LoadedProgram program, int triggers) {
        long before = info.read(program).runCount();
        Stage.Attachment attachment = stage.attach(program);
        try {
            attachment.trigger(triggers);
        } finally {
            attachment.close();
        }
        return info.read(program).runCount() - before;
    }
}
