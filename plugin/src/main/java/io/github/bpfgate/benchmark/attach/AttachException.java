package io.github.bpfgate.benchmark.attach;

/** A program that cannot be attached or triggered. The message is a sentence with a cure. */
public final class AttachException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean unsupported;

    private AttachException(String message, boolean unsupported) {
        super(message);
        this.unsupported = unsupported;
    }

    static AttachException unsupported(String message) {
        return new AttachException(message, true);
    }

    static AttachException misconfigured(String message) {
        return new AttachException(message, false);
    }

    /** Whether this kernel or these privileges are in the way, and not the configuration. */
    public boolean isUnsupported() {
        return unsupported;
    }
}
