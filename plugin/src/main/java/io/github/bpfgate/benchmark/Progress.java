package io.github.bpfgate.benchmark;

/** Hears how far a benchmark is. */
@FunctionalInterface
public interface Progress {

    /**
     * @param blocks  blocks run so far, of both series
     * @param atMost  blocks after which it ends at the latest, as far as is known now
     */
    void blockDone(int blocks, int atMost);
}
