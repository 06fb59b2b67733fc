package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.DetachedMount;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.PerfEvent;
import io.github.bpfgate.libbpf.SystemCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tracepoint by way of perf. */
final class TracepointStage implements Stage {

    private final Libbpf libbpf;
    private final int id;
    private final SystemCall call;
    /**
     * With an event open, another one comes and goes at once; the last one to go waits for every CPU, 70 ms here
     * (kernel/trace/trace_event_perf.c, {@code perf_trace_event_unreg}).
     */
    private final PerfEvent keeper;

    private TracepointStage(Libbpf libbpf, int id, SystemCall call) {
        this.libbpf = libbpf;
        this.id = id;
        this.call = call;
        this.keeper = PerfEvent.tracepoint(libbpf, id);
    }

    /** @param target category and name, such as {@code syscalls/sys_enter_getpgid} */
    static TracepointStage open(Libbpf libbpf, String target, SystemCall call) throws AttachException {
        try (DetachedMount tracefs = DetachedMount.of(libbpf, "tracefs")) {
            Path directory = tracefs.path().resolve("events").resolve(target);
            if (!target.matches("[\\w-]+/[\\w-]+") || !Files.isDirectory(directory)) {
                throw AttachException.unsupported("this kernel has no tracepoint " + target
                        + ", to which its section attaches it");
            }
            return new TracepointStage(libbpf, Integer.parseInt(Files.readString(directory.resolve("id")).strip()),
                    call);
        } catch (IOException e) {
            throw AttachException.unsupported("the number of tracepoint " + target + " cannot be read: " + e);
        }
    }

    @Override
    public Attachment attach(LoadedProgram program) {
        return EventAttachment.of(PerfEvent.tracepoint(libbpf, id), program, call.caller(libbpf)::call);
    }

    @Override
    public String triggers() {
        return call.kernelName() + " system calls";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void close() {
        keeper.close();
    }
}
