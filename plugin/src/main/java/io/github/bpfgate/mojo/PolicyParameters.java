package io.github.bpfgate.mojo;

import io.github.bpfgate.gate.Policies;
import io.github.bpfgate.pipeline.GateException;

/** Makes policies of parameters. */
final class PolicyParameters {

    private PolicyParameters() {
    }

    static Policies of(boolean failOnRegression, String onMissingBaseline, String onInconclusive, String onUnsupported)
            throws GateException {
        return new Policies(failOnRegression, action("onMissingBaseline", onMissingBaseline),
                action("onInconclusive", onInconclusive), action("onUnsupported", onUnsupported));
    }

    private static Policies.Action action(String name, String value) throws GateException {
        return switch (value) {
            case "fail" -> Policies.Action.FAIL;
            case "warn" -> Policies.Action.WARN;
            default -> throw new GateException("<" + name + "> is \"" + value + "\": it is fail or warn.");
        };
    }
}
