package io.github.bpfgate.libbpf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jnr.ffi.Pointer;

/**
 * The system calls that can be made again and again without any effect: those that only ask, and those that are given
 * what they refuse (a descriptor that is not open, a path that does not exist).
 *
 * <p>A program on its entry or exit runs all the same.
 */
public enum SystemCall {
    GETPGID(121, 155, Given.NOTHING),
    GETPID(39, 172, Given.NOTHING),
    GETPPID(110, 173, Given.NOTHING),
    GETTID(186, 178, Given.NOTHING),
    GETSID(124, 156, Given.NOTHING),
    GETUID(102, 174, Given.NOTHING),
    GETEUID(107, 175, Given.NOTHING),
    GETGID(104, 176, Given.NOTHING),
    GETEGID(108, 177, Given.NOTHING),
    SCHED_YIELD(24, 124, Given.NOTHING),
    KILL(62, 129, Given.OWN_PROCESS),
    CLOSE(3, 57, Given.NO_DESCRIPTOR),
    READ(0, 63, Given.NO_DESCRIPTOR),
    WRITE(1, 64, Given.NO_DESCRIPTOR),
    IOCTL(16, 29, Given.NO_DESCRIPTOR),
    FCNTL(72, 25, Given.NO_DESCRIPTOR),
    DUP(32, 23, Given.NO_DESCRIPTOR),
    FSYNC(74, 82, Given.NO_DESCRIPTOR),
    SETNS(308, 268, Given.NO_DESCRIPTOR),
    CONNECT(42, 203, Given.NO_DESCRIPTOR),
    BIND(49, 200, Given.NO_DESCRIPTOR),
    LISTEN(50, 201, Given.NO_DESCRIPTOR),
    ACCEPT4(288, 242, Given.NO_DESCRIPTOR),
    SENDTO(44, 206, Given.NO_DESCRIPTOR),
    SENDMSG(46, 211, Given.NO_DESCRIPTOR),
    RECVFROM(45, 207, Given.NO_DESCRIPTOR),
    RECVMSG(47, 212, Given.NO_DESCRIPTOR),
    SETSOCKOPT(54, 208, Given.NO_DESCRIPTOR),
    GETSOCKOPT(55, 209, Given.NO_DESCRIPTOR),
    OPENAT(257, 56, Given.NO_FILE_AT),
    UNLINKAT(263, 35, Given.NO_FILE_AT),
    MKDIRAT(258, 34, Given.NO_FILE_AT),
    FACCESSAT(269, 48, Given.NO_FILE_AT),
    NEWFSTATAT(262, 79, Given.NO_FILE_AT),
    STATX(332, 291, Given.NO_FILE_AT),
    READLINKAT(267, 78, Given.NO_FILE_AT),
    EXECVE(59, 221, Given.NO_FILE),
    CHDIR(80, 49, Given.NO_FILE),
    UMOUNT2(166, 39, Given.NO_FILE);

    private enum Given {
        NOTHING, OWN_PROCESS, NO_DESCRIPTOR, NO_FILE, NO_FILE_AT
    }

    private static final String NO_SUCH_FILE = "/bpfgate/none";
    private static final long AT_FDCWD = -100;

    private final int numberOnX86;
    private final int numberElsewhere;
    private final Given given;

    /**
     * @param numberOnX86     of asm/unistd_64.h
     * @param numberElsewhere of asm-generic/unistd.h, which aarch64 uses
     */
    SystemCall(int numberOnX86, int numberElsewhere, Given given) {
        this.numberOnX86 = numberOnX86;
        this.numberElsewhere = numberElsewhere;
        this.given = given;
    }

    /** The call of that name, such as {@code getpgid}. */
    public static Optional<SystemCall> of(String name) {
        return Arrays.stream(values()).filter(call -> call.kernelName().equals(name)).findFirst();
    }

    /** The names of all of them. */
    public static List<String> names() {
        return Arrays.stream(values()).map(SystemCall::kernelName).toList();
    }

    /** The kernel's name, such as {@code getpgid}. */
    public String kernelName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Prepares to make the call on the thread that then makes it. */
    public Caller caller(Libbpf libbpf) {
        return new Caller(libbpf, this);
    }

    private int number() {
        return SystemNumbers.isX86() ? numberOnX86 : numberElsewhere;
    }

    /** Makes one system call again and again, with arguments made once. What it answers is ignored. */
    public static final class Caller {

        private final LibcCalls libc;
        private final long number;
        private final long first;
        private final long second;
        /** Held, for the arguments have its bare address. */
        private final Pointer path;

        private Caller(Libbpf libbpf, SystemCall call) {
            this.libc = libbpf.libc();
            this.number = call.number();
            byte[] name = NO_SUCH_FILE.getBytes(StandardCharsets.US_ASCII);
            this.path = libbpf.allocate(name.length + 1L);
            path.put(0, name, 0, name.length);
            this.first = switch (call.given) {
                case NOTHING -> 0;
                case OWN_PROCESS -> libc.getpid();
                case NO_DESCRIPTOR -> -1;
                case NO_FILE -> path.address();
                case NO_FILE_AT -> AT_FDCWD;
            };
            this.second = call.given == Given.NO_FILE_AT ? path.address() : 0;
        }

        /** Makes the call so many times. */
        public void call(int times) {
            for (int i = 0; i < times; i++) {
                libc.syscall(number, first, second, 0, 0, 0, 0);
            }
        }
    }
}
