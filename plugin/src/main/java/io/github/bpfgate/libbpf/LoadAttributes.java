package io.github.bpfgate.libbpf;

import java.util.OptionalInt;

/**
 * With what a program of bare instructions is loaded, besides the instructions.
 *
 * @param type               the kernel's {@code enum bpf_prog_type}
 * @param expectedAttachType the kernel's {@code enum bpf_attach_type}
 * @param attachBtfId        of the kernel's type that a tracing program attaches to; 0 for programs that need none
 * @param flags              {@code BPF_F_*} load flags
 * @param license            decides which helpers may be called
 * @param btfFd              of the types that {@code funcInfo} names; empty for a program without BTF
 * @param funcInfo           pairs of instruction offset and type id ({@code struct bpf_func_info}), 8 bytes each in
 *                           native byte order, ascending; empty without BTF
 */
public record LoadAttributes(int type, int expectedAttachType, int attachBtfId, int flags, String license,
        OptionalInt btfFd, byte[] funcInfo) {

    /** A program without BTF that may call every helper. */
    public static LoadAttributes plain(int type, int expectedAttachType, int flags) {
        return new LoadAttributes(type, expectedAttachType, 0, flags, "GPL", OptionalInt.empty(), new byte[0]);
    }
}
