package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.ReuseportGroup;

/** Groups of UDP sockets that share a port, one for each program. */
final class ReuseportStage implements Stage {

    private final Libbpf libbpf;

    ReuseportStage(Libbpf libbpf) {
        this.libbpf = libbpf;
    }

    @Override
    public Attachment attach(LoadedProgram program) {
        ReuseportGroup group = ReuseportGroup.attach(libbpf, program);
        return new Attachment() {
            @Override
            public void trigger(int times) {
                group.send(times);
            }

            @Override
            public void close() {
                group.close();
            }
        };
    }

    @Override
    public String triggers() {
        return "datagrams received";
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
    }
}
