package io.github.bpfgate.libbpf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * The loaded libbpf: opens objects, loads assembled programs, switches run-time statistics on.
 *
 * <p>One instance serves a process. libbpf is thread-safe per object; bpfgate uses one thread.
 */
public final class Libbpf {

    private static final int OLDEST_MAJOR = 1;
    private static final int KEPT_MESSAGES = 40;
    private static final int MESSAGE_BYTES = 2048;
    private static final int LIBBPF_WARN = 0;
    private static final int BPF_STATS_RUN_TIME = 0;

    private final LibbpfCalls calls;
    private final LibcCalls libc;
    private final Runtime runtime;
    private final ConcurrentLinkedDeque<String> messages = new ConcurrentLinkedDeque<>();
    /** Held so that the native side never calls into a collected closure. */
    private final LibbpfCalls.PrintCallback printer = this::keepMessage;

    private Libbpf(LibbpfCalls calls, LibcCalls libc) {
        this.calls = calls;
        this.libc = libc;
        this.runtime = Runtime.getRuntime(calls);
        calls.libbpf_set_print(printer);
    }

    /**
     * Loads libbpf.
     *
     * @param path a library file that root alone can change, or empty for the system's {@code libbpf.so.1}
     * @throws BpfException if there is none, or it is older than 1.0
     */
    public static Libbpf load(Optional<String> path) {
        String library = path.map(ConfiguredLibrary::requireTrusted).orElse("libbpf.so.1");
        LibbpfCalls calls;
        try {
            calls = open(LibbpfCalls.class, library);
            requireVersion(library, calls.libbpf_major_version(), calls.libbpf_version_string());
        } catch (UnsatisfiedLinkError e) {
            throw new BpfException(missing(path, library), 0);
        }
        return new Libbpf(calls, loadLibc());
    }

    static LibcCalls loadLibc() {
        return open(LibcCalls.class, "libc.so.6");
    }

    private static void requireVersion(String library, int major, String version) {
        if (major < OLDEST_MAJOR) {
            throw new BpfException("libbpf " + version.replaceFirst("^v", "") + " (" + library
                    + ") is older than 1.0, the oldest that bpfgate can use. Install libbpf1 (Debian 12, Ubuntu 22.10"
                    + " or later), or set <libbpf> to a newer libbpf.so.1.", 0);
        }
    }

    private static String missing(Optional<String> path, String library) {
        if (path.isPresent()) {
            return "The configured libbpf " + path.get() + " is not there or is no libbpf 1.x."
                    + " Correct <libbpf>, or drop it to use the system's.";
        }
        String found = hasOldLibbpf() ? "Only libbpf 0.x is installed, and bpfgate needs 1.0 or later."
                : "libbpf is not installed.";
        return found + " Install it: apt-get install libbpf1 (Debian, Ubuntu), dnf install libbpf (Fedora),"
                + " apk add libbpf (Alpine) or pacman -S libbpf (Arch); or set <libbpf> to the path of a libbpf.so.1.";
    }

    private static boolean hasOldLibbpf() {
        try {
            open(LibbpfCalls.class, "libbpf.so.0");
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    private static <T> T open(Class<T> type, String library) {
        JffiDirectory unpacked = JffiDirectory.open();
        try {
            return LibraryLoader.loadLibrary(type, Map.of(LibraryOption.LoadNow, true), library);
        } finally {
            unpacked.close();
        }
    }

    /** The version as libbpf gives it, such as {@code 1.1}. */
    public String version() {
        return calls.libbpf_version_string().replaceFirst("^v", "");
    }

    /**
     * Opens an object; nothing is loaded into the kernel yet.
     *
     * @param bytes the ELF file
     * @param name  the file's name, for messages
     * @throws BpfException if the bytes are not an eBPF object
     */
    public BpfObject openObject(byte[] bytes, String name) {
        return BpfObject.open(this, bytes, name);
    }

    /**
     * Loads instructions that did not come from an object, or not as they are.
     *
     * @param name       for the kernel, which keeps 15 characters of it
     * @param attributes what the kernel wants to know besides
     * @param insns      instructions, 8 bytes each, in native byte order
     * @throws BpfException with the verifier's log if the kernel refuses them
     */
    public AssembledProgram loadAssembled(String name, LoadAttributes attributes, byte[] insns) {
        return AssembledProgram.load(this, name, attributes, insns);
    }

    /**
     * Switches {@code run_time_ns} and {@code run_cnt} on for as long as the result is open.
     *
     * @throws BpfException with EPERM without CAP_SYS_ADMIN
     */
    public Descriptor enableRunTimeStatistics() {
        int fd = calls.bpf_enable_stats(BPF_STATS_RUN_TIME);
        if (fd < 0) {
            throw new BpfException("Cannot switch run-time statistics on: " + Errno.describe(-fd) + ".", -fd);
        }
        return new Descriptor(this, fd);
    }

    /** libbpf's name of an {@code enum bpf_prog_type}, such as {@code sched_cls}; empty for a type it does not know. */
    public Optional<String> programTypeName(int type) {
        return Optional.ofNullable(calls.libbpf_bpf_prog_type_str(type));
    }

    LibbpfCalls calls() {
        return calls;
    }

    LibcCalls libc() {
        return libc;
    }

    LinkerCalls linker() {
        return open(LinkerCalls.class, "libdl.so.2");
    }

    int lastErrno() {
        return runtime.getLastError();
    }

    /** Memory that is zero and is freed with the last reference to it. */
    Pointer allocate(long size) {
        return Memory.allocateDirect(runtime, Math.toIntExact(Math.max(1, size)), true);
    }

    /** Memory for a text that may stay empty: of what the kernel does not write to nothing is ever taken. */
    Pointer allocateLog(int size) {
        Pointer log = Memory.allocateDirect(runtime, size, false);
        log.putByte(0, (byte) 0);
        return log;
    }

    /** What libbpf has warned of since the last call of this method, oldest first. */
    List<String> drainMessages() {
        List<String> drained = new ArrayList<>();
        for (String message = messages.pollFirst(); message != null; message = messages.pollFirst()) {
            drained.add(message);
        }
        return drained;
    }

    private int keepMessage(int level, Pointer format, Pointer arguments) {
        if (level != LIBBPF_WARN) {
            return 0;
        }
        Pointer buffer = allocate(MESSAGE_BYTES);
        int length = libc.vsnprintf(buffer, MESSAGE_BYTES, format, arguments);
        byte[] bytes = new byte[Math.max(0, Math.min(length, MESSAGE_BYTES - 1))];
        buffer.get(0, bytes, 0, bytes.length);
        messages.addLast(new String(bytes, StandardCharsets.UTF_8).strip());
        while (messages.size() > KEPT_MESSAGES) {
            messages.pollFirst();
        }
        return 0;
    }
}
