package io.github.bpfgate.gate;

import java.nio.file.Path;

/** Results that cannot be read, written or trusted. The message is a sentence with a cure. */
public final class ResultsException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Results of something else than what is there now.
     *
     * @param file what holds them
     * @param why  the rest of "it …"
     */
    public static ResultsException stale(Path file, String why) {
        return new ResultsException(file + " is stale: it " + why + ". Run mvn verify, or the goals benchmark and check"
                + " one after the other.");
    }

    public ResultsException(String message) {
        super(message);
    }

    ResultsException(String message, Throwable cause) {
        super(message, cause);
    }
}
