package io.github.bpfgate.benchmark;

/** A benchmark that cannot be measured, and whose fault that is. The message is a sentence with a cure. */
public final class BenchmarkFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** What stands in the way. */
    public enum Kind {
        /** This kernel, or these privileges, cannot run it. */
        UNSUPPORTED,
        /** The verifier rejects the program. */
        REJECTED,
        /** The configuration or an input is wrong. */
        CONFIGURATION,
        /** A call failed that should not have. */
        ERROR
    }

    private final Kind kind;
    private final String log;

    public BenchmarkFailure(Kind kind, String message, String log) {
        super(message);
        this.kind = kind;
        this.log = log;
    }

    public BenchmarkFailure(Kind kind, String message) {
        this(kind, message, "");
    }

    public Kind kind() {
        return kind;
    }

    /** The verifier's whole log, or empty. */
    public String log() {
        return log;
    }
}
