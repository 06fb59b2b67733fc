package io.github.bpfgate.report;

import java.util.List;

/** A filter or an order that cannot be understood. The message is a sentence with a cure. */
public final class SelectionException extends Exception {

    private static final long serialVersionUID = 1L;

    private SelectionException(String message) {
        super(message);
    }

    static SelectionException noMetric(String name, List<String> names) {
        return new SelectionException("\"" + name + "\" is no metric: there are " + String.join(", ", names) + ".");
    }

    static SelectionException noNumber(String text, String term) {
        return new SelectionException("\"" + text + "\" in \"" + term + "\" is no number: write it as"
                + " instructions_diff>1% or verified-insns>1000.");
    }

    static SelectionException noName(String term) {
        return new SelectionException("\"" + term + "\" names neither a program nor a metric: write it as xdp_* or as"
                + " instructions_diff>1%.");
    }

    static SelectionException percentOfValue(String term) {
        return new SelectionException("\"" + term + "\" compares a value with a percentage, which only a change can be:"
                + " write it as instructions_diff>1%.");
    }
}
