package io.github.bpfgate.instrument;

/**
 * One instruction of a listing.
 *
 * @param slot       where it begins, as the verifier's log counts
 * @param executions per run
 * @param text       as {@code llvm-objdump} writes it
 * @param target     whether a jump leads here, which then names it {@code L} and the slot
 */
public record ListedInsn(int slot, double executions, String text, boolean target) {
}
