package io.github.bpfgate.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.bpfgate.stats.WalshAverages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of one benchmark: first as measured, then with the verdict.
 *
 * @param name           the benchmark's
 * @param program        the function's name
 * @param object         the candidate's file name
 * @param objectSha256   the candidate's bytes
 * @param type           the kernel's name of the type
 * @param method         {@code test-run} or {@code attach}, or {@link #LOAD} of a program that nothing runs
 * @param sampling       how a sample was taken
 * @param metrics        by name; empty if nothing could be measured
 * @param comparison     of the time with the baseline's; null if there was none to run, or no time was taken
 * @param reference      what the baseline held
 * @param baselineSha256 the baseline object's bytes; empty if there is none
 * @param packets        ns per run by packet
 * @param counts         lines and helpers behind the exact metrics; null if nothing was to be counted
 * @param verdict        null before judging
 * @param level          {@code error} or {@code warn}: what a REGRESSED does; null before judging
 * @param reasons        of the verdict, in words
 * @param judgements     what each limit says, from which the verdict was made; empty before judging
 * @param notes          of the measuring
 * @param calls          of a C function in each run, if that is what the program is for; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BenchmarkResult(String name, String program, String object, String objectSha256, String type,
        String method, String sampling, Map<String, Metric> metrics, Comparison comparison, Reference reference,
        String baselineSha256, List<PacketResult> packets, Counts counts, Verdict verdict, Rule.Level level,
        List<String> reasons, List<RuleJudgement> judgements, List<String> notes, Integer calls) {

    /** The method of a program that is loaded for its figures alone, since no benchmark runs it. */
    public static final String LOAD = "load";

    /** Of a program that is no benchmark of a function. */
    public BenchmarkResult(String name, String program, String object, String objectSha256, String type,
            String method, String sampling, Map<String, Metric> metrics, Comparison comparison, Reference reference,
            String baselineSha256, List<PacketResult> packets, Counts counts, Verdict verdict, Rule.Level level,
            List<String> reasons, List<RuleJudgement> judgements, List<String> notes) {
        this(name, program, object, objectSha256, type, method, sampling, metrics, comparison, reference,
                baselineSha256, packets, counts, verdict, level, reasons, judgements, notes, null);
    }

    /** What there was to compare with. */
    public enum Reference {
        /** The stored object, run beside the candidate. */
        OBJECT,
        /** The stored object, which is the same work as the candidate. */
        SAME_WORK,
        /** Numbers alone, from this machine. */
        NUMBERS_FROM_HERE,
        /** Numbers alone, from another machine. */
        NUMBERS_FROM_ELSEWHERE,
        /** Nothing. */
        NOTHING,
        /** It could not be run at all. */
        NOT_RUN
    }

    /**
     * The candidate beside the baseline, on one metric.
     *
     * @param metric             its name
     * @param unit               of all figures but the relative one
     * @param change             estimate
     * @param lower              bound of the deciding look; null if there were too few blocks for one
     * @param upper              bound of the deciding look; null if there were too few blocks for one
     * @param limit              in the unit; null before judging
     * @param relative           change as a share of the baseline's net value; null where that is not above 0
     * @param baselineNet        the baseline's net value
     * @param blocks             the first series
     * @param confirming         the second series; empty if none was needed
     * @param pairs              per block and packet
     * @param smallestDetectable with these blocks, at a power of 95 %; null before judging
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Comparison(String metric, String unit, double change, Double lower, Double upper, Double limit,
            Double relative, double baselineNet, double[] blocks, double[] confirming, int pairs,
            Double smallestDetectable) {

        /** Before judging. */
        public static Comparison measured(String metric, String unit, double baselineNet, double[] blocks,
                double[] confirming, int pairs) {
            double change = WalshAverages.of(blocks).estimate();
            return new Comparison(metric, unit, change, null, null, null, share(change, baselineNet), baselineNet,
                    blocks, confirming, pairs, null);
        }

        /**
         * A difference as a share of the baseline's net value; null where that is not above 0: beside a program as fast
         * as the null program a share says nothing, and below it the wrong sign.
         */
        public static Double share(double difference, double baselineNet) {
            return baselineNet > 0 && Double.isFinite(difference / baselineNet)
                    ? (Double) (difference / baselineNet) : null;
        }
    }

    /**
     * One packet's medians.
     *
     * @param name      the packet's
     * @param candidate ns per run
     * @param baseline  ns per run; null if the baseline was not run
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PacketResult(String name, double candidate, Double baseline) {
    }

    /** Whether the build has nothing stored that could be measured here. */
    public boolean lacksBaseline() {
        return allJudgements().anyMatch(
                j -> j.verdict() == Verdict.NO_BASELINE || j.verdict() == Verdict.NOT_COMPARABLE);
    }

    /** What each limit says; the verdict itself where it is all that is known. */
    Stream<RuleJudgement> allJudgements() {
        return judgements.isEmpty() ? Stream.of(new RuleJudgement(null, null, null, level, verdict, reasons))
                : judgements.stream();
    }

    /** Whether a limit of this kind was broken, as an error. */
    public boolean broke(RuleJudgement.Kind kind) {
        return judgements.stream().anyMatch(j -> j.kind() == kind && j.verdict() == Verdict.REGRESSED
                && j.level() == Rule.Level.ERROR);
    }

    /** Whether a limit on this metric, taken the other way round, is beaten. */
    public boolean improved(MetricName metric) {
        return judgements.stream().anyMatch(j -> j.metric() == metric && j.verdict() == Verdict.IMPROVED);
    }

    /** Whether nothing ran it: it has no time and no counts, and nobody asked for them. */
    public boolean onlyLoaded() {
        return LOAD.equals(method);
    }

    /** Its time; empty if none was taken. */
    public Optional<Metric.Timing> timing() {
        return metrics.get(MetricName.LATENCY.toString()) instanceof Metric.Timing timing ? Optional.of(timing)
                : Optional.empty();
    }

    /** A metric without noise; empty if it was not measured. */
    public Optional<Metric.Exact> exact(MetricName metric) {
        return metrics.get(metric.toString()) instanceof Metric.Exact exact ? Optional.of(exact) : Optional.empty();
    }

    /** Whether candidate and baseline were run side by side. */
    public boolean wasCompared() {
        return comparison != null;
    }

    /** This result with one more note. */
    public BenchmarkResult noted(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new BenchmarkResult(name, program, object, objectSha256, type, method, sampling, metrics, comparison,
                reference, baselineSha256, packets, counts, verdict, level, reasons, judgements, more, calls);
    }

    /** This result as that of a program whose every run calls a function so often. */
    public BenchmarkResult calling(int perRun) {
        return new BenchmarkResult(name, program, object, objectSha256, type, method, sampling, metrics, comparison,
                reference, baselineSha256, packets, counts, verdict, level, reasons, judgements, notes, perRun);
    }

    /** This result with a verdict, and what it is made of. */
    public BenchmarkResult judged(Verdict newVerdict, Rule.Level newLevel, List<String> newReasons,
            Comparison newComparison, List<RuleJudgement> newJudgements) {
        return new BenchmarkResult(name, program, object, objectSha256, type, method, sampling, metrics, newComparison,
                reference, baselineSha256, packets, counts, newVerdict, newLevel, newReasons, newJudgements, notes,
                calls);
    }
}
