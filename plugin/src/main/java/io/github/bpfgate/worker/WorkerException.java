package io.github.bpfgate.worker;

/** A worker that could not be started, died, hung or talked nonsense. The message is a sentence with a cure. */
public final class WorkerException extends Exception {

    private static final long serialVersionUID = 1L;

    WorkerException(String message) {
        super(message);
    }

    WorkerException(String message, Throwable cause) {
        super(message, cause);
    }
}
