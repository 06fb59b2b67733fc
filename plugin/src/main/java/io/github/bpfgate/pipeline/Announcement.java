package io.github.bpfgate.pipeline;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.report.ConsoleTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
        journal.info("");
        new ConsoleTable().lines(judged).forEach(journal::info);
        journal.info("");
        if (concurrency > 1) {
            journal.warn("Maven runs with " + concurrency + " threads: other modules' work may disturb the measuring,"
                    + " and results.json says so");
        }
        explain(outcome.failures(), journal::error);
        explain(outcome.warnings(), journal::warn);
        for (BenchmarkResult result : outcome.improved()) {
            journal.info(result.name() + " became faster." + store.map(command -> " Keep it so: " + command).orElse(""));
        }
        if (outcome.warnings().stream().anyMatch(BenchmarkResult::lacksBaseline)) {
            store.ifPresent(command ->
                    journal.warn("Store what was measured now as the baseline, and commit it: " + command));
        }
        journal.info("Results: " + resultsFile);
    }

    /** One line for all that share verdict and reasons: fourteen times "nothing is stored" is said once. */
    private static void explain(List<BenchmarkResult> results, Consumer<String> log) {
        Map<String, List<String>> namesByReason = new LinkedHashMap<>();
        for (BenchmarkResult result : results) {
            String reason = result.verdict() + ": " + String.join("; ", result.reasons());
            namesByReason.computeIfAbsent(reason, r -> new ArrayList<>()).add(result.name());
        }
        namesByReason.forEach((reason, names) -> log.accept(String.join(", ", names) + " " + reason));
        results.stream().filter(BenchmarkResult::wasCompared).forEach(
                result -> result.notes().forEach(note -> log.accept("  " + note)));
    }
}
