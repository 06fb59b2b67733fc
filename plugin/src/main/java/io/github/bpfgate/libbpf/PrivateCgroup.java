package io.github.bpfgate.libbpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A cgroup of one's own that is gone from the file system before anything is measured.
 *
 * <p>A socket belongs to the cgroup that it was made in, and programs attached there run for it as long as it lives,
 * also when the cgroup has been removed ({@code cgroup_sk_alloc} in kernel/cgroup/cgroup.c takes a reference on the
 * programs). So this process enters a new cgroup, makes sockets, attaches, and leaves and removes it again: no other
 * process is ever in it, and nothing stays however this one ends.
 */
public final class PrivateCgroup {

    private static final String OWN = "0::";
    private static final int O_DIRECTORY_CLOEXEC = 0x80000 | (SystemNumbers.isX86() ? 0x10000 : 0x4000);
    private static final String PROCESSES = "cgroup.procs";
    /** The process that writes it. */
    private static final String THIS_ONE = "0";

    private PrivateCgroup() {
    }

    /**
     * Does something in a new cgroup.
     *
     * @param name of the cgroup, for the moment that it is there
     * @param task is given the cgroup's descriptor, which is closed after it
     * @throws IOException  if this process may not make a cgroup and move there
     * @throws BpfException if there is no cgroup2 to be had
     */
    public static <T> T call(Libbpf libbpf, String name, Function<Descriptor, T> task) throws IOException {
        try (DetachedMount mount = DetachedMount.of(libbpf, "cgroup2")) {
            Path own = mount.path().resolve(ofThisProcess());
            Path made = Files.createDirectory(own.resolve(name));
            try {
                Files.writeString(made.resolve(PROCESSES), THIS_ONE);
                try (Descriptor directory = open(libbpf, made)) {
                    return task.apply(directory);
                } finally {
                    Files.writeString(own.resolve(PROCESSES), THIS_ONE);
                }
            } finally {
                Files.delete(made);
            }
        }
    }

    /** Its path below the root of the hierarchy, without the slash at its beginning. */
    private static String ofThisProcess() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/cgroup")).stream().filter(line -> line.startsWith(OWN))
                .findFirst().map(line -> line.substring(OWN.length()).replaceFirst("^/", ""))
                .orElseThrow(() -> new IOException("this kernel has no cgroup2"));
    }

    private static Descriptor open(Libbpf libbpf, Path directory) {
        int fd = libbpf.libc().open(directory.toString(), O_DIRECTORY_CLOEXEC);
        if (fd < 0) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot open a cgroup: " + Errno.describe(errno) + ".", errno);
        }
        return new Descriptor(libbpf, fd);
    }
}
