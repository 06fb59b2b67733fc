package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.AssembledProgram;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.CgroupLink;
import io.github.bpfgate.libbpf.Descriptor;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.LoadAttributes;
import io.github.bpfgate.libbpf.LoadedProgram;
import io.github.bpfgate.libbpf.PrivateCgroup;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Cgroups of our own with sockets of their own each, which pass the hook. */
final class CgroupStage implements Stage {

    /** One more than programs are attached at a time, so that those of the next block come to other sockets. */
    private static final int PLACES = 4;

    private record Place(CgroupHook.Passer passer, CgroupLink link) {
    }

    private final CgroupHook hook;
    /** Holds a place while no other program does: nothing can be attached to a cgroup that has been removed. */
    private final AssembledProgram placeholder;
    private final List<Place> places = new ArrayList<>();
    private final Deque<Place> free = new ArrayDeque<>();

    private CgroupStage(CgroupHook hook, AssembledProgram placeholder) {
        this.hook = hook;
        this.placeholder = placeholder;
    }

    static CgroupStage open(Libbpf libbpf, AttachPoint point) throws AttachException {
        CgroupHook hook = CgroupHook.of(point.target());
        CgroupStage stage = new CgroupStage(hook, libbpf.loadAssembled(Idle.NAME,
                LoadAttributes.plain(point.type().number(), hook.attachType(), 0), Idle.insns(1)));
        boolean complete = false;
        try {
            for (int i = 0; i < PLACES; i++) {
                stage.places.add(PrivateCgroup.call(libbpf, "bpfgate-" + ProcessHandle.current().pid() + "-" + i,
                        cgroup -> place(libbpf, hook, cgroup, stage.placeholder)));
            }
            stage.free.addAll(stage.places);
            complete = true;
            return stage;
        } catch (IOException e) {
            throw AttachException.unsupported("no cgroup can be made for it (" + e + ")");
        } finally {
            if (!complete) {
                stage.close();
            }
        }
    }

    private static Place place(Libbpf libbpf, CgroupHook hook, Descriptor cgroup,
            AssembledProgram program) {
        CgroupHook.Passer passer = hook.open(libbpf);
        try {
            return new Place(passer, CgroupLink.attach(libbpf, cgroup, hook.attachType(), program));
        } catch (BpfException e) {
            passer.end().run();
            throw e;
        }
    }

    @Override
    public Attachment attach(LoadedProgram program) {
        Place place = free.removeFirst();
        place.link().replace(program);
        return new Attachment() {
            @Override
            public void trigger(int times) {
                place.passer().pass().accept(times);
            }

            @Override
            public void close() {
                place.link().replace(placeholder);
                free.addLast(place);
            }
        };
    }

    @Override
    public String triggers() {
        return hook.triggers();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean runsOften() {
        return hook.isPassedOften();
    }

    @Override
    public void close() {
        places.forEach(place -> {
            place.link().close();
            place.passer().end().run();
        });
        placeholder.close();
    }
}
