package io.github.bpfgate.history;

/** A history that cannot be kept or read. The message is a sentence that names what is in the way. */
public final class HistoryException extends Exception {

    private static final long serialVersionUID = 1L;

    HistoryException(String message) {
        super(message);
    }

    HistoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
