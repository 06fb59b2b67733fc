package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.AssembledProgram;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Errno;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadAttributes;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.RawTracepointLink;
import io.github.bpfgate.libbpf.SystemCall;
import java.util.ArrayList;
import java.util.List;

/** A tracepoint without perf: for raw_tracepoint programs, and for those of tracing that sit on a tracepoint. */
final class RawTracepointStage implements Stage {

    /**
     * Attached beside the measured program, and doing nothing. A tracepoint calls its only function directly, and
     * a change from or to that waits for every CPU, 15 ms here (kernel/tracepoint.c, {@code tracepoint_add_func});
     * a change of a list of two or more does not.
     */
    private static final int KEEPERS = 2;

    private final Libbpf libbpf;
    private final AttachPoint point;
    private final SystemCall call;
    private final List<RawTracepointLink> links = new ArrayList<>();
    private final List<AssembledProgram> keepers = new ArrayList<>();

    private RawTracepointStage(Libbpf libbpf, AttachPoint point, SystemCall call) {
        this.libbpf = libbpf;
        this.point = point;
        this.call = call;
    }

    static RawTracepointStage open(Libbpf libbpf, AttachPoint point, SystemCall call) throws AttachException {
        RawTracepointStage stage = new RawTracepointStage(libbpf, point, call);
        try {
            for (int i = 0; i < KEEPERS; i++) {
                AssembledProgram keeper = libbpf.loadAssembled(Idle.NAME,
                        LoadAttributes.plain(AttachableType.RAW_TRACEPOINT.number(), 0, 0), Idle.insns(0));
                stage.keepers.add(keeper);
                stage.links.add(RawTracepointLink.attach(libbpf, point.target(), keeper));
            }
            return stage;
        } catch (BpfException e) {
            stage.close();
            if (e.errno() == Errno.ENOENT) {
                throw AttachException.unsupported("this kernel has no raw tracepoint " + point.target()
                        + ", to which its section attaches it");
            }
            throw e;
        }
    }

    @Override
    public Attachment attach(LoadedProgram program) {
        RawTracepointLink link = point.type() == AttachableType.TP_BTF ? RawTracepointLink.attach(libbpf, program)
                : RawTracepointLink.attach(libbpf, point.target(), program);
        SystemCall.Caller caller = call.caller(libbpf);
        return new Attachment() {
            @Override
            public void trigger(int times) {
                caller.call(times);
            }

            @Override
            public void close() {
                link.close();
            }
        };
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
        links.forEach(RawTracepointLink::close);
        keepers.forEach(AssembledProgram::close);
    }
}
