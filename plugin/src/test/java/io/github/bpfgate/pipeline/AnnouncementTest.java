package io.github.bpfgate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Rule;
import io.github.bpfgate.gate.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementTest {

    private static List<String> announced(Optional<String> store) {
        RecordedJournal journal = new RecordedJournal();
        Results results = HandMadeResults.of(HandMadeResults.judged("quick", Verdict.IMPROVED, Rule.Level.ERROR, "less"),
                HandMadeResults.judged("new", Verdict.NO_BASELINE, Rule.Level.ERROR, "nothing is stored"));
        new Announcement(journal, 1, store).announce(results, GateOutcome.of(results, GatedModule.USUAL),
                Path.of("results.json"));
        return journal.lines();
    }

    @Test
    void a_project_is_told_how_to_store_a_baseline() {
        assertThat(announced(Optional.of("do store"))).contains("info: quick became faster. Keep it so: do store",
                "warn: Store what was measured now as the baseline, and commit it: do store");
    }

    @Test
    void two_files_without_a_project_are_told_nothing_of_a_baseline_to_store() {
        assertThat(announced(Optional.empty())).contains("info: quick became faster.",
                "warn: new NO_BASELINE: nothing is stored").noneMatch(line -> line.contains("Store what was measured"));
    }
}
