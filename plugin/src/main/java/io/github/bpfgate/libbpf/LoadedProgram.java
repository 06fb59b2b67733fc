package io.github.bpfgate.libbpf;

/** A program that is in the kernel, by its descriptor. */
public sealed interface LoadedProgram permits BpfProgram, AssembledProgram {

    /** The open descriptor; valid until the owner is closed. */
    int fd();
}
