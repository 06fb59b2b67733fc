package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.RuleJudgement;
import io.github.bpfgate.gate.RuleJudgement.Kind;
import io.github.bpfgate.gate.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One thing that a tool for code review should show: a limit that was broken, or a benchmark that could not be judged.
 *
 * @param rule        such as {@code latency-increase} or {@code unsupported}
 * @param severity    of it
 * @param result      of the benchmark
 * @param message     for people: the benchmark, the verdict and its reasons
 * @param place       to point at
 * @param related     other lines that grew, most first
 * @param fingerprint the same as long as benchmark and rule are, whichever line it is, and however the code moves
 */
record Finding(String rule, Severity severity, BenchmarkResult result, String message, Place place,
        List<Place> related, String fingerprint) {

    /** From the worst on. */
    enum Severity {
        /** A limit was broken that fails the build. */
        REGRESSION,
        /** It could not be run here. */
        FAULT,
        /** A limit was broken that warns. */
        WARNING,
        /** Nothing is known of it, or not enough. */
        OPEN
    }

    private static final Set<Verdict> OPEN = EnumSet.of(Verdict.INCONCLUSIVE, Verdict.NO_BASELINE,
            Verdict.NOT_COMPARABLE, Verdict.UNSUPPORTED);
    private static final int MOST_RELATED = 9;

    /** What there is to show, worst first. */
    static List<Finding> of(ReportInput input) {
        return input.judged().benchmarks().stream().flatMap(result -> of(result, input))
                .sorted(Comparator.comparing(Finding::severity)
                        .thenComparing(finding -> growth(finding.result()), Comparator.reverseOrder())).toList();
    }

    /** How much worse, for an order among those of one severity. */
    private static double growth(BenchmarkResult result) {
        if (result.comparison() != null && result.comparison().relative() != null) {
            return result.comparison().relative();
        }
        return result.exact(MetricName.INSTRUCTIONS).filter(e -> e.baseline() != null && e.baseline() > 0)
                .map(e -> e.value() / e.baseline() - 1).orElse(0.0);
    }

    private static Stream<Finding> of(BenchmarkResult result, ReportInput input) {
        List<Finding> findings = new ArrayList<>();
        limits(result, Verdict.REGRESSED).forEach((rule, judgement) ->
                findings.add(of(rule, judgement, result, input)));
        // Nobody asked for a program that is only loaded: that it does not load here is no news.
        if (OPEN.contains(result.verdict()) && !(result.onlyLoaded() && result.verdict() == Verdict.UNSUPPORTED)) {
            findings.add(open(result, input));
        }
        return findings.stream();
    }

    /** What would be shown if it were not accepted, with the acceptance's reason. */
    static Map<Finding, String> accepted(ReportInput input) {
        Map<Finding, String> accepted = new LinkedHashMap<>();
        input.judged().benchmarks().forEach(result -> limits(result, Verdict.ACCEPTED).forEach((rule, judgement) ->
                accepted.put(of(rule, judgement, result, input), judgement.acceptance().reason())));
        return accepted;
    }

    /** Those with this verdict by the rule's name: of an error and a warning on one limit the error is told. */
    private static Map<String, RuleJudgement> limits(BenchmarkResult result, Verdict verdict) {
        Map<String, RuleJudgement> limits = new LinkedHashMap<>();
        result.judgements().stream().filter(j -> j.verdict() == verdict && j.kind() != null)
                .forEach(j -> limits.merge(name(j), j, (one, other) -> one.level() == Rule.Level.ERROR ? one : other));
        return limits;
    }

    private static String name(RuleJudgement judgement) {
        return judgement.metric() + "-" + judgement.kind().toString().toLowerCase(Locale.ROOT);
    }

    private static Finding of(String rule, RuleJudgement judgement, BenchmarkResult result, ReportInput input) {
        List<Place> grown = isOfWork(judgement) ? input.sources().blamed(result) : List.of();
        return finding(rule, judgement.level() == Rule.Level.ERROR ? Severity.REGRESSION : Severity.WARNING, result,
                judgement.verdict(), judgement.reasons(), grown, input);
    }

    /** Whether the lines that execute more are what explains it. */
    private static boolean isOfWork(RuleJudgement judgement) {
        return judgement.kind() != Kind.MIN && (judgement.metric() == MetricName.LATENCY
                || judgement.metric() == MetricName.INSTRUCTIONS || judgement.metric() == MetricName.HELPER_CALLS);
    }

    private static Finding open(BenchmarkResult result, ReportInput input) {
        String rule = result.verdict().toString().toLowerCase(Locale.ROOT).replace('_', '-');
        return finding(rule, result.verdict() == Verdict.UNSUPPORTED ? Severity.FAULT : Severity.OPEN, result,
                result.verdict(), result.reasons(), List.of(), input);
    }

    private static Finding finding(String rule, Severity severity, BenchmarkResult result, Verdict verdict,
            List<String> reasons, List<Place> grown, ReportInput input) {
        return new Finding(rule, severity, result, result.name() + " " + verdict + ": " + String.join("; ", reasons),
                grown.isEmpty() ? input.sources().program(result) : grown.get(0),
                grown.stream().skip(1).limit(MOST_RELATED).toList(), fingerprint(input.module(), result.name(), rule));
    }

    private static String fingerprint(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
