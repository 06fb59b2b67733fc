package io.github.bpfgate.pipeline;

/** A step that could not be done: "we broke", never "the code regressed". The message is a sentence with a cure. */
public final class GateException extends Exception {

    private static final long serialVersionUID = 1L;

    public GateException(String message) {
        super(message);
    }

    public GateException(String message, Throwable cause) {
        super(message, cause);
    }
}
