package io.github.bpfgate.libbpf;

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
        int fd = libbpf.libc().open("/proc/thread-self/ns/net", O_RDONLY_CLOEXEC);
        if (fd < 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot open /proc/thread-self/ns/net: " + Errno.describe(errno) + ".", errno);
        }
        return new NetworkNamespace(libbpf, new Descriptor(libbpf, fd));
    }

    /** Moves the calling thread into this namespace. */
    void enter() {
        if (libbpf.libc().setns(descriptor.fd(), CLONE_NEWNET) != 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot enter a network namespace: " + Errno.describe(errno) + ".", errno);
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
