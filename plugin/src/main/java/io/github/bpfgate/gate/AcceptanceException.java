package io.github.bpfgate.gate;

/** Acceptances that cannot be used, or not be written. The message is a sentence with a cure. */
public final class AcceptanceException extends Exception {

    private static final long serialVersionUID = 1L;

    AcceptanceException(String message) {
        super(message);
    }

    AcceptanceException(String message, Throwable cause) {
        super(message, cause);
    }
}
