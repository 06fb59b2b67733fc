package io.github.bpfgate.benchmark;

/**
 * What can be told of a program without a clock: the same figures whenever it is loaded on this kernel, and most of them
 * anywhere.
 *
 * @param insns         instructions of its bytecode with the functions it calls, 8 bytes each
 * @param verifiedInsns that the verifier looked at, over all paths
 * @param states        that the verifier kept
 * @param peakStates    most states kept at a time
 * @param stackBytes    of all its functions together
 * @param xlatedBytes   of its instructions after the verifier rewrote them
 * @param jitedBytes    of its machine code; 0 without JIT
 * @param mapBytes      memory of the maps it names
 * @param verifierNanos that the verifier took, ns: advice, for it is a time
 * @param count         of its runs; null if it was not counted
 * @param notCounted    a sentence that says why it was not; null if it was, or nobody asked
 */
public record ExactFigures(int insns, int verifiedInsns, int states, int peakStates, int stackBytes, int xlatedBytes,
        int jitedBytes, long mapBytes, long verifierNanos, InstructionCount count, String notCounted) {

    ExactFigures counted(InstructionCount counts) {
        return new ExactFigures(insns, verifiedInsns, states, peakStates, stackBytes, xlatedBytes, jitedBytes, mapBytes,
                verifierNanos, counts, null);
    }

    ExactFigures notCounted(String reason) {
        return new ExactFigures(insns, verifiedInsns, states, peakStates, stackBytes, xlatedBytes, jitedBytes, mapBytes,
                verifierNanos, null, reason);
    }
}
