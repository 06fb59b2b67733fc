package io.github.bpfgate.libbpf;

import java.util.Map;

/** The errno values that eBPF calls answer with, and their names; asm-generic numbers, the same on x86-64 and aarch64. */
public final class Errno {

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int E2BIG = 7;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EFAULT = 14;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;

    /** The kernel's internal "not supported" (include/linux/errno.h), which libc cannot name. */
    public static final int ENOTSUPP = 524;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(EPERM, "EPERM"), Map.entry(ENOENT, "ENOENT"), Map.entry(3, "ESRCH"), Map.entry(EINTR, "EINTR"),
            Map.entry(E2BIG, "E2BIG"), Map.entry(9, "EBADF"), Map.entry(EAGAIN, "EAGAIN"), Map.entry(12, "ENOMEM"),
            Map.entry(EACCES, "EACCES"), Map.entry(EFAULT, "EFAULT"), Map.entry(16, "EBUSY"), Map.entry(17, "EEXIST"),
            Map.entry(19, "ENODEV"), Map.entry(20, "ENOTDIR"), Map.entry(EINVAL, "EINVAL"), Map.entry(24, "EMFILE"),
            Map.entry(27, "EFBIG"),
            Map.entry(ENOSPC, "ENOSPC"), Map.entry(34, "ERANGE"), Map.entry(38, "ENOSYS"),
            Map.entry(95, "EOPNOTSUPP"), Map.entry(110, "ETIMEDOUT"), Map.entry(ENOTSUPP, "ENOTSUPP"),
            // libbpf's own numbers (libbpf.h, enum libbpf_errno)
            Map.entry(4000, "LIBBPF_ERRNO__LIBELF"), Map.entry(4001, "LIBBPF_ERRNO__FORMAT"),
            Map.entry(4002, "LIBBPF_ERRNO__KVERSION"), Map.entry(4003, "LIBBPF_ERRNO__ENDIAN"),
            Map.entry(4004, "LIBBPF_ERRNO__INTERNAL"), Map.entry(4005, "LIBBPF_ERRNO__RELOC"));

    private Errno() {
    }

    /**
     * The name and number of an errno, such as {@code EPERM (errno 1)}.
     *
     * @param errno a positive errno
     */
    public static String describe(int errno) {
        String name = NAMES.get(errno);
        return name == null ? "errno " + errno : name + " (errno " + errno + ")";
    }
}
