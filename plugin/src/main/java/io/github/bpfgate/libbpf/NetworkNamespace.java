package io.github.bpfgate.libbpf;

import java.nio.charset.StandardCharsets;
import jnr.ffi.Pointer;

/**
 * A network namespace that exists only as a descriptor of this process.
 *
 * <p>It has one interface, {@code lo}, ifindex 1. Closing the descriptor, or dying, ends it.
 */
public final class NetworkNamespace implements AutoCloseable {

    /** ifindex of {@code lo} in every network namespace. */
    static final int LOOPBACK = 1;

    private static final int CLONE_NEWNET = 0x40000000;
    private static final int O_RDONLY_CLOEXEC = 0x80000;

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int SIOCSIFFLAGS = 0x8914;
    /** {@code struct ifreq} (linux/if.h): a name, then flags among others. */
    private static final int REQUEST_BYTES = 40;
    private static final int REQUEST_FLAGS = 16;
    private static final short IFF_UP = 1;

    private final Libbpf libbpf;
    private final Descriptor descriptor;

    private NetworkNamespace(Libbpf libbpf, Descriptor descriptor) {
        this.libbpf = libbpf;
        this.descriptor = descriptor;
    }

    /**
     * Makes a namespace and moves the calling thread, and no other, into it.
     *
     * @throws BpfException with EPERM without CAP_SYS_ADMIN
     */
    public static NetworkNamespace create(Libbpf libbpf) {
        if (libbpf.libc().unshare(CLONE_NEWNET) != 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot make a private network namespace: " + Errno.describe(errno) + ".", errno);
        }
        return ofThisThread(libbpf);
    }

    /**
     * The one that the calling thread is in.
     *
     * @throws BpfException if /proc is not mounted
     */
    public static NetworkNamespace ofThisThread(Libbpf libbpf) {
        int fd = libbpf.libc().open("/proc/thread-self/ns/net", O_RDONLY_CLOEXEC);
        if (fd < 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot open /proc/thread-self/ns/net: " + Errno.describe(errno) + ".", errno);
        }
        return new NetworkNamespace(libbpf, new Descriptor(libbpf, fd));
    }

    /**
     * Moves the calling thread into this namespace.
     *
     * @throws BpfException with EPERM without CAP_SYS_ADMIN
     */
    public void enter() {
        if (libbpf.libc().setns(descriptor.fd(), CLONE_NEWNET) != 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot enter a network namespace: " + Errno.describe(errno) + ".", errno);
        }
    }

    /**
     * Sets {@code lo} of the calling thread's namespace up, as it is where anything has a network; it is made down.
     *
     * @throws BpfException with EPERM without CAP_NET_ADMIN
     */
    public static void setLoopbackUp(Libbpf libbpf) {
        Pointer request = libbpf.allocate(REQUEST_BYTES);
        request.putString(0, "lo", REQUEST_FLAGS, StandardCharsets.US_ASCII);
        request.putShort(REQUEST_FLAGS, IFF_UP);
        int socket = libbpf.libc().socket(AF_INET, SOCK_DGRAM_CLOEXEC, 0);
        int result = socket < 0 ? socket : libbpf.libc().ioctl(socket, SIOCSIFFLAGS, request);
        int errno = libbpf.lastErrno();
        new Descriptor(libbpf, socket).close();
        if (result < 0) {
            throw new BpfException("Cannot set lo up: " + Errno.describe(errno) + ".", errno);
        }
    }

    int fd() {
        return descriptor.fd();
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
