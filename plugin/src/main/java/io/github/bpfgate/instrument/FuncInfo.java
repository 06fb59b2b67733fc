package io.github.bpfgate.instrument;

/**
 * What BPF_PROG_LOAD takes of one function ({@code struct bpf_func_info}, linux/bpf.h).
 *
 * @param slot   of its first instruction
 * @param typeId of its declaration in the object's BTF
 */
public record FuncInfo(int slot, int typeId) {
}
