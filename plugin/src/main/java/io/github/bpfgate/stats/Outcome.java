package io.github.bpfgate.stats;

/** Names what the block values alone say about a change; the gate makes a verdict of it. */
public enum Outcome {

    /** The lower bound is above the limit: slower, by more than is allowed. */
    REGRESSED,

    /** The upper bound is below minus the limit: faster, by more than the limit. */
    IMPROVED,

    /** The upper bound is below the limit: not slower by more than is allowed. */
    PASS,

    /** The interval reaches across the limit, or there were too few blocks to have one. */
    UNDECIDED
}
