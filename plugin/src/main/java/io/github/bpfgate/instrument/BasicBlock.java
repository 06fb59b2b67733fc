package io.github.bpfgate.instrument;

import java.util.List;

/**
 * Instructions of which, once the first runs, all run.
 *
 * @param function   index of the function it belongs to
 * @param start      slot of its first instruction
 * @param end        slot after its last instruction
 * @param successors indices of the blocks of the same function that may run next
 * @param leaves     whether its function may end behind it
 */
record BasicBlock(int function, int start, int end, List<Integer> successors, boolean leaves) {
}
