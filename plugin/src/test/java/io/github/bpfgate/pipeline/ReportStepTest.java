package io.github.bpfgate.pipeline;

import static io.github.bpfgate.gate.HandMadeResults.around;
import static io.github.bpfgate.gate.HandMadeResults.confirmed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Judge;
import io.github.bpfgate.gate.Results;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.gate.SmallDisk;
import io.github.bpfgate.report.ReportName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportStepTest {

    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path directory;

    private GatedModule module;
    private Path reports;

    @BeforeEach
    void noReportYet() {
        module = new GatedModule(directory);
        reports = directory.resolve("reports");
    }

    private static BenchmarkResult regressed(String name) {
        return confirmed(name, 100, around(10, 0.1, 20), around(10, 0.1, 20));
    }

    private static BenchmarkResult[] regressed(int count) {
        return IntStream.range(0, count).mapToObj(i -> regressed("b" + i)).toArray(BenchmarkResult[]::new);
    }

    private void write(BenchmarkResult... results) throws GateException {
        Results judged = new Judge(new Rules(Rules.standard(), Map.of())).judge(HandMadeResults.of(results));
        new ReportStep(module.reports(), reports, module.journal)
                .run(judged, GateOutcome.of(judged, GatedModule.USUAL));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(reports)) {
            return files.filter(Files::isRegularFile).map(file -> reports.relativize(file).toString()).sorted().toList();
        }
    }

    private List<String> commands() {
        return module.journal.lines().stream().filter(line -> line.startsWith("command: "))
                .map(line -> line.substring("command: ".length())).toList();
    }

    private Path onGitHub() {
        Path summary = directory.resolve("summary.md");
        module.ci = CiEnvironment.of(Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE",
                directory.getParent().toString(), "GITHUB_STEP_SUMMARY", summary.toString()));
        return summary;
    }

    @Test
    void what_was_chosen_is_written_and_told_and_nothing_else_is_left() throws Exception {
        module.reportNames = Set.of(ReportName.BENCHER, ReportName.CSV);
        write(regressed("b"));

        assertThat(files()).containsExactly("bmf.json", "results.csv");
        assertThat(module.journal.lines()).containsExactly("info: Reports: " + reports.resolve("bmf.json") + ", "
                + reports.resolve("results.csv"));
    }

    @Test
    void every_report_has_the_name_that_is_documented() throws Exception {
        module.reportNames = EnumSet.allOf(ReportName.class);
        write(regressed("b"));

        assertThat(files()).contains("TEST-bpfgate.xml", "benchmark-action.json", "bmf.json", "gl-code-quality.json",
                "report.md", "results.csv", "sarif.json");
    }

    @Test
    void results_json_is_no_report_that_is_written_again() throws Exception {
        module.reportNames = Set.of(ReportName.JSON);
        write(regressed("b"));

        assertThat(directory).isEmptyDirectory();
        assertThat(module.journal.lines()).isEmpty();
    }

    @Test
    void half_a_surrogate_pair_becomes_a_replacement_character() throws Exception {
        module.reportNames = Set.of(ReportName.BENCHER);
        write(regressed("half a \uD83D pair, and a whole \uD83D\uDE00"));

        assertThat(new String(Files.readAllBytes(reports.resolve("bmf.json")), StandardCharsets.UTF_8))
                .contains("\"half a \uFFFD pair, and a whole \uD83D\uDE00\"");
    }

    @Test
    void each_target_that_cannot_be_written_is_named_and_the_others_are_written() throws Exception {
        module.reportNames = Set.of(ReportName.BENCHER, ReportName.CSV, ReportName.SARIF);
        Path inTheWay = Files.createDirectories(reports.resolve("bmf.json/full")).getParent();
        Path alsoInTheWay = Files.createDirectories(reports.resolve("sarif.json/full")).getParent();

        assertThatExceptionOfType(GateException.class).isThrownBy(() -> write(regressed("b")))
                .withMessageStartingWith("Cannot write " + inTheWay + ": ")
                .withMessageContaining(" Cannot write " + alsoInTheWay + ": ")
                .withMessageEndingWith(" Make room there or correct the permissions, and run mvn verify again.");
        assertThat(files()).containsExactly("results.csv");
    }

    @Test
    void an_old_report_survives_a_disk_that_is_full() throws Exception {
        module.reportNames = Set.of(ReportName.CSV);
        try (SmallDisk disk = SmallDisk.mounted(directory.resolve("disk"))) {
            reports = disk.directory();
            write(regressed("b"));
            String before = Files.readString(reports.resolve("results.csv"));

            assertThatExceptionOfType(GateException.class)
                    .isThrownBy(() -> write(regressed("x".repeat(80_000))))
                    .withMessageContaining("No space left on device");

            assertThat(Files.readString(reports.resolve("results.csv"))).isEqualTo(before);
            assertThat(files()).containsExactly("results.csv");
        }
    }

    @Test
    void github_is_told_by_annotations_from_its_workspace_and_by_a_summary_beside_what_is_there() throws Exception {
        Path summary = Files.writeString(onGitHub(), "# Before\n");
        write(regressed("b"));

        assertThat(commands()).singleElement().asString().startsWith("::error file="
                + directory.getFileName() + "/pom.xml,line=1,title=bpfgate%3A b REGRESSED::b REGRESSED: latency");
        assertThat(Files.readString(summary)).startsWith("# Before\n## bpfgate: gated\n").contains("| b | ");
    }

    @Test
    void a_summary_that_would_grow_too_large_has_less_to_say() throws Exception {
        Path summary = onGitHub();
        Files.write(summary, new byte[MEBIBYTE - 20_000]);
        write(regressed(100));

        assertThat(Files.size(summary)).isLessThan(MEBIBYTE);
        assertThat(Files.readString(summary)).contains("| b99 | ").doesNotContain("**b99**");

        Files.write(summary, new byte[MEBIBYTE - 200]);
        write(regressed(100));
        assertThat(Files.size(summary)).isLessThan(MEBIBYTE);
        assertThat(Files.readString(summary)).contains("100 REGRESSED").doesNotContain("| b99 | ");

        Files.write(summary, new byte[MEBIBYTE - 10]);
        write(regressed("b"));
        assertThat(Files.size(summary)).isEqualTo(MEBIBYTE - 10);
        assertThat(module.journal.lines()).contains("warn: There is no room left in the step's summary (" + summary
                + ")");
    }

    @Test
    void a_summary_that_cannot_be_written_is_named() throws Exception {
        Path summary = Files.createDirectories(onGitHub());

        assertThatExceptionOfType(GateException.class).isThrownBy(() -> write(regressed("b")))
                .withMessageStartingWith("Cannot write " + summary + ": ");
        assertThat(commands()).hasSize(1);
    }

    @Test
    void gitlab_gets_its_report_unasked() throws Exception {
        module.ci = CiEnvironment.of(Map.of("GITLAB_CI", "true"));
        write(regressed("b"));

        assertThat(files()).containsExactly("gl-code-quality.json");
        assertThat(commands()).isEmpty();
    }

    @Test
    void a_ci_is_known_by_its_own_variable_alone() {
        assertThat(CiEnvironment.of(Map.of())).isEqualTo(new CiEnvironment.None());
        assertThat(CiEnvironment.of(Map.of("CI", "true", "GITHUB_ACTIONS", "false", "GITHUB_STEP_SUMMARY", "/x")))
                .isEqualTo(new CiEnvironment.None());
        assertThat(CiEnvironment.of(Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", "")))
                .isEqualTo(new CiEnvironment.GitHub(Optional.empty(), Optional.empty()));
    }
}
