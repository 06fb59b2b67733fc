package io.github.bpfgate.benchmark;

/** The three programs of a block. */
enum Side {
    CANDIDATE,
    BASELINE,
    NULL
}
