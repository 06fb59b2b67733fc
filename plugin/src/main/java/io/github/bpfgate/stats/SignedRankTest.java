package io.github.bpfgate.stats;

/**
 * Turns the bounds of {@link WalshAverages} round into exact one-sided p-values, so that several benchmarks can share
 * one error level (see {@link Holm}).
 *
 * <p>The lower bound is above mu exactly when {@code pGreater(values, mu) <= alpha}, and the upper bound below mu
 * exactly when {@code pLess(values, mu) <= alpha}, for every alpha in (0, 0.5]. Averages equal to mu (from ties and
 * zeros) count as evidence against the alternative, so ties make a p-value larger, never smaller.
 */
public final class SignedRankTest {

    private SignedRankTest() {
    }

    /**
     * The p-value of "the centre is at most mu" against "it is greater".
     *
     * @param values 1 to {@value SignedRankDistribution#MAX_N} finite values
     * @param mu the supposed centre, finite, in the unit of the values
     * @return P(T ≥ number of Walsh averages above mu), from 2<sup>−n</sup> to 1
     * @throws IllegalArgumentException if values or mu are out of range
     */
    public static double pGreater(double[] values, double mu) {
        FiniteValues.require("mu", mu);
        // T is symmetric about M/2: P(T >= above) = P(T <= M - above), and M - above are those not above.
        return SignedRankDistribution.lowerTail(values.length, WalshAverages.of(values).atOrBelow(mu));
    }

    /**
     * The p-value of "the centre is at least mu" against "it is less".
     *
     * @param values 1 to {@value SignedRankDistribution#MAX_N} finite values
     * @param mu the supposed centre, finite, in the unit of the values
     * @return P(T ≥ number of Walsh averages below mu), from 2<sup>−n</sup> to 1
     * @throws IllegalArgumentException if values or mu are out of range
     */
    public static double pLess(double[] values, double mu) {
        FiniteValues.require("mu", mu);
        return SignedRankDistribution.lowerTail(values.length, WalshAverages.of(values).atOrAbove(mu));
    }
}
