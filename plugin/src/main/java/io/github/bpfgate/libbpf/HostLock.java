package io.github.bpfgate.libbpf;

/**
 * Lets one build at a time measure on this host; two at once would measure each other.
 *
 * <p>It is flock(2) on a directory that is there anyway and that everybody may read: nothing is created, so nothing has
 * an owner who keeps the next user out, and nobody can put a link in its place. The kernel drops it with the process,
 * however that dies.
 */
public final class HostLock implements AutoCloseable {

    /** What is measured with; the same directory for every user of the host. */
    public static final String CPUS = "/sys/devices/system/cpu";

    private static final int O_CLOEXEC = 0x80000;
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;

    private final Descriptor descriptor;

    private HostLock(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Takes the lock, waiting for whoever has it.
     *
     * @param directory which alone is ever opened: opening one does nothing to it
     * @param whenBusy  is run once before waiting
     * @throws BpfException if there is no such directory, or it cannot be locked
     */
    public static HostLock take(Libbpf libbpf, String directory, Runnable whenBusy) {
        // The dot is in directories alone, and O_DIRECTORY has another number on each architecture.
        int fd = libbpf.libc().open(directory + "/.", O_CLOEXEC);
        if (fd < 0) {
            throw failed("open " + directory, libbpf.lastErrno());
        }
        Descriptor descriptor = new Descriptor(libbpf, fd);
        if (libbpf.libc().flock(fd, LOCK_EX | LOCK_NB) != 0) {
            int errno = libbpf.lastErrno();
            if (errno != Errno.EAGAIN) {
                descriptor.close();
                throw failed("lock " + directory, errno);
            }
            whenBusy.run();
            waitFor(libbpf, descriptor, directory);
        }
        return new HostLock(descriptor);
    }

    private static void waitFor(Libbpf libbpf, Descriptor descriptor, String directory) {
        while (libbpf.libc().flock(descriptor.fd(), LOCK_EX) != 0) {
            int errno = libbpf.lastErrno();
            if (errno != Errno.EINTR) {
                descriptor.close();
                throw failed("lock " + directory, errno);
            }
        }
    }

    private static BpfException failed(String what, int errno) {
        return new BpfException("Cannot take the lock that lets one build at a time measure on this host: cannot "
                + what + ": " + Errno.describe(errno) + ".", errno);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
