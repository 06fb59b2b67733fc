package io.github.bpfgate.instrument;

/** An object that is broken, or instructions that are not made of it. The message is a sentence with a cure. */
public final class ObjectFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    ObjectFormatException(String message) {
        super(message);
    }
}
