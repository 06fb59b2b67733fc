package io.github.bpfgate.clang;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows which package brings a header that BPF sources include and clang did not find. */
record MissingHeader(String name) {

    private static final Pattern COMPLAINT = Pattern.compile("^'([^']+)' file not found\\b");

    /** The header that clang's message misses, if that is what the message says. */
    static Optional<MissingHeader> in(String message) {
        Matcher complaint = COMPLAINT.matcher(message);
        return complaint.find() ? Optional.of(new MissingHeader(complaint.group(1))) : Optional.empty();
    }

    /** What to do about it, as the end of a sentence; empty for a header that is the user's own. */
    Optional<String> cure() {
        if (name.startsWith("bpf/")) {
            return Optional.of(
                    "install the headers of libbpf: apt-get install libbpf-dev | dnf install libbpf-devel | apk add libbpf-dev | pacman -S libbpf");
        }
        if (name.equals("vmlinux.h")) {
            return Optional.of(
                    "make it from the running kernel: bpftool btf dump file /sys/kernel/btf/vmlinux format c > vmlinux.h, and put it into the source directory or an <includeDirectories> entry");
        }
        if (name.startsWith("linux/") || name.startsWith("asm/") || name.startsWith("asm-generic/")) {
            return Optional.of(
                    "install the kernel's headers for user space: apt-get install linux-libc-dev | dnf install kernel-headers | apk add linux-headers | pacman -S linux-api-headers");
        }
        if (name.startsWith("gnu/stubs")) {
            return Optional.of(
                    "a header of the C library was included, and there is no C library in the kernel: include the linux/ header instead");
        }
        return Optional.empty();
    }
}
