package io.github.bpfgate.proof;

/**
 * What some rounds more do to a slowed program's time.
 *
 * @param type     of the program
 * @param extra    rounds more
 * @param net      the program's net time without them, ns
 * @param nanos    measured increase, ns
 * @param expected increase by the line through larger numbers of rounds, as a share of the net time
 * @param lower    bound at 95 % of the measured increase, as a share of the net time
 * @param value    the measured increase as a share of the net time
 * @param upper    bound at 95 % of the measured increase, as a share of the net time
 * @param blocks   fresh loads measured
 */
record Effect(ProgramType type, int extra, double net, double nanos, double expected, double lower, double value,
        double upper, int blocks) {
}
