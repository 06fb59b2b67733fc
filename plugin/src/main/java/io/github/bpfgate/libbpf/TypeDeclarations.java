package io.github.bpfgate.libbpf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import jnr.ffi.Pointer;

/**
 * The types of a BTF as C: what {@code bpftool btf dump file … format c} writes, without its frame.
 *
 * <p>libbpf hands the text out piece by piece through a callback with the signature of {@code vfprintf}, and so it gets
 * {@code vfprintf} itself: a kernel's types take a million pieces, too many to be passed to Java one by one.
 */
public final class TypeDeclarations {

    private static final int POINTER_BYTES = 8;

    private final Libbpf libbpf;

    public TypeDeclarations(Libbpf libbpf) {
        this.libbpf = libbpf;
    }

    /**
     * Declares all types, each after those that it is made of.
     *
     * @param file raw BTF, as {@code /sys/kernel/btf/vmlinux} is, or an ELF file with a section {@code .BTF}
     * @throws BpfException if it is neither, or damaged
     */
    public String of(Path file) {
        libbpf.drainMessages();
        Pointer btf = libbpf.calls().btf__parse(file.toString(), null);
        if (btf == null) {
            int errno = libbpf.lastErrno();
            throw new BpfException("libbpf finds no BTF in " + file + ": " + Errno.describe(errno) + ". Name a file of raw"
                    + " BTF, or an ELF file with a section .BTF, such as the vmlinux of a kernel built with"
                    + " CONFIG_DEBUG_INFO_BTF.", errno);
        }
        try {
            return print(btf, file);
        } finally {
            libbpf.calls().btf__free(btf);
        }
    }

    private String print(Pointer btf, Path file) {
        Pointer address = libbpf.allocate(POINTER_BYTES);
        Pointer size = libbpf.allocate(POINTER_BYTES);
        Pointer stream = libbpf.libc().open_memstream(address, size);
        if (stream == null) {
            throw failed(file, libbpf.lastErrno());
        }
        try {
            print(btf, stream, file);
        } finally {
            // Only now the text is whole, and address and size are set.
            libbpf.libc().fclose(stream);
        }
        Pointer text = address.getPointer(0);
        byte[] bytes = new byte[Math.toIntExact(size.getLong(0))];
        text.get(0, bytes, 0, bytes.length);
        libbpf.libc().free(text);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void print(Pointer btf, Pointer stream, Path file) {
        LibbpfCalls calls = libbpf.calls();
        Pointer dump = calls.btf_dump__new(btf, libbpf.linker().dlsym(null, "vfprintf"), stream, null);
        if (dump == null) {
            throw failed(file, libbpf.lastErrno());
        }
        try {
            int types = calls.btf__type_cnt(btf);
            for (int type = 1; type < types; type++) {
                int result = calls.btf_dump__dump_type(dump, type);
                if (result < 0) {
                    throw failed(file, -result);
                }
            }
        } finally {
            calls.btf_dump__free(dump);
        }
    }

    private static BpfException failed(Path file, int errno) {
        return new BpfException("libbpf cannot write the types of " + file + " as C: " + Errno.describe(errno) + ".",
                errno);
    }
}
