package io.github.bpfgate.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Keeps the chance of a single false alarm in a whole build at one level, however many benchmarks it has.
 *
 * <p>The step-down procedure of S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", <i>Scandinavian
 * Journal of Statistics</i> 6 (1979), 65-70; valid whatever the dependence between the tests.
 */
public final class Holm {

    private Holm() {
    }

    /**
     * Compares the k-th smallest of m p-values (k from 0) with alpha / (m − k) and stops at the first above it.
     *
     * @param pValues one per benchmark, each in [0, 1]; NaN means not tested, which counts in the family and is never
     *     rejected
     * @param alpha level of the family, in (0, 0.5]
     * @return per p-value, in the order given, whether its null hypothesis is rejected
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static boolean[] rejected(double[] pValues, double alpha) {
        Level.require(alpha);
        int family = pValues.length;
        double[] p = new double[family];
        for (int i = 0; i < family; i++) {
            p[i] = Double.isNaN(pValues[i]) ? 1 : pValues[i];
            if (p[i] < 0 || p[i] > 1) {
                throw new IllegalArgumentException("p-value " + i + " is " + p[i] + ", outside [0, 1]");
            }
        }
        int[] ascending = IntStream.range(0, family).boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] rejected = new boolean[family];
        for (int k = 0; k < family && p[ascending[k]] <= alpha / (family - k); k++) {
            rejected[ascending[k]] = true;
        }
        return rejected;
    }
}
