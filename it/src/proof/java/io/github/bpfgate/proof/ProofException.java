package io.github.bpfgate.proof;

/** A proof that cannot go on. */
final class ProofException extends Exception {

    private static final long serialVersionUID = 1L;

    ProofException(String message) {
        super(message);
    }

    ProofException(String message, Throwable cause) {
        super(message, cause);
    }
}
