package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.PageFaults;
import io.github.bpfgate.libbpf.PerfEvent;

/**
 * Page faults of the measuring thread, each of which is a sample of perf's: for perf_event programs, which mostly are
 * attached to a clock. How often a clock ticks is not known beforehand; of page faults each one is caused.
 */
final class PageFaultStage implements Stage {

    private final Libbpf libbpf;
    private final PageFaults faults;

    PageFaultStage(Libbpf libbpf) {
        this.libbpf = libbpf;
        this.faults = PageFaults.map(libbpf);
    }

    @Override
    public Attachment attach(LoadedProgram program) {
        PerfEvent event = PerfEvent.pageFaults(libbpf);
        return EventAttachment.of(event, program, times -> {
            event.enable();
            faults.cause(times);
            event.disable();
        });
    }

    @Override
    public String triggers() {
        return "page faults";
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
        faults.close();
    }
}
