package io.github.bpfgate.gate;

/** What the gate says of one benchmark. */
public enum Verdict {
    /** Candidate and baseline are the same work; nothing was compared. */
    UNCHANGED,
    /** The increase is below the limit. */
    PASS,
    /** The decrease is beyond the limit. */
    IMPROVED,
    /** The increase is above the limit, and a second series of fresh loads says so too. */
    REGRESSED,
    /** The blocks, or the time, were not enough to decide. */
    INCONCLUSIVE,
    /** Nothing is stored to compare with. */
    NO_BASELINE,
    /** Only numbers are stored, and they are from another machine. */
    NOT_COMPARABLE,
    /** This kernel or these privileges cannot run it. */
    UNSUPPORTED
}
