package io.github.bpfgate.clang;

import java.nio.file.Path;

/** Writes the types that BTF describes as C. */
@FunctionalInterface
public interface KernelTypes {

    /**
     * Declares all types, each after those that it is made of.
     *
     * @param btf raw BTF, or an ELF file with a section {@code .BTF}; absolute
     * @throws ClangException if there are no types in the file, or nothing here can read them
     * @throws InterruptedException if interrupted
     */
    String declarations(Path btf) throws ClangException, InterruptedException;
}
