package io.github.bpfgate.libbpf;

/** Numbers of the system calls that libc has no function for. */
final class SystemNumbers {

    /** The same on all architectures, as for every call since Linux 5.1. */
    static final int FSOPEN = 430;
    static final int FSCONFIG = 431;
    static final int FSMOUNT = 432;

    private SystemNumbers() {
    }

    static boolean isX86() {
        return System.getProperty("os.arch").equals("amd64");
    }

    static int perfEventOpen() {
        return isX86() ? 298 : 241;
    }
}
