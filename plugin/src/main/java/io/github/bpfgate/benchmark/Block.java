package io.github.bpfgate.benchmark;

/**
 * What one block measured: one fresh load of each program, ns per run.
 *
 * @param candidate   by packet: median of its samples
 * @param baseline    by packet; empty if the baseline was not run
 * @param nullProgram median of the null program's samples
 * @param difference  the block's value: candidate less baseline; NaN if the baseline was not run
 */
record Block(double[] candidate, double[] baseline, double nullProgram, double difference) {
}
