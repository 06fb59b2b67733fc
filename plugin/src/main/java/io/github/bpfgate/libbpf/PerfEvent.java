package io.github.bpfgate.libbpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.ref.Reference;
import jnr.ffi.Pointer;

/**
 * An event of perf's that programs can be attached to: a tracepoint, a probe, or something that software counts.
 *
 * <p>Closing the descriptor detaches the program.
 */
public final class PerfEvent implements AutoCloseable {

    /** {@code struct perf_event_attr} (linux/perf_event.h), version 5. */
    private static final int SIZE = 112;
    private static final int TYPE = 0;
    private static final int ATTRIBUTE_SIZE = 4;
    private static final int CONFIG = 8;
    private static final int SAMPLE_PERIOD = 16;
    private static final int FLAGS = 40;
    private static final int CONFIG1 = 56;
    private static final int CONFIG2 = 64;

    private static final int PERF_TYPE_SOFTWARE = 1;
    private static final int PERF_TYPE_TRACEPOINT = 2;
    private static final int PERF_COUNT_SW_PAGE_FAULTS = 2;
    private static final long PERF_FLAG_FD_CLOEXEC = 8;
    private static final long PERF_EVENT_IOC_ENABLE = 0x2400;
    private static final long PERF_EVENT_IOC_DISABLE = 0x2401;
    private static final long DISABLED = 1;
    private static final long PERF_EVENT_IOC_SET_BPF = 0x40042408;
    private static final int EVERY_PROCESS = -1;
    private static final int THIS_THREAD = 0;
    private static final int EVERY_CPU = -1;

    private final Libbpf libbpf;
    private final Descriptor descriptor;

    private PerfEvent(Libbpf libbpf, Descriptor descriptor) {
        this.libbpf = libbpf;
        this.descriptor = descriptor;
    }

    /**
     * A tracepoint. A program attached to it runs for every process and on every CPU.
     *
     * @param id the tracepoint's number, as its directory in tracefs has it
     * @throws BpfException if the kernel refuses
     */
    public static PerfEvent tracepoint(Libbpf libbpf, int id) {
        Pointer attributes = attributes(libbpf, PERF_TYPE_TRACEPOINT, id);
        return open(libbpf, attributes, EVERY_PROCESS, 0, "the tracepoint number " + id);
    }

    /**
     * Page faults of the calling thread, each of which is a sample.
     *
     * @throws BpfException if the kernel refuses
     */
    public static PerfEvent pageFaults(Libbpf libbpf) {
        Pointer attributes = attributes(libbpf, PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS);
        attributes.putLong(SAMPLE_PERIOD, 1);
        return open(libbpf, attributes, THIS_THREAD, EVERY_CPU, "page faults");
    }

    /**
     * A place in a file's code, where the calling thread passes it.
     *
     * @param pmu      the number that {@code /sys/bus/event_source/devices/uprobe/type} has
     * @param onReturn whether at the function's return, and not at its entry
     * @param offset   bytes from the file's start
     * @throws BpfException if the kernel refuses
     */
    public static PerfEvent uprobe(Libbpf libbpf, int pmu, boolean onReturn, String file, long offset) {
        Pointer attributes = attributes(libbpf, pmu, onReturn ? 1 : 0);
        byte[] bytes = file.getBytes(UTF_8);
        Pointer path = libbpf.allocate(bytes.length + 1L);
        path.put(0, bytes, 0, bytes.length);
        attributes.putAddress(CONFIG1, path.address());
        attributes.putLong(CONFIG2, offset);
        PerfEvent event = open(libbpf, attributes, THIS_THREAD, EVERY_CPU, file);
        Reference.reachabilityFence(path);
        return event;
    }

    private static Pointer attributes(Libbpf libbpf, int type, long config) {
        Pointer attributes = libbpf.allocate(SIZE);
        attributes.putInt(TYPE, type);
        attributes.putInt(ATTRIBUTE_SIZE, SIZE);
        attributes.putLong(CONFIG, config);
        attributes.putLong(FLAGS, DISABLED);
        return attributes;
    }

    private static PerfEvent open(Libbpf libbpf, Pointer attributes, int pid, int cpu, String what) {
        long fd = libbpf.libc().syscall(SystemNumbers.perfEventOpen(), attributes.address(), pid, cpu, -1,
                PERF_FLAG_FD_CLOEXEC, 0);
        int errno = libbpf.lastErrno();
        Reference.reachabilityFence(attributes);
        if (fd < 0) {
            throw new BpfException("Cannot open the perf event of " + what + ": " + Errno.describe(errno) + ".", errno);
        }
        return new PerfEvent(libbpf, new Descriptor(libbpf, (int) fd));
    }

    /**
     * Attaches a program. One of a tracepoint or a probe runs from now on, of another event while it is enabled.
     *
     * @throws BpfException if the kernel refuses
     */
    public void attach(LoadedProgram program) {
        control(PERF_EVENT_IOC_SET_BPF, program.fd(), "attach a program to a perf event");
    }

    /** Lets the event happen. */
    public void enable() {
        control(PERF_EVENT_IOC_ENABLE, 0, "switch a perf event on");
    }

    /** Keeps the event from happening, as it does at first. */
    public void disable() {
        control(PERF_EVENT_IOC_DISABLE, 0, "switch a perf event off");
    }

    private void control(long request, long argument, String what) {
        if (libbpf.libc().ioctl(descriptor.fd(), request, argument) != 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot " + what + ": " + Errno.describe(errno) + ".", errno);
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
