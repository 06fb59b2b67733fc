package io.github.bpfgate.instrument;

/** Which basic blocks get a counter; every choice gives the same counts. */
public enum CounterChoice {

    /** As few as determine all the others, in the least nested blocks. */
    FEWEST,

    /** All: a larger twin, which the verifier may still take when it walks it along fewer paths. */
    EVERY_BLOCK
}
