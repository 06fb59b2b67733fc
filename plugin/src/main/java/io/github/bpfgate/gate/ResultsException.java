package io.github.bpfgate.gate;

/** Results that cannot be read, written or trusted. The message is a sentence with a cure. */
public final class ResultsException extends Exception {

    private static final long serialVersionUID = 1L;

    public ResultsException(String message) {
        super(message);
    }

    ResultsException(String message, Throwable cause) {
        super(message, cause);
    }
}
