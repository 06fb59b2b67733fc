package io.github.bpfgate.libbpf;

/** A file descriptor that is closed once. */
public final class Descriptor implements AutoCloseable {

    private final Libbpf libbpf;
    private int fd;

    Descriptor(Libbpf libbpf, int fd) {
        this.libbpf = libbpf;
        this.fd = fd;
    }

    int fd() {
        if (fd < 0) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return fd;
    }

    @Override
    public void close() {
        if (fd >= 0) {
            libbpf.libc().close(fd);
            fd = -1;
        }
    }
}
