package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LibraryFunction;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.PerfEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Functions of the C library that the measuring thread calls: for uprobe programs, wherever their section puts them.
 *
 * <p>Every attachment has a function of its own, since taking a probe away waits for every CPU, 0.1 s here. Those of
 * the next block come to other functions.
 */
final class ProbeStage implements Stage {

    private static final Path UPROBES = Path.of("/sys/bus/event_source/devices/uprobe/type");

    private final Libbpf libbpf;
    private final int kind;
    private final boolean onReturn;
    private final Deque<LibraryFunction> free = new ArrayDeque<>(List.of(LibraryFunction.values()));

    private ProbeStage(Libbpf libbpf, int kind, boolean onReturn) {
        this.libbpf = libbpf;
        this.kind = kind;
        this.onReturn = onReturn;
    }

    /** @param onReturn whether programs run at a function's return, and not at its entry */
    static ProbeStage open(Libbpf libbpf, boolean onReturn) throws AttachException {
        try {
            return new ProbeStage(libbpf, Integer.parseInt(Files.readString(UPROBES).strip()), onReturn);
        } catch (IOException e) {
            throw AttachException.unsupported("this kernel has no uprobes (" + e + ")");
        }
    }

    @Override
    public Attachment attach(LoadedProgram program) {
        LibraryFunction function = free.removeFirst();
        try {
            LibraryFunction.Place place = function.place(libbpf);
            EventAttachment attachment = EventAttachment.of(
                    PerfEvent.uprobe(libbpf, kind, onReturn, place.file(), place.offset()), program,
                    times -> function.call(libbpf, times));
            return new Attachment() {
                @Override
                public void trigger(int times) {
                    attachment.trigger(times);
                }

                @Override
                public void close() {
                    attachment.close();
                    free.addLast(function);
                }
            };
        } catch (BpfException e) {
            free.addLast(function);
            throw e;
        }
    }

    @Override
    public String triggers() {
        return "calls of C library functions";
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
    }
}
