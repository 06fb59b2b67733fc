package io.github.bpfgate.libbpf;

/**
 * A call into libbpf or the kernel that failed: which call, on what, and the kernel's errno.
 *
 * <p>The message is a sentence. Where the verifier rejected a program, {@link #verifierLog()} holds all it said.
 */
public final class BpfException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int errno;
    private final String verifierLog;

    BpfException(String message, int errno, String verifierLog) {
        super(message);
        this.errno = errno;
        this.verifierLog = verifierLog;
    }

    BpfException(String message, int errno) {
        this(message, errno, "");
    }

    /** The positive errno of the failed call, 0 where there was none (a missing library, say). */
    public int errno() {
        return errno;
    }

    /** The verifier's whole log, empty if the verifier had nothing to say. */
    public String verifierLog() {
        return verifierLog;
    }
}
