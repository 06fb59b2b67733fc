package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;
import jnr.ffi.types.size_t;
import jnr.ffi.types.u_int64_t;

/** The raw libc calls that measuring needs; each answers -1 and sets errno on failure. */
public interface LibcCalls {

    int vsnprintf(Pointer buffer, @size_t long size, Pointer format, Pointer arguments);

    /** A {@code FILE} that collects in memory what is printed to it, and tells where and how much when it is closed. */
    Pointer open_memstream(Pointer address, Pointer size);

    int fclose(Pointer stream);

    void free(Pointer memory);

    int open(String path, int flags);

    int close(int fd);

    int socket(int domain, int type, int protocol);

    int ioctl(int fd, @u_int64_t long request, Pointer argument);

    int unshare(int flags);

    int setns(int fd, int type);

    int sched_getaffinity(int pid, @size_t long size, Pointer mask);

    int sched_setaffinity(int pid, @size_t long size, Pointer mask);

    int setpriority(int which, int who, int priority);

    int getrusage(int who, Pointer usage);

    int flock(int fd, int operation);

    int prctl(int option, @u_int64_t long argument2, @u_int64_t long argument3, @u_int64_t long argument4,
            @u_int64_t long argument5);

    int capset(Pointer header, Pointer data);

    int execve(String path, Pointer arguments, Pointer environment);
}
