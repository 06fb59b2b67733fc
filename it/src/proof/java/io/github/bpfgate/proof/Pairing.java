package io.github.bpfgate.proof;

import io.github.bpfgate.pipeline.NamedObject;

/**
 * A candidate to be gated against a baseline many times.
 *
 * @param kind      what the true answer is
 * @param name      for people
 * @param type      of both programs
 * @param baseline  to judge against
 * @param candidate to judge
 * @param increase  nominal, of the net time, 0.05 for 5 %; 0 for an equal pair
 * @param limit     of the rule, 0.05 for 5 %
 * @param gates     how many
 */
record Pairing(Kind kind, String name, ProgramType type, NamedObject baseline, NamedObject candidate, double increase,
        double limit, int gates) {

    /** What the true answer is. */
    enum Kind {
        /** The same work in two objects. */
        EQUAL,
        /** More work in the candidate. */
        SLOWER
    }
}
