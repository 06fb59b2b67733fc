package io.github.bpfgate.instrument;

/** Says in one sentence why the executed instructions of a program cannot be counted. */
public final class CannotCountException extends Exception {

    private static final long serialVersionUID = 1L;

    public CannotCountException(String message) {
        super(message);
    }
}
