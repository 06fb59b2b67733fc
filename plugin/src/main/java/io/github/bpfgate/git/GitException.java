package io.github.bpfgate.git;

/** A commit that cannot be read. The message is a sentence with a cure. */
public final class GitException extends Exception {

    private static final long serialVersionUID = 1L;

    GitException(String message) {
        super(message);
    }

    GitException(String message, Throwable cause) {
        super(message, cause);
    }
}
