package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.SocketMap;

/** Maps of sockets, one for each program, with a TCP connection each. */
final class SocketMapStage implements Stage {

    /** {@code enum bpf_attach_type} of linux/bpf.h. */
    private static final int BPF_SK_MSG_VERDICT = 7;
    private static final int BPF_SK_SKB_STREAM_VERDICT = 5;
    private static final int BPF_SK_SKB_VERDICT = 38;

    private final Libbpf libbpf;
    private final AttachPoint point;

    SocketMapStage(Libbpf libbpf, AttachPoint point) {
        this.libbpf = libbpf;
        this.point = point;
    }

    @Override
    public Attachment attach(LoadedProgram program) {
        SocketMap map = SocketMap.attach(libbpf, attachType(), isOnReceipt(), program);
        return new Attachment() {
            @Override
            public void trigger(int times) {
                map.send(times);
            }

            @Override
            public void close() {
                map.close();
            }
        };
    }

    private boolean isOnReceipt() {
        return point.type() == AttachableType.SK_SKB;
    }

    private int attachType() {
        return !isOnReceipt() ? BPF_SK_MSG_VERDICT
                : point.target().equals("stream_verdict") ? BPF_SK_SKB_STREAM_VERDICT : BPF_SK_SKB_VERDICT;
    }

    @Override
    public String triggers() {
        return isOnReceipt() ? "segments received" : "calls of send";
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
    }
}
