package io.github.bpfgate.instrument;

/**
 * How often one source line was executed in one function.
 *
 * @param file         as the compiler was given it
 * @param line         from 1 on
 * @param text         without space at its ends
 * @param function     that holds the line's instructions; a line of an inlined function counts once for each
 * @param executions   of the one of its instructions that was executed most
 * @param instructions executed, all of its instructions together
 * @param bytecode     instructions it was compiled to
 * @param reached      those of them that were executed at least once
 */
public record LineCount(String file, int line, String text, String function, long executions, long instructions,
        int bytecode, int reached) {

    /**
     * The same per run.
     *
     * @param runs of the program that were counted, at least 1
     */
    public LineRate perRun(long runs) {
        return new LineRate(file, line, text, function, (double) executions / runs, (double) instructions / runs);
    }
}
