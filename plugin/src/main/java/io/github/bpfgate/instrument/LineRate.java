package io.github.bpfgate.instrument;

/**
 * What one source line costs in one function, per run of the program.
 *
 * @param file         as the compiler was given it
 * @param line         from 1 on
 * @param text         without space at its ends
 * @param function     that holds the line's instructions
 * @param executions   per run
 * @param instructions executed per run
 */
public record LineRate(String file, int line, String text, String function, double executions, double instructions) {

    /** The line of two copies of its function: programs that tail-call each other may each have one. */
    public LineRate plus(LineRate copy) {
        return new LineRate(file, line, text, function, executions + copy.executions,
                instructions + copy.instructions);
    }
}
