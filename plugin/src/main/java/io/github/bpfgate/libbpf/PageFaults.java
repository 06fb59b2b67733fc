package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/** Memory of one's own whose pages are given back and touched again: one page fault of the calling thread each. */
public final class PageFaults implements AutoCloseable {

    private static final int PAGES = 512;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int MADV_DONTNEED = 4;
    /** A huge page would come with a single fault. */
    private static final int MADV_NOHUGEPAGE = 15;

    private final Libbpf libbpf;
    private final int pageSize;
    private final long length;
    private final Pointer memory;

    private PageFaults(Libbpf libbpf, int pageSize, Pointer memory) {
        this.libbpf = libbpf;
        this.pageSize = pageSize;
        this.length = (long) PAGES * pageSize;
        this.memory = memory;
    }

    /**
     * Maps the memory.
     *
     * @throws BpfException if there is none
     */
    public static PageFaults map(Libbpf libbpf) {
        int pageSize = libbpf.libc().getpagesize();
        long length = (long) PAGES * pageSize;
        Pointer memory = libbpf.libc().mmap(null, length, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
        if (memory == null || memory.address() == -1) {
            int errno = libbpf.lastErrno();
            throw new BpfException("Cannot map memory: " + Errno.describe(errno) + ".", errno);
        }
        // Refused by a kernel without huge pages, where there is nothing to ask for.
        libbpf.libc().madvise(memory, length, MADV_NOHUGEPAGE);
        return new PageFaults(libbpf, pageSize, memory);
    }

    /** Causes so many page faults. */
    public void cause(int times) {
        for (int done = 0; done < times; done += PAGES) {
            libbpf.libc().madvise(memory, length, MADV_DONTNEED);
            int pages = Math.min(PAGES, times - done);
            for (int page = 0; page < pages; page++) {
                memory.putByte((long) page * pageSize, (byte) 1);
            }
        }
    }

    @Override
    public void close() {
        libbpf.libc().munmap(memory, length);
    }
}
