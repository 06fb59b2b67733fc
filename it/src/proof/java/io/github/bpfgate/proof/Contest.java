package io.github.bpfgate.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One pairing on its way: gates and plain readings in turn, and what came of them so far. */
final class Contest {

    private final Pairing pairing;
    private final Load load;
    private final Effect truth;
    private final List<GateRun> gates = new ArrayList<>();
    private final List<PlainReading.Reading> readings = new ArrayList<>();

    /**
     * @param load  of the other CPU
     * @param truth the calibrated increase; null for an equal pair
     */
    Contest(Pairing pairing, Load load, Effect truth) {
        this.pairing = pairing;
        this.load = load;
        this.truth = truth;
    }

    boolean done() {
        return gates.size() >= pairing.gates();
    }

    /**
     * Runs the next gate, and beside it two plain readings that take as long.
     *
     * @param plain empty where there is no bpftool
     */
    void next(Gate gate, Optional<PlainReading> plain) throws InterruptedException {
        GateRun run = gate.run(pairing);
        gates.add(run);
        if (plain.isPresent()) {
            readings.add(plain.get().read(pairing, run.seconds()));
        }
    }

    Row row() {
        return Row.of(pairing, load, truth, gates, readings);
    }
}
