package io.github.bpfgate.pipeline;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Verdict;
import io.github.bpfgate.report.ConsoleTable;
import java.nio.file.Path;

/** Tells a person what came out: the table, the reasons of what needs attention, and what to do. */
final class Announcement {

    private static final String STORE = GateOutcome.STORE;

    private final Journal journal;
    private final int concurrency;

    Announcement(Journal journal, int concurrency) {
        this.journal = journal;
        this.concurrency = concurrency;
    }

    void announce(Results judged, GateOutcome outcome, Path resultsFile) {
        journal.info("");
        new ConsoleTable().lines(judged).forEach(journal::info);
        journal.info("");
        if (concurrency > 1) {
            journal.warn("Maven runs with " + concurrency + " threads: other modules' work may disturb the measuring,"
                    + " and results.json says so");
        }
        outcome.failures().forEach(result -> explain(result, true));
        outcome.warnings().forEach(result -> explain(result, false));
        for (BenchmarkResult result : outcome.improved()) {
            journal.info(result.name() + " became faster. Keep it so: " + STORE);
        }
        outcome.warnings().stream().map(BenchmarkResult::verdict)
                .filter(v -> v == Verdict.NO_BASELINE || v == Verdict.NOT_COMPARABLE).findFirst()
                .ifPresent(v -> journal.warn("Store what was measured now as the baseline, and commit it: " + STORE));
        journal.info("Results: " + resultsFile);
    }

    private void explain(BenchmarkResult result, boolean failure) {
        String text = result.name() + " " + result.verdict() + ": " + String.join("; ", result.reasons());
        if (failure) {
            journal.error(text);
        } else {
            journal.warn(text);
        }
        if (result.verdict() != Verdict.UNSUPPORTED) {
            result.notes().forEach(note -> journal.info("  " + note));
        }
    }
}
