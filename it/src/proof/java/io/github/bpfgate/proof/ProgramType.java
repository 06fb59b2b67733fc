package io.github.bpfgate.proof;

import java.util.Locale;

/** The program types that are put to the proof. */
enum ProgramType {
    XDP(5),
    TC(2);

    private final double goalSeconds;

    ProgramType(double goalSeconds) {
        this.goalSeconds = goalSeconds;
    }

    /** What a verdict should take, in seconds. */
    double goalSeconds() {
        return goalSeconds;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
