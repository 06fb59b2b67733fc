package io.github.bpfgate.stats;

/** Refuses measurements that are not numbers before an estimator could make a quiet answer of them. */
final class FiniteValues {

    private FiniteValues() {
    }

    /**
     * Returns a copy of the values, possibly empty.
     *
     * @throws IllegalArgumentException if a value is NaN or infinite
     */
    static double[] copyOf(double[] values) {
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            if (!Double.isFinite(copy[i])) {
                throw new IllegalArgumentException("value " + i + " is " + copy[i] + ", not a finite number");
            }
        }
        return copy;
    }

    /**
     * Returns a copy of the values.
     *
     * @param least how many there must be at least
     * @throws IllegalArgumentException if there are fewer, or one is NaN or infinite
     */
    static double[] atLeast(int least, double[] values) {
        if (values.length < least) {
            throw new IllegalArgumentException(values.length + " values, at least " + least + " needed");
        }
        return copyOf(values);
    }

    /**
     * Returns the value unchanged.
     *
     * @param what the value's name, for the message
     * @throws IllegalArgumentException if it is NaN or infinite
     */
    static double require(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " is " + value + ", not a finite number");
        }
        return value;
    }

    /**
     * Returns the value unchanged.
     *
     * @param what the value's name, for the message
     * @throws IllegalArgumentException if it is NaN, infinite or negative
     */
    static double requireNotNegative(String what, double value) {
        if (require(what, value) < 0) {
            throw new IllegalArgumentException(what + " is " + value + ", below zero");
        }
        return value;
    }
}
