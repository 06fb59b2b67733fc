package io.github.bpfgate.libbpf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jnr.ffi.Pointer;

/**
 * A file system that is mounted nowhere: it is reached by the descriptor of its root alone, and goes with it.
 *
 * <p>So nothing has to be mounted on the machine, no directory is needed, and nothing stays however the process ends.
 */
public final class DetachedMount implements AutoCloseable {

    private static final int CLOEXEC = 1;
    private static final int FSCONFIG_CMD_CREATE = 6;

    private final Descriptor root;

    private DetachedMount(Descriptor root) {
        this.root = root;
    }

    /**
     * Mounts a file system of the kernel's, such as {@code tracefs}.
     *
     * @throws BpfException without CAP_SYS_ADMIN, or where the kernel does not have it
     */
    public static DetachedMount of(Libbpf libbpf, String type) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        Pointer memory = libbpf.allocate(name.length + 1L);
        memory.put(0, name, 0, name.length);
        int context = call(libbpf, type, SystemNumbers.FSOPEN, memory.address(), CLOEXEC, 0);
        try (Descriptor opened = new Descriptor(libbpf, context)) {
            call(libbpf, type, SystemNumbers.FSCONFIG, opened.fd(), FSCONFIG_CMD_CREATE, 0);
            return new DetachedMount(new Descriptor(libbpf,
                    call(libbpf, type, SystemNumbers.FSMOUNT, opened.fd(), CLOEXEC, 0)));
        }
    }

    private static int call(Libbpf libbpf, String type, int number, long first, long second, long third) {
        long result = libbpf.libc().syscall(number, first, second, third, 0, 0, 0);
        if (result < 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot mount " + type + ": " + Errno.describe(errno) + ".", errno);
        }
        return (int) result;
    }

    /** A path to its root, for this process and until closed. */
    public Path path() {
        return Path.of("/proc/self/fd", Integer.toString(root.fd()));
    }

    @Override
    public void close() {
        root.close();
    }
}
