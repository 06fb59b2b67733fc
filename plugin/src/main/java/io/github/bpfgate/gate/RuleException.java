package io.github.bpfgate.gate;

/** A rule that is none. The message is a sentence with a cure. */
public final class RuleException extends Exception {

    private static final long serialVersionUID = 1L;

    RuleException(String message) {
        super(message);
    }
}
