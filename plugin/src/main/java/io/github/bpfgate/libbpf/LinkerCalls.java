package io.github.bpfgate.libbpf;

import jnr.ffi.Pointer;

/** The dynamic linker's interface; a part of libc since glibc 2.34, a library of its own before. */
public interface LinkerCalls {

    /** The symbol's address in the first library that has it, if the handle is null. */
    Pointer dlsym(Pointer handle, String symbol);
}
