package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.PerfEvent;
import java.util.function.IntConsumer;

/** A program that is attached to a perf event. */
final class EventAttachment implements Stage.Attachment {

    private final PerfEvent event;
    private final IntConsumer trigger;

    private EventAttachment(PerfEvent event, IntConsumer trigger) {
        this.event = event;
        this.trigger = trigger;
    }

    /**
     * @param event   this attachment's from now on
     * @param trigger runs the program so many times
     */
    static EventAttachment of(PerfEvent event, LoadedProgram program, IntConsumer trigger) {
        try {
            event.attach(program);
            return new EventAttachment(event, trigger);
        } catch (BpfException e) {
            event.close();
            throw e;
        }
    }

    @Override
    public void trigger(int times) {
        trigger.accept(times);
    }

    @Override
    public void close() {
        event.close();
    }
}
