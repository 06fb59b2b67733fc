package io.github.bpfgate.proof;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One gate, as its user sees it.
 *
 * @param verdict    the gate's; BROKEN if it gave none
 * @param failed     whether it would have failed the build
 * @param seconds    from the request to the verdict
 * @param waited     whether another bpfgate held this machine meanwhile
 * @param change     estimate, ns
 * @param limit      ns
 * @param net        the baseline's net time, ns
 * @param blocks     of the first series
 * @param confirming blocks of the confirming series
 * @param message    what broke; null if nothing did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GateRun(String verdict, boolean failed, double seconds, boolean waited, Double change, Double limit, Double net,
        int blocks, int confirming, String message) {

    static final String BROKEN = "BROKEN";

    static GateRun broken(double seconds, boolean waited, String message) {
        return new GateRun(BROKEN, true, seconds, waited, null, null, null, 0, 0, message);
    }
}
