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

    int bind(int socket, Pointer address, int length);

    int connect(int socket, Pointer address, int length);

    int listen(int socket, int backlog);

    int accept4(int socket, Pointer address, Pointer length, int flags);

    int getsockname(int socket, Pointer address, Pointer length);

    int getpeername(int socket, Pointer address, Pointer length);

    int getsockopt(int socket, int level, int name, Pointer value, Pointer length);

    int setsockopt(int socket, int level, int name, Pointer value, int length);

    long sendto(int socket, Pointer bytes, @size_t long length, int flags, Pointer address, int addressLength);

    long recvfrom(int socket, Pointer bytes, @size_t long length, int flags, Pointer address, Pointer addressLength);

    int ioctl(int fd, @u_int64_t long request, Pointer argument);

    int ioctl(int fd, @u_int64_t long request, @u_int64_t long argument);

    /** Of six arguments at most; that the C function takes any number makes no difference on 64-bit architectures. */
    long syscall(long number, long first, long second, long third, long fourth, long fifth, long sixth);

    int getpid();

    int getpagesize();

    Pointer mmap(Pointer address, @size_t long length, int protection, int flags, int fd, long offset);

    int madvise(Pointer address, @size_t long length, int advice);

    int munmap(Pointer address, @size_t long length);

    Pointer dlsym(Pointer handle, String name);

    int abs(int number);

    long labs(long number);

    int ffs(int number);

    int ffsl(long number);

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
