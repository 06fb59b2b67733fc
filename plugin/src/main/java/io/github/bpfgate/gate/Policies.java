package io.github.bpfgate.gate;

/**
 * What verdicts do to the build.
 *
 * @param failOnRegression  whether REGRESSED fails it
 * @param onMissingBaseline for NO_BASELINE and NOT_COMPARABLE
 * @param onInconclusive    for INCONCLUSIVE
 * @param onUnsupported     for UNSUPPORTED
 */
public record Policies(boolean failOnRegression, Action onMissingBaseline, Action onInconclusive,
        Action onUnsupported) {

    /** What a verdict other than REGRESSED does. */
    public enum Action {
        /** Fails the build. */
        FAIL,
        /** Is said, and passes. */
        WARN
    }
}
