package io.github.bpfgate.pipeline;

import static io.github.bpfgate.gate.HandMadeResults.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.baseline.Baseline;
import io.github.bpfgate.baseline.BaselineDirectory;
import io.github.bpfgate.baseline.BaselineEntry;
import io.github.bpfgate.baseline.BaselineEntry.StoredMetric;
import io.github.bpfgate.gate.Acceptance;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Metric.Exact;
import io.github.bpfgate.gate.MetricName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateStepTest {

    @TempDir
    Path directory;

    private GatedModule module;

    @BeforeEach
    void twoObjects() throws Exception {
        module = new GatedModule(directory);
        module.object("x.bpf.o", "object x");
        module.object("y.bpf.o", "object y");
    }

    private void update() throws GateException {
        update(true);
    }

    private void update(boolean storeObjects) throws GateException {
        module.journal.lines().clear();
        new UpdateStep(module.request(), storeObjects, module.journal).run();
    }

    private void storeBoth() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100.12345), module.first("y", "y.bpf.o", 50));
        update();
    }

    private Map<String, BaselineEntry> stored() throws Exception {
        Baseline baseline = new BaselineDirectory(module.baseline).read().orElseThrow();
        return baseline.benchmarks();
    }

    private Map<String, String> files() throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(module.baseline)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(module.baseline.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private void refused(String sentence) {
        assertThatExceptionOfType(GateException.class).isThrownBy(this::update).withMessageContaining(sentence);
    }

    @Test
    void objects_and_rounded_numbers_are_stored_and_told() throws Exception {
        storeBoth();

        assertThat(files()).containsOnlyKeys("baseline.json", "x.bpf.o", "y.bpf.o").containsEntry("x.bpf.o", "object x");
        BaselineEntry x = stored().get("x");
        assertThat(x.objectSha256()).isEqualTo(module.sha256("x.bpf.o"));
        assertThat(x.metrics().get("latency").value()).isEqualTo(100.123);
        assertThat(x.metrics().get("latency").net()).isEqualTo(79.123);
        assertThat(x.blocks()).hasSize(20).startsWith(101.123, 99.123);
        assertThat(module.journal.lines()).contains("info: x: 100.1 ns per run (new)",
                "info: Wrote " + module.baseline.resolve("x.bpf.o"),
                "info: Commit these files: a baseline is reviewed like code.");
    }

    @Test
    void an_unchanged_object_keeps_its_entry_to_the_byte() throws Exception {
        storeBoth();
        Map<String, String> before = files();
        module.measured(module.same("x", "x.bpf.o", 140, module.storedSha256("x.bpf.o")),
                module.same("y", "y.bpf.o", 20, module.storedSha256("y.bpf.o")));

        update();

        assertThat(files()).isEqualTo(before);
        assertThat(module.journal.lines()).contains("info: x: 100.1 ns per run (kept)",
                "info: The baseline is as it was.");
    }

    @Test
    void the_same_work_in_other_bytes_keeps_the_stored_object_too() throws Exception {
        storeBoth();
        Map<String, String> before = files();
        module.object("x.bpf.o", "object x, with other debug data");
        module.measured(module.same("x", "x.bpf.o", 140, module.storedSha256("x.bpf.o")),
                module.same("y", "y.bpf.o", 20, module.storedSha256("y.bpf.o")));

        update();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void a_changed_object_takes_the_place_of_the_old_one_and_leaves_others_alone() throws Exception {
        storeBoth();
        BaselineEntry y = stored().get("y");
        module.object("x.bpf.o", "object x, faster");
        module.measured(module.compared("x", "x.bpf.o", -10, module.storedSha256("x.bpf.o")),
                module.same("y", "y.bpf.o", 20, module.storedSha256("y.bpf.o")));

        update();

        assertThat(files()).containsEntry("x.bpf.o", "object x, faster");
        assertThat(stored().get("x").objectSha256()).isEqualTo(module.sha256("x.bpf.o"));
        assertThat(stored().get("y")).usingRecursiveComparison().isEqualTo(y);
        assertThat(module.journal.lines()).contains("info: x: 100.1 ns per run before, 111.0 ns per run now");
    }

    @Test
    void an_object_with_one_changed_program_is_stored_anew_for_all_its_programs() throws Exception {
        module.measured(module.first("a", "x.bpf.o", 10), module.first("b", "x.bpf.o", 20));
        update();
        String old = module.storedSha256("x.bpf.o");
        module.object("x.bpf.o", "object x, b changed");
        module.measured(module.same("a", "x.bpf.o", 11, old), module.compared("b", "x.bpf.o", 10, old));

        update();

        assertThat(stored().values()).extracting(BaselineEntry::objectSha256)
                .containsOnly(module.sha256("x.bpf.o"));
        assertThat(stored().get("a").metrics().get("latency").value()).isEqualTo(11);
    }

    @Test
    void results_of_another_object_are_refused_and_nothing_is_stored() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100));
        module.object("x.bpf.o", "built since");

        refused("is stale: it was made from another object x.bpf.o than there is now. Run mvn verify");

        assertThat(module.baseline).doesNotExist();
    }

    @Test
    void the_same_work_then_and_another_object_now_is_refused_too() throws Exception {
        storeBoth();
        module.measured(module.same("x", "x.bpf.o", 100, module.storedSha256("x.bpf.o")));
        module.object("x.bpf.o", "built since");

        refused("is stale: it was made from another object x.bpf.o");
    }

    @Test
    void the_same_work_as_another_baseline_is_stored_anew() throws Exception {
        storeBoth();
        module.object("x.bpf.o", "object x, slower");
        module.measured(module.same("x", "x.bpf.o", 140, "f".repeat(64)),
                module.same("y", "y.bpf.o", 20, module.storedSha256("y.bpf.o")));

        update();

        assertThat(stored().get("x").objectSha256()).isEqualTo(module.sha256("x.bpf.o"));
    }

    @Test
    void what_could_not_be_run_keeps_its_old_entry() throws Exception {
        storeBoth();
        BaselineEntry y = stored().get("y");
        module.object("x.bpf.o", "object x, faster");
        module.object("y.bpf.o", "object y, changed too");
        module.measured(module.compared("x", "x.bpf.o", -10, module.storedSha256("x.bpf.o")),
                module.notRun("y", "y.bpf.o"));

        update();

        assertThat(stored().get("y")).usingRecursiveComparison().isEqualTo(y);
        assertThat(files()).containsEntry("y.bpf.o", "object y").containsEntry("x.bpf.o", "object x, faster");
        assertThat(module.journal.lines()).contains("warn: y could not be run here; its old baseline is kept");
    }

    @Test
    void what_could_not_be_run_and_was_never_stored_is_left_out() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100), module.notRun("y", "y.bpf.o"));

        update();

        assertThat(stored()).containsOnlyKeys("x");
        assertThat(module.journal.lines()).contains("warn: y could not be run here and is not stored");
    }

    @Test
    void one_file_is_never_made_to_hold_two_objects() throws Exception {
        module.measured(module.first("a", "x.bpf.o", 10), module.first("b", "x.bpf.o", 20));
        update();
        Map<String, String> before = files();
        module.object("x.bpf.o", "object x, b changed");
        module.measured(module.notRun("a", "x.bpf.o"),
                module.compared("b", "x.bpf.o", 10, module.storedSha256("x.bpf.o")));

        refused("Of x.bpf.o one of a and b could not be run here");

        assertThat(files()).isEqualTo(before);
        assertThat(stored()).containsOnlyKeys("a", "b");
    }

    @Test
    void a_benchmark_that_is_gone_is_dropped_with_its_object() throws Exception {
        storeBoth();
        module.measured(module.same("x", "x.bpf.o", 100, module.storedSha256("x.bpf.o")));

        update();

        assertThat(files()).containsOnlyKeys("baseline.json", "x.bpf.o");
        assertThat(module.journal.lines()).contains("info: y: dropped, for it is measured no more",
                "info: Deleted " + module.baseline.resolve("y.bpf.o"));
    }

    @Test
    void numbers_alone_are_stored_where_objects_are_not_wanted() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100));

        update(false);

        assertThat(files()).containsOnlyKeys("baseline.json");
        assertThat(stored().get("x").object()).isNull();
        assertThat(stored().get("x").objectSha256()).isNull();
    }

    @Test
    void objects_that_are_not_wanted_any_more_go_even_if_unchanged() throws Exception {
        storeBoth();
        module.measured(module.same("x", "x.bpf.o", 100, module.storedSha256("x.bpf.o")),
                module.same("y", "y.bpf.o", 50, module.storedSha256("y.bpf.o")));

        update(false);

        assertThat(files()).containsOnlyKeys("baseline.json");
    }

    @Test
    void without_a_measured_benchmark_there_is_nothing_to_store() throws Exception {
        module.measured(module.notRun("y", "y.bpf.o"));
        refused("holds no measured benchmark, so there is nothing to store. Run mvn verify first.");

        Files.delete(module.results());
        refused("There are no results at");
    }

    @Test
    void a_corrupt_baseline_is_not_written_over() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100));
        Files.createDirectories(module.baseline);
        Files.writeString(module.baseline.resolve("baseline.json"), "<<<<<<< HEAD");

        refused("cannot be read as a baseline");

        assertThat(files()).containsEntry("baseline.json", "<<<<<<< HEAD");
    }

    private static final Map<MetricName, Exact> COUNTS = Map.of(
            MetricName.INSTRUCTIONS, Exact.of(MetricName.INSTRUCTIONS, 49 / 3.0),
            MetricName.VERIFIED_INSNS, Exact.of(MetricName.VERIFIED_INSNS, 321),
            MetricName.HELPER_CALLS, Exact.between(MetricName.HELPER_CALLS, 2, 1, 3));

    private static Map<MetricName, Exact> counts(MetricName metric, double value) {
        Map<MetricName, Exact> counts = new EnumMap<>(COUNTS);
        counts.put(metric, Exact.of(metric, value));
        return counts;
    }

    private void storeWithCounts() throws Exception {
        module.measured(with(module.first("x", "x.bpf.o", 100.12345), COUNTS, null),
                module.counted("y", "y.bpf.o", Reference.NOTHING, "", COUNTS));
        update();
    }

    private BenchmarkResult same(String name, Map<MetricName, Exact> counts) throws Exception {
        return with(module.same(name, name + ".bpf.o", 140, module.storedSha256(name + ".bpf.o")), counts, null);
    }

    @Test
    void every_metric_is_stored_the_exact_ones_to_the_last_digit() throws Exception {
        storeWithCounts();

        Map<String, StoredMetric> metrics = stored().get("x").metrics();
        assertThat(metrics).containsOnlyKeys("latency", "instructions", "verified-insns", "helper-calls");
        assertThat(metrics.get("latency")).isEqualTo(StoredMetric.timed("ns", 100.123, 79.123));
        assertThat(metrics.get("instructions")).isEqualTo(new StoredMetric("insns per run", 49 / 3.0, null, null, null));
        assertThat(metrics.get("helper-calls")).isEqualTo(new StoredMetric("calls per run", 2, null, 1.0, 3.0));
        assertThat(Exact.stored(metrics.get("helper-calls"))).isEqualTo(COUNTS.get(MetricName.HELPER_CALLS));
        assertThat(module.journal.lines()).contains("info: x: 100.1 ns and 16.33 instructions per run (new)",
                "info: y: 16.33 instructions per run (new)");
    }

    @Test
    void what_was_not_timed_has_no_blocks() throws Exception {
        storeWithCounts();

        assertThat(stored().get("y").blocks()).isNull();
        assertThat(files().get("baseline.json")).doesNotContain("null");
    }

    @Test
    void the_same_counts_change_no_byte() throws Exception {
        storeWithCounts();
        Map<String, String> before = files();
        Map<MetricName, Exact> again = new EnumMap<>(COUNTS);
        again.put(MetricName.HELPER_CALLS, Exact.between(MetricName.HELPER_CALLS, 3, 2, 4));
        module.measured(same("x", again), same("y", COUNTS));

        update();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void counts_alone_change_no_byte_of_what_was_stored_with_times() throws Exception {
        storeWithCounts();
        Map<String, String> before = files();
        module.measured(module.counted("x", "x.bpf.o", Reference.SAME_WORK, module.storedSha256("x.bpf.o"), COUNTS),
                same("y", COUNTS));

        update();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void the_same_work_on_another_input_is_stored_anew_beside_the_same_object() throws Exception {
        storeWithCounts();
        String sha256 = module.storedSha256("x.bpf.o");
        module.object("x.bpf.o", "object x, with other debug data");
        module.measured(same("x", counts(MetricName.INSTRUCTIONS, 21)), same("y", COUNTS));

        update();

        assertThat(stored().get("x").metrics().get("instructions").value()).isEqualTo(21);
        assertThat(stored().get("x").objectSha256()).isEqualTo(sha256);
        assertThat(files()).containsEntry("x.bpf.o", "object x");
    }

    @Test
    void figures_that_an_older_baseline_lacks_are_added() throws Exception {
        storeBoth();
        module.measured(same("x", COUNTS), module.same("y", "y.bpf.o", 20, module.storedSha256("y.bpf.o")));

        update();

        assertThat(stored().get("x").metrics()).containsKeys("latency", "instructions", "verified-insns");
        assertThat(stored().get("y").metrics()).containsOnlyKeys("latency");
    }

    @Test
    void figures_of_another_kernel_are_left_to_it() throws Exception {
        storeWithCounts();
        Path file = module.baseline.resolve("baseline.json");
        Files.writeString(file, Files.readString(file).replace(HandMadeResults.HERE.kernel(), "5.15.0"));
        Map<String, String> before = files();
        module.measured(same("x", counts(MetricName.VERIFIED_INSNS, 400)), same("y", COUNTS));

        update();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void storing_what_was_just_checked_stores_the_same() throws Exception {
        storeBoth();
        module.object("x.bpf.o", "object x, slower");
        BenchmarkResult slower = module.compared("x", "x.bpf.o", 10, module.storedSha256("x.bpf.o"));
        module.measured(slower, module.same("y", "y.bpf.o", 20, module.storedSha256("y.bpf.o")));
        assertThat(new CheckStep(module.request(), GatedModule.STRICT, module.reports(), module.journal).run().passes()).isFalse();

        update();

        assertThat(stored().get("x").metrics().get("latency").value()).isEqualTo(131);
    }

    @Test
    void what_was_accepted_beside_the_old_baseline_ends_with_it() throws Exception {
        storeBoth();
        Path accepted = Files.writeString(module.baseline.resolve("accepted.json"), """
                {"schema": 1, "accepted": [
                {"benchmark": "x", "metric": "latency", "upTo": "+12 %", "until": "2026-12-31", "reason": "r"},
                {"benchmark": "y", "metric": "latency", "upTo": "+12 %", "until": "2026-12-31", "reason": "r"}]}""");
        module.object("x.bpf.o", "another object x");
        module.measured(module.compared("x", "x.bpf.o", 10, module.storedSha256("x.bpf.o")),
                module.same("y", "y.bpf.o", 50, module.storedSha256("y.bpf.o")));

        update();

        assertThat(module.request().acceptances().entries()).extracting(Acceptance::benchmark).containsExactly("y");
        assertThat(module.journal.lines()).contains("info: Wrote " + accepted
                + ": what was accepted beside the old baseline is part of the new one");
        module.object("y.bpf.o", "another object y");
        module.measured(module.compared("x", "x.bpf.o", 0, module.storedSha256("x.bpf.o")),
                module.compared("y", "y.bpf.o", 10, module.storedSha256("y.bpf.o")));
        update();
        assertThat(accepted).doesNotExist();
    }

    @Test
    void a_program_that_is_only_loaded_is_stored_without_what_is_advice() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100),
                module.loaded("probe", "x.bpf.o", Reference.NOTHING, "", Exact.of(MetricName.VERIFIED_INSNS, 1200)),
                module.notLoaded("elsewhere", "x.bpf.o"));
        update();

        assertThat(stored()).containsOnlyKeys("x", "probe");
        assertThat(stored().get("probe").metrics()).containsOnlyKeys("verified-insns");
        assertThat(module.journal.lines()).contains("info: probe: 1200 instructions verified (new)")
                .noneMatch(line -> line.contains("elsewhere"));
    }

    @Test
    void what_does_not_load_here_changes_nothing_of_an_unchanged_object() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100));
        update();
        Map<String, String> before = files();
        module.measured(module.same("x", "x.bpf.o", 120, module.storedSha256("x.bpf.o")),
                module.notLoaded("elsewhere", "x.bpf.o"));
        update();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void entries_without_a_number_of_what_is_measured_now_are_kept() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100),
                module.loaded("probe", "x.bpf.o", Reference.NOTHING, "", Exact.of(MetricName.VERIFIED_INSNS, 1200)));
        update();
        module.metrics = EnumSet.of(MetricName.LATENCY);
        module.measured(module.same("x", "x.bpf.o", 100, module.storedSha256("x.bpf.o")));
        update();

        assertThat(stored()).containsOnlyKeys("x", "probe");
    }

    @Test
    void figures_of_a_program_that_is_only_loaded_go_with_the_object_they_are_of() throws Exception {
        module.measured(module.first("x", "x.bpf.o", 100),
                module.loaded("probe", "x.bpf.o", Reference.NOTHING, "", Exact.of(MetricName.VERIFIED_INSNS, 1200)));
        update();
        String old = module.storedSha256("x.bpf.o");
        module.object("x.bpf.o", "another object x");
        module.measured(module.compared("x", "x.bpf.o", 20, old), module.notLoaded("probe", "x.bpf.o"));
        update();

        assertThat(stored()).containsOnlyKeys("x");
        assertThat(module.journal.lines()).anyMatch(line -> line.startsWith("info: probe: dropped"));
    }
}
