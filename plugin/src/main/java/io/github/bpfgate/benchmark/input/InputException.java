package io.github.bpfgate.benchmark.input;

import java.io.Serial;

/** Says in one sentence what is wrong with an input, where, and what to do about it. */
public final class InputException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param message the whole sentence, fit to be shown to whoever wrote the input */
    public InputException(String message) {
        super(message);
    }
}
