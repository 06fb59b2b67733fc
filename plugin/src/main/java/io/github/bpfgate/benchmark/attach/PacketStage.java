package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.AssembledProgram;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Descriptor;
import io.github.bpfgate.libbpf.Errno;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadAttributes;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.NetworkNamespace;
import io.github.bpfgate.libbpf.VethPair;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Pairs of interfaces between two network namespaces of our own, over which packets are sent. */
final class PacketStage implements Stage {

    /** As many as are attached at a time, and one to come back to. */
    private static final int PAIRS = 4;
    private static final int FIRST_INDEX = 2;

    private final VethPair.Hook hook;
    private final NetworkNamespace home;
    private final Deque<VethPair> free = new ArrayDeque<>();
    private final List<VethPair> pairs = new ArrayList<>();
    private final List<NetworkNamespace> namespaces = new ArrayList<>();

    private PacketStage(VethPair.Hook hook, NetworkNamespace home) {
        this.hook = hook;
        this.home = home;
    }

    static PacketStage open(Libbpf libbpf, VethPair.Hook hook, List<byte[]> frames) throws AttachException {
        NetworkNamespace home = NetworkNamespace.ofThisThread(libbpf);
        PacketStage stage = new PacketStage(hook, home);
        boolean complete = false;
        try {
            NetworkNamespace near = stage.namespace(libbpf);
            NetworkNamespace far = stage.namespace(libbpf);
            for (int i = 0; i < PAIRS; i++) {
                stage.pairs.add(VethPair.make(libbpf, near, far, FIRST_INDEX + i, frames));
            }
            stage.free.addAll(stage.pairs);
            home.enter();
            if (hook == VethPair.Hook.TCX_INGRESS || hook == VethPair.Hook.TCX_EGRESS) {
                stage.tryTcx(libbpf);
            }
            complete = true;
            return stage;
        } finally {
            if (!complete) {
                stage.abandon();
            }
        }
    }

    private NetworkNamespace namespace(Libbpf libbpf) {
        NetworkNamespace made = NetworkNamespace.create(libbpf);
        namespaces.add(made);
        return made;
    }

    private void abandon() {
        home.enter();
        close();
    }

    @Override
    public Attachment attach(LoadedProgram program) {
        VethPair pair = free.removeFirst();
        Descriptor link = link(pair, program);
        return new Attachment() {
            @Override
            public void trigger(int times) {
                pair.send(times);
            }

            @Override
            public void close() {
                link.close();
                free.addLast(pair);
            }
        };
    }

    private Descriptor link(VethPair pair, LoadedProgram program) {
        boolean attached = false;
        try {
            Descriptor link = pair.attach(hook, program);
            attached = true;
            return link;
        } finally {
            home.enter();
            if (!attached) {
                free.addLast(pair);
            }
        }
    }

    /** With a program that does nothing: only then is it sure that a refusal is not the program's fault. */
    private void tryTcx(Libbpf libbpf) throws AttachException {
        try (AssembledProgram idle = libbpf.loadAssembled(Idle.NAME,
                LoadAttributes.plain(AttachableType.TCX.number(), 0, 0), Idle.insns(0))) {
            attach(idle).close();
        } catch (BpfException e) {
            if (e.errno() == Errno.EINVAL) {
                throw AttachException.unsupported("this kernel has no tcx, which came with Linux 6.6");
            }
            throw e;
        }
    }

    @Override
    public String triggers() {
        return "packets sent over veth";
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void close() {
        pairs.forEach(VethPair::close);
        namespaces.forEach(NetworkNamespace::close);
        home.close();
    }
}
