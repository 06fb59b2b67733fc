package io.github.bpfgate.clang;

/** Says in one sentence what is wrong with clang or with what was asked of it, where, and what cures it. */
public class ClangException extends Exception {

    private static final long serialVersionUID = 1L;

    public ClangException(String message) {
        super(message);
    }

    public ClangException(String message, Throwable cause) {
        super(message, cause);
    }
}
