package io.github.bpfgate.gate;

/** What the gate says of one benchmark. */
public enum Verdict {
    /** Candidate and baseline are the same work; nothing was compared. */
    UNCHANGED,
    /** No limit is broken. */
    PASS,
    /** It decreased by more than it might have increased. */
    IMPROVED,
    /** It takes longer than its limit, and a second series of fresh loads says so too; or an exact metric broke one. */
    REGRESSED,
    /** It takes more than its limit and no more than somebody accepts, who said why and until when. */
    ACCEPTED,
    /** The blocks, or the time, were not enough to decide; or counts differ, and not all of them broke the limit. */
    INCONCLUSIVE,
    /** Nothing is stored to compare with. */
    NO_BASELINE,
    /** Only numbers are stored, and they are from another machine. */
    NOT_COMPARABLE,
    /** This kernel or these privileges cannot run it. */
    UNSUPPORTED
}
