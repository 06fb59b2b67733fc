package io.github.bpfgate.clang;

import io.github.bpfgate.clang.CompileResult.MadeHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The {@code vmlinux.h} that is made of a kernel's BTF for sources that include one and bring none along.
 *
 * <p>Its first line holds the digests of the BTF and of the text that was made of it. It lies where clang looks last,
 * so that any other of its name goes before.
 */
final class VmlinuxHeader {

    static final String NAME = "vmlinux.h";

    private static final Path KERNEL_BTF = Path.of("/sys/kernel/btf/vmlinux");

    /** As bpftool has it, so that sources may choose by the same macro. */
    private static final String BEGIN = """
            #ifndef __VMLINUX_H__
            #define __VMLINUX_H__

            #ifndef BPF_NO_PRESERVE_ACCESS_INDEX
            #pragma clang attribute push (__attribute__((preserve_access_index)), apply_to = record)
            #endif

            """;
    private static final String END = """
            #ifndef BPF_NO_PRESERVE_ACCESS_INDEX
            #pragma clang attribute pop
            #endif

            #endif /* __VMLINUX_H__ */
            """;

    private final Path directory;
    private final Optional<Path> configured;
    private final Path btf;
    private final KernelTypes types;

    /**
     * @param directory takes the header
     * @param configured the file to make it of in place of the running kernel's BTF
     */
    VmlinuxHeader(Path directory, Optional<Path> configured, KernelTypes types) {
        this(directory, configured, KERNEL_BTF, types);
    }

    VmlinuxHeader(Path directory, Optional<Path> configured, Path kernel, KernelTypes types) {
        this.directory = directory;
        this.configured = configured;
        this.btf = configured.orElse(kernel);
        this.types = types;
    }

    private Path file() {
        return directory.resolve(NAME);
    }

    /**
     * Deletes a header that is damaged, or that other BTF was made into than is here now.
     *
     * @return whether there was one
     */
    boolean deleteIfStale() throws IOException {
        return Files.exists(file()) && !isCurrent() && Files.deleteIfExists(file());
    }

    private boolean isCurrent() throws IOException {
        Optional<String> digest = Digests.compute(btf);
        String text = new String(Files.readAllBytes(file()), StandardCharsets.UTF_8);
        String rest = text.substring(text.indexOf('\n') + 1);
        return digest.isPresent() && text.equals(mark(digest.get(), rest) + rest);
    }

    /**
     * Makes it anew.
     *
     * @param includer the source that wants it, for people
     * @throws ClangException if there is no BTF, or it cannot be read
     */
    void generate(String includer) throws ClangException, IOException, InterruptedException {
        String digest = Digests.compute(btf).orElseThrow(() -> noBtf(includer));
        String text = BEGIN + types.declarations(btf) + END;
        Files.createDirectories(directory);
        Path aside = Files.createTempFile(directory, ".vmlinux", ".h");
        try {
            Files.writeString(aside, mark(digest, text) + text);
            Files.move(aside, file(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    MadeHeader described(boolean remade) {
        return new MadeHeader(file(), btf, remade);
    }

    private ClangException noBtf(String includer) {
        if (configured.isPresent()) {
            return new ClangException(
                    "%s includes vmlinux.h, and <btf> is set to %s, where no file is that can be read; correct it, or leave it out to use the running kernel's"
                            .formatted(includer, btf));
        }
        return new ClangException(
                "%s includes vmlinux.h, and there is nothing to make it of: this kernel shows no BTF (%s), for which it has to be built with CONFIG_DEBUG_INFO_BTF; set <btf> to the BTF or the vmlinux of a kernel that has it, or put a vmlinux.h into the source directory or an <includeDirectories> entry"
                        .formatted(includer, btf));
    }

    private static String mark(String btfDigest, String text) {
        return "/* Made by bpfgate from BTF with the SHA-256 %s; the text below has %s. */\n"
                .formatted(btfDigest, Digests.compute(text.getBytes(StandardCharsets.UTF_8)));
    }
}
