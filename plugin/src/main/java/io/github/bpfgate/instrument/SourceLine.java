package io.github.bpfgate.instrument;

/**
 * The source line that an instruction was compiled from.
 *
 * @param file     as the compiler was given it; of an inlined function, its own
 * @param line     from 1 on
 * @param text     with its indentation, without space at its end; empty if the compiler could not read it
 * @param function the function that holds the instruction, which an inlined function is a part of
 */
public record SourceLine(String file, int line, String text, String function) {
}
