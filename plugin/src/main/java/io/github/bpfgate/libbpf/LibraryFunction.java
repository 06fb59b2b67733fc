package io.github.bpfgate.libbpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jnr.ffi.Pointer;

/** Functions of the C library that do next to nothing: to put a probe on, and to call. */
public enum LibraryFunction {
    ABS,
    LABS,
    FFS,
    FFSL;

    /** {@code start-end perms offset dev inode path} of /proc/self/maps. */
    private static final Pattern MAPPING =
            Pattern.compile("^(\\p{XDigit}+)-(\\p{XDigit}+) \\S+ (\\p{XDigit}+) \\S+ \\d+ +(/.*)$");

    /**
     * Where a function's code is.
     *
     * @param file   the library's path
     * @param offset bytes from the file's start
     */
    public record Place(String file, long offset) {
    }

    /**
     * Finds it in this process.
     *
     * @throws BpfException if the library's file cannot be told
     */
    public Place place(Libbpf libbpf) {
        String name = name().toLowerCase(Locale.ROOT);
        Pointer function = libbpf.libc().dlsym(null, name);
        long address = function == null ? 0 : function.address();
        try {
            for (String mapping : Files.readAllLines(Path.of("/proc/self/maps"))) {
                Matcher matcher = MAPPING.matcher(mapping);
                if (matcher.matches() && number(matcher, 1) <= address && address < number(matcher, 2)) {
                    return new Place(matcher.group(4), address - number(matcher, 1) + number(matcher, 3));
                }
            }
        } catch (IOException e) {
            throw new BpfException("Cannot find the C library in /proc/self/maps: " + e.getMessage() + ".", 0);
        }
        throw new BpfException("Cannot find the function " + name + " of the C library in /proc/self/maps.", 0);
    }

    /** Addresses of user space fit into the positive half; the one mapping above it is the kernel's, and no file. */
    private static long number(Matcher mapping, int group) {
        return Long.parseLong(mapping.group(group), 16);
    }

    /** Calls it so many times. */
    public void call(Libbpf libbpf, int times) {
        LibcCalls libc = libbpf.libc();
        switch (this) {
            case ABS -> repeat(times, i -> libc.abs(-i));
            case LABS -> repeat(times, i -> libc.labs(-i));
            case FFS -> repeat(times, libc::ffs);
            case FFSL -> repeat(times, libc::ffsl);
        }
    }

    private static void repeat(int times, IntConsumer call) {
        for (int i = 0; i < times; i++) {
            call.accept(i);
        }
    }
}
