package io.github.bpfgate.benchmark.attach;

import io.github.bpfgate.libbpf.BpfProgram;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.SystemCall;
import io.github.bpfgate.libbpf.VethPair;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a program is attached to be measured.
 *
 * @param type   how
 * @param target what its section names, such as {@code syscalls/sys_enter_getpgid}; empty where it names nothing
 */
public record AttachPoint(AttachableType type, String target) {

    private static final Pattern OF_ONE_CALL = Pattern.compile("syscalls/sys_(?:enter|exit)_(\\w+)");
    private static final Pattern OF_EVERY_CALL = Pattern.compile("(?:raw_syscalls/)?sys_(?:enter|exit)");

    /** The place for a program, by its type and section; empty if bpfgate attaches none of its kind. */
    public static Optional<AttachPoint> of(BpfProgram program) {
        return AttachableType.of(program).map(type -> new AttachPoint(type, type.target(program.section())));
    }

    /** Whether it is known what runs a program there exactly once. */
    public boolean hasKnownTrigger() {
        return !type.takesSystemCall() || knownCall().isPresent();
    }

    private Optional<SystemCall> knownCall() {
        Matcher ofOne = OF_ONE_CALL.matcher(target);
        return ofOne.matches() ? SystemCall.of(ofOne.group(1))
                : OF_EVERY_CALL.matcher(target).matches() ? Optional.of(SystemCall.GETPGID) : Optional.empty();
    }

    /**
     * Makes ready to attach programs here and to trigger them.
     *
     * @param workload what is to trigger them
     * @throws AttachException if nothing is known to, the type takes no such workload, or this kernel has no such place
     * @throws io.github.bpfgate.libbpf.BpfException if the kernel refuses
     */
    public Stage open(Libbpf libbpf, Workload workload) throws AttachException {
        Optional<SystemCall> wanted = workload.systemCall();
        if (!type.takesSystemCall() && wanted.isPresent()) {
            throw AttachException.misconfigured("programs of " + type.title()
                    + " are not run by a system call here. Drop <syscall>");
        }
        if (type != AttachableType.XDP && workload.genericXdp()) {
            throw AttachException.misconfigured("programs of " + type.title()
                    + " have no mode as those of xdp have. Drop <xdpMode>");
        }
        return switch (type) {
            case TRACEPOINT -> TracepointStage.open(libbpf, target, call(wanted));
            case RAW_TRACEPOINT, TP_BTF -> RawTracepointStage.open(libbpf, this, call(wanted));
            case PERF_EVENT -> new PageFaultStage(libbpf);
            case UPROBE -> ProbeStage.open(libbpf, false);
            case URETPROBE -> ProbeStage.open(libbpf, true);
            case CGROUP_SKB, CGROUP_SOCK_ADDR, CGROUP_SOCKOPT, CGROUP_SOCK, SOCK_OPS -> CgroupStage.open(libbpf, this);
            case XDP -> PacketStage.open(libbpf, workload.genericXdp() ? VethPair.Hook.XDP_GENERIC
                    : VethPair.Hook.XDP_DRIVER, workload.frames());
            case TCX -> PacketStage.open(libbpf, target.equals("egress") ? VethPair.Hook.TCX_EGRESS
                    : VethPair.Hook.TCX_INGRESS, workload.frames());
            case SK_REUSEPORT -> new ReuseportStage(libbpf);
            case SK_MSG, SK_SKB -> new SocketMapStage(libbpf, this);
        };
    }

    private SystemCall call(Optional<SystemCall> wanted) throws AttachException {
        Optional<SystemCall> call = wanted.or(this::knownCall);
        if (call.isEmpty()) {
            throw AttachException.misconfigured("it is not known what runs a program at " + this
                    + ". Name a system call that does: <workload><syscall>getpgid</syscall></workload>");
        }
        return call.get();
    }

    /** Its type, and its target where it has one. */
    @Override
    public String toString() {
        return target.isEmpty() || target.equals(type.title()) ? type.title() : type.title() + "/" + target;
    }
}
