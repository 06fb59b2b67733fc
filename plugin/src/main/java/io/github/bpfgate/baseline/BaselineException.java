package io.github.bpfgate.baseline;

/** A baseline that cannot be used, or not be written. The message is a sentence with a cure. */
public final class BaselineException extends Exception {

    private static final long serialVersionUID = 1L;

    BaselineException(String message) {
        super(message);
    }

    BaselineException(String message, Throwable cause) {
        super(message, cause);
    }
}
