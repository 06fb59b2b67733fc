package io.github.bpfgate.pipeline;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.Metric;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Verdict;
import io.github.bpfgate.report.BlamedLines;
import io.github.bpfgate.report.ConsoleTable;
import io.github.bpfgate.report.OnlyLoaded;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells a person what came out: the table, the reasons of what needs attention, and what to do. */
final class Announcement {

    private final Journal journal;
    private final int concurrency;
    private final Optional<String> store;

    /** @param store the command that makes the candidate the baseline; empty where no project holds one */
    Announcement(Journal journal, int concurrency, Optional<String> store) {
        this.journal = journal;
        this.concurrency = concurrency;
        this.store = store;
    }

    void announce(Results judged, GateOutcome outcome, Path resultsFile) {
        announce(judged, outcome, resultsFile, new ConsoleTable().lines(judged));
    }

    /** @param table to show */
    void announce(Results judged, GateOutcome outcome, Path resultsFile, List<String> table) {
        journal.info("");
        table.forEach(journal::row);
        journal.info("");
        OnlyLoaded.of(judged).lines().forEach(journal::info);
        judged.benchmarks().forEach(result ->
                doubts(result).forEach(doubt -> journal.info(result.name() + ": " + doubt)));
        if (concurrency > 1) {
            journal.warn("Maven runs with " + concurrency + " threads: other modules' work may disturb the measuring,"
                    + " and results.json says so");
        }
        explain(outcome.failures(), journal::error);
        explain(outcome.warnings(), journal::warn);
        explain(judged.benchmarks().stream().filter(result -> result.verdict() == Verdict.ACCEPTED).toList(),
                journal::info);
        for (BenchmarkResult result : outcome.improved()) {
            String how = result.improved(MetricName.LATENCY) ? " became faster"
                    : " does with less: " + String.join("; ", result.reasons());
            journal.info(result.name() + how + "." + store.map(command -> " Keep it so: " + command).orElse(""));
        }
        if (outcome.warnings().stream().anyMatch(BenchmarkResult::lacksBaseline)) {
            store.ifPresent(command ->
                    journal.warn("Store what was measured now as the baseline, and commit it: " + command));
        }
        journal.info("Results: " + resultsFile);
    }

    /** Why there is no count in the table, or not one but a range. */
    private static Stream<String> doubts(BenchmarkResult result) {
        return result.counts() == null ? Stream.empty() : Stream.of(result.counts().notCounted(),
                result.counts().notExact()).filter(why -> why != null && !result.reasons().contains(why));
    }

    /** One line for all that share verdict and reasons: fourteen times "nothing is stored" is said once. */
    private static void explain(List<BenchmarkResult> results, Consumer<String> log) {
        Map<String, List<BenchmarkResult>> byReason = new LinkedHashMap<>();
        for (BenchmarkResult result : results) {
            String reason = result.verdict() + ": " + String.join("; ", result.reasons());
            byReason.computeIfAbsent(reason, r -> new ArrayList<>()).add(result);
        }
        byReason.forEach((reason, alike) -> {
            log.accept(alike.stream().map(BenchmarkResult::name).collect(Collectors.joining(", ")) + " " + reason);
            alike.forEach(result -> details(result).forEach(log));
        });
    }

    /** The lines to blame, where something grew, and what the measuring noted. */
    private static Stream<String> details(BenchmarkResult result) {
        boolean grew = result.verdict() == Verdict.REGRESSED
                || result.exact(MetricName.INSTRUCTIONS).filter(Metric.Exact::grew).isPresent();
        return Stream.concat(grew ? BlamedLines.of(result).stream() : Stream.empty(),
                result.wasCompared() ? result.notes().stream().map(note -> BlamedLines.INDENT + note) : Stream.empty());
    }
}
