package io.github.bpfgate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.report.ReportName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportStepTest {

    @TempDir
    Path directory;

    private final RecordedJournal journal = new RecordedJournal();
    private final Results results = HandMadeResults.of(HandMadeResults.notRun("half a \uD83D pair", "No kernel for it."));

    private void write(Set<ReportName> reports) throws GateException {
        GatedModule module = new GatedModule(directory);
        module.reportNames = reports;
        new ReportStep(module.reports(), directory.resolve("reports"), journal).run(results);
    }

    @Test
    void what_was_chosen_is_written_and_told_and_nothing_else_is_left() throws Exception {
        write(Set.of(ReportName.BENCHER));

        try (Stream<Path> files = Files.list(directory.resolve("reports"))) {
            assertThat(files).containsExactly(directory.resolve("reports/bmf.json"));
        }
        assertThat(journal.lines()).containsExactly("info: Reports: " + directory.resolve("reports/bmf.json"));
    }

    @Test
    void results_json_is_no_report_that_is_written_again() throws Exception {
        write(Set.of(ReportName.JSON));

        assertThat(directory).isEmptyDirectory();
        assertThat(journal.lines()).isEmpty();
    }

    @Test
    void half_a_surrogate_pair_becomes_a_replacement_character() throws Exception {
        write(Set.of(ReportName.BENCHER));

        assertThat(new String(Files.readAllBytes(directory.resolve("reports/bmf.json")), StandardCharsets.UTF_8))
                .contains("\"half a \uFFFD pair\"");
    }

    @Test
    void a_folder_in_a_reports_place_is_named_and_what_was_written_aside_is_gone() throws Exception {
        Path inTheWay = Files.createDirectories(directory.resolve("reports/bmf.json/full"));

        assertThatExceptionOfType(GateException.class).isThrownBy(() -> write(Set.of(ReportName.BENCHER)))
                .withMessageStartingWith("Cannot write " + inTheWay.getParent() + ": ")
                .withMessageEndingWith(" Make room there or correct the permissions, and run mvn verify again.");
        assertThat(directory.resolve("reports/bmf.json.new")).doesNotExist();
    }
}
