package io.github.bpfgate.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.bpfgate.baseline.BaselineEntry.StoredMetric;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.SmallDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineDirectoryTest {

    private static final byte[] FIRST = "the first object".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "the second object".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path temporary;

    private Path path;
    private BaselineDirectory directory;

    @BeforeEach
    void place() {
        at(temporary.resolve("src/test/bpf/baseline"));
    }

    private void at(Path place) {
        path = place;
        directory = new BaselineDirectory(path);
    }

    private static BaselineEntry entry(String program, String object, byte[] bytes) {
        return new BaselineEntry(program, object, bytes == null ? null : BaselineDirectory.sha256(bytes),
                Map.of("latency", StoredMetric.timed("ns", 25.125, 4.125)), new double[] {25, 25.25},
                HandMadeResults.HERE, null);
    }

    private static Baseline two() {
        return new Baseline(Baseline.SCHEMA, Map.of("b", entry("b", "two.bpf.o", SECOND),
                "a", entry("a", "lb/one.bpf.o", FIRST)));
    }

    private static Map<String, byte[]> twoObjects() {
        return Map.of("two.bpf.o", SECOND, "lb/one.bpf.o", FIRST);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(path)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(path.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    /** What reading fails with; null if it does not. */
    private BaselineException caught() {
        try {
            directory.read();
            return null;
        } catch (BaselineException e) {
            return e;
        }
    }

    private void store(String json) throws IOException {
        Files.createDirectories(path);
        Files.writeString(directory.file(), json);
    }

    /** The stored JSON with one entry changed. */
    private void change(String benchmark, Consumer<ObjectNode> change) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode tree = mapper.readTree(Files.readString(directory.file()));
        change.accept((ObjectNode) tree.get("benchmarks").get(benchmark));
        store(mapper.writeValueAsString(tree));
    }

    @Test
    void nothing_stored_is_no_error() throws Exception {
        assertThat(directory.read()).isEmpty();
        Files.createDirectories(path);
        assertThat(directory.read()).isEmpty();
    }

    @Test
    void what_is_stored_is_read_again() throws Exception {
        directory.write(two(), twoObjects());

        assertThat(directory.read().orElseThrow()).usingRecursiveComparison().isEqualTo(two());
        assertThat(Files.readAllBytes(directory.object(two().benchmarks().get("a")))).isEqualTo(FIRST);
    }

    @Test
    void storing_the_same_again_changes_no_byte_and_says_so() throws Exception {
        assertThat(directory.write(two(), twoObjects())).hasSize(3);
        Map<String, String> before = files();

        assertThat(directory.write(directory.read().orElseThrow(), twoObjects())).isEmpty();

        assertThat(files()).isEqualTo(before).containsOnlyKeys("baseline.json", "two.bpf.o", "lb/one.bpf.o");
    }

    @Test
    void the_order_in_which_entries_come_does_not_show() throws Exception {
        Map<String, BaselineEntry> backwards = new LinkedHashMap<>();
        backwards.put("b", two().benchmarks().get("b"));
        backwards.put("a", two().benchmarks().get("a"));
        directory.write(two(), twoObjects());
        String before = Files.readString(directory.file());

        assertThat(directory.write(new Baseline(1, backwards), twoObjects())).isEmpty();

        assertThat(before).startsWith("{\n  \"schema\" : 1,\n  \"benchmarks\" : {\n    \"a\" : {").endsWith("}\n");
        List<String> keys = new ArrayList<>();
        new ObjectMapper().readTree(before).at("/benchmarks/a").fieldNames().forEachRemaining(keys::add);
        assertThat(keys).isSorted().contains("object", "objectSha256", "environment");
    }

    @Test
    void only_what_changed_is_written() throws Exception {
        directory.write(two(), twoObjects());
        Baseline changed = new Baseline(1, Map.of("a", two().benchmarks().get("a"),
                "b", entry("b", "two.bpf.o", FIRST)));

        assertThat(directory.write(changed, Map.of("two.bpf.o", FIRST, "lb/one.bpf.o", FIRST)))
                .containsExactlyInAnyOrder(path.resolve("two.bpf.o"), directory.file());
    }

    @Test
    void objects_that_nothing_names_any_more_are_deleted() throws Exception {
        directory.write(two(), twoObjects());
        Files.writeString(path.resolve("README"), "somebody's own");

        List<Path> touched = directory.write(new Baseline(1, Map.of("a", two().benchmarks().get("a"))),
                Map.of("lb/one.bpf.o", FIRST));

        assertThat(touched).containsExactlyInAnyOrder(directory.file(), path.resolve("two.bpf.o"));
        assertThat(files()).containsOnlyKeys("baseline.json", "lb/one.bpf.o", "README");
    }

    @Test
    void numbers_alone_need_no_object() throws Exception {
        directory.write(new Baseline(1, Map.of("a", entry("a", null, null))), Map.of());

        assertThat(directory.read().orElseThrow().benchmarks().get("a").object()).isNull();
        assertThat(files()).containsOnlyKeys("baseline.json");
        assertThat(Files.readString(directory.file())).doesNotContain("object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "7", "{}", "{\"schema\": 1}", "{\"benchmarks\": {}}",
        "{\"schema\": 1, \"benchmarks\": []}", "{\"schema\": 1, \"benchmarks\": {\"a\": null}}",
        "{\"schema\": 1, \"benchmarks\": {\"a\": {}}}", "{\"schema\": 1, \"benchmarks\": {\"a\": 5}}",
        "{\"schema\": 1, \"benchmarks\": {}, \"bogus\": 1}", "<baseline/>"})
    void what_is_no_baseline_says_how_to_get_one(String text) throws Exception {
        store(text);

        assertThat(caught()).as(text).isNotNull()
                .hasMessageStartingWith(directory.file() + " cannot be read as a baseline: ")
                .hasMessageContaining("git checkout -- " + directory.file())
                .hasMessageEndingWith("delete baseline.json and run mvn verify bpfgate:update-baseline.");
    }

    @Test
    void a_truncated_file_is_corrupt_wherever_it_ends() throws Exception {
        directory.write(two(), twoObjects());
        String whole = Files.readString(directory.file()).stripTrailing();
        for (int length = 0; length < whole.length(); length += 29) {
            store(whole.substring(0, length));
            assertThat(caught()).as("cut after %d", length).isNotNull()
                    .hasMessageContaining("cannot be read as a baseline");
        }
    }

    @Test
    void a_conflict_that_git_left_is_told_with_its_line() throws Exception {
        directory.write(two(), twoObjects());
        store(Files.readString(directory.file()).replaceFirst("  \"benchmarks\"", "<<<<<<< HEAD\n  \"benchmarks\""));

        assertThat(caught()).isNotNull().hasMessageContaining("(line 3)");
    }

    @Test
    void a_newer_schema_asks_for_the_newer_plugin() throws Exception {
        store("{\"schema\": 2}");

        assertThat(caught()).isNotNull().hasMessage(directory.file() + " has schema 2, and this bpfgate knows up to 1."
                + " Use the newer bpfgate-maven-plugin that wrote it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"program", "environment", "metrics"})
    void an_entry_that_lacks_something_is_named(String missing) throws Exception {
        directory.write(two(), twoObjects());
        change("b", entry -> entry.remove(missing));

        assertThat(caught()).isNotNull().hasMessageContaining("benchmark b is incomplete");
    }

    @Test
    void a_missing_object_is_named_with_what_may_have_eaten_it() throws Exception {
        directory.write(two(), twoObjects());
        Files.delete(path.resolve("two.bpf.o"));

        assertThat(caught()).isNotNull().hasMessage("The baseline of b names " + path.resolve("two.bpf.o")
                + ", which is not there. Is *.o in .gitignore? Restore the object from git and force-add it"
                + " (git add -f), or delete baseline.json and run mvn verify bpfgate:update-baseline.");
    }

    @Test
    void an_object_that_is_not_the_one_stored_is_refused() throws Exception {
        directory.write(two(), twoObjects());
        Files.write(path.resolve("two.bpf.o"), FIRST);

        assertThat(caught()).isNotNull().hasMessageContaining("its SHA-256 differs")
                .hasMessageContaining("delete baseline.json and run mvn verify bpfgate:update-baseline");
    }

    @Test
    void an_object_without_its_sum_is_refused() throws Exception {
        directory.write(two(), twoObjects());
        change("b", entry -> entry.remove("objectSha256"));

        assertThat(caught()).isNotNull().hasMessageContaining("its SHA-256 differs");
    }

    @Test
    void the_cure_cures_a_missing_and_a_foreign_object() throws Exception {
        directory.write(two(), twoObjects());
        Files.write(path.resolve("two.bpf.o"), FIRST);
        Files.delete(path.resolve("lb/one.bpf.o"));
        assertThatExceptionOfType(BaselineException.class).isThrownBy(() -> directory.write(two(), twoObjects()));

        Files.delete(directory.file());
        directory.write(two(), twoObjects());

        assertThat(directory.read()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.bpf.o", "lb/../../x.bpf.o", "/etc/hostname", "", ".", "lb/..", "baseline.json",
        "./baseline.json", "\u0000"})
    void an_object_elsewhere_is_refused_though_its_sum_is_right(String elsewhere) throws Exception {
        directory.write(two(), twoObjects());
        Files.write(path.resolveSibling("x.bpf.o"), SECOND);
        change("b", entry -> entry.put("object", elsewhere));

        assertThat(caught()).as(elsewhere).isNotNull().hasMessageContaining("cannot be read as a baseline")
                .hasMessageContaining("\"" + elsewhere + "\"");
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> directory.write(Baseline.empty(), Map.of(elsewhere, SECOND)));
        assertThat(Files.readAllBytes(path.resolveSibling("x.bpf.o"))).as("not deleted as obsolete").isEqualTo(SECOND);
    }

    @Test
    void writing_elsewhere_is_refused() {
        assertThatExceptionOfType(BaselineException.class)
                .isThrownBy(() -> directory.write(Baseline.empty(), Map.of("../x.bpf.o", FIRST)));

        assertThat(path.resolveSibling("x.bpf.o")).doesNotExist();
    }

    private static Baseline other() {
        return new Baseline(1, Map.of("a", entry("a", "lb/one.bpf.o", SECOND), "b", entry("b", "two.bpf.o", FIRST)));
    }

    /** As a process leaves it that is killed once everything is written beside its place. */
    private void stageOther() throws Exception {
        directory.write(two(), twoObjects());
        Path elsewhere = temporary.resolve("elsewhere");
        BaselineDirectory whole = new BaselineDirectory(elsewhere);
        whole.write(other(), Map.of("lb/one.bpf.o", SECOND, "two.bpf.o", FIRST));
        new StagedUpdate(path, directory.file()).stage(Map.of(path.resolve("lb/one.bpf.o"), SECOND,
                path.resolve("two.bpf.o"), FIRST), Files.readAllBytes(whole.file()));
    }

    private void readsTheOtherWhole() throws Exception {
        assertThat(directory.read().orElseThrow()).usingRecursiveComparison().isEqualTo(other());
        assertThat(files()).containsOnlyKeys("baseline.json", "two.bpf.o", "lb/one.bpf.o");
    }

    @Test
    void an_update_killed_before_the_first_move_is_completed_by_who_reads_next() throws Exception {
        stageOther();

        readsTheOtherWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lb/one.bpf.o", "two.bpf.o", "lb/one.bpf.o two.bpf.o"})
    void an_update_killed_between_two_moves_is_completed_by_who_reads_next(String moved) throws Exception {
        stageOther();
        for (String file : moved.split(" ")) {
            Files.move(path.resolve(file + ".bpfgate-new"), path.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }

        readsTheOtherWhole();
    }

    @Test
    void an_update_killed_while_it_was_written_never_was() throws Exception {
        stageOther();
        Files.move(path.resolve("baseline.json.bpfgate-new"), path.resolve("baseline.json.bpfgate-writing"));

        assertThat(directory.read().orElseThrow()).usingRecursiveComparison().isEqualTo(two());

        directory.write(other(), Map.of("lb/one.bpf.o", SECOND, "two.bpf.o", FIRST));
        readsTheOtherWhole();
    }

    @Test
    void an_update_goes_on_from_one_that_was_killed() throws Exception {
        stageOther();

        directory.write(two(), twoObjects());

        assertThat(directory.read().orElseThrow()).usingRecursiveComparison().isEqualTo(two());
        assertThat(files()).containsOnlyKeys("baseline.json", "two.bpf.o", "lb/one.bpf.o");
    }

    @Test
    void an_update_that_cannot_be_completed_says_so_and_is_completed_later() throws Exception {
        stageOther();
        Path inTheWay = path.resolve("two.bpf.o");
        Files.delete(inTheWay);
        Files.createDirectories(inTheWay.resolve("not-empty"));

        assertThat(caught()).hasMessageContaining("The new baseline is written beside the old one in " + path)
                .hasMessageContaining("the next goal of bpfgate completes it");

        Files.delete(inTheWay.resolve("not-empty"));
        Files.delete(inTheWay);
        readsTheOtherWhole();
    }

    @Test
    void a_full_disk_leaves_the_old_baseline_as_it_was() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(temporary.resolve("disk"))) {
            at(disk.directory().resolve("baseline"));
            directory.write(two(), twoObjects());
            Map<String, String> before = files();
            byte[] large = new byte[50_000];
            Baseline larger = new Baseline(1, Map.of("a", entry("a", "lb/one.bpf.o", SECOND),
                    "b", entry("b", "two.bpf.o", large)));
            Map<String, byte[]> objects = new LinkedHashMap<>();
            objects.put("lb/one.bpf.o", SECOND);
            objects.put("two.bpf.o", large);

            assertThatExceptionOfType(BaselineException.class).isThrownBy(() -> directory.write(larger, objects))
                    .withMessageStartingWith("Cannot write the baseline in " + path)
                    .withMessageContaining("No space left on device").withMessageContaining("make room");

            assertThat(files()).as("no other file and no other byte").isEqualTo(before);
            assertThat(directory.read().orElseThrow()).usingRecursiveComparison().isEqualTo(two());
        }
    }

    @Test
    void a_read_only_directory_leaves_the_old_baseline_as_it_was() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted(temporary.resolve("disk"))) {
            at(disk.directory().resolve("baseline"));
            directory.write(two(), twoObjects());
            Map<String, String> before = files();
            assumeTrue(disk.makeReadOnly(), "the mount cannot be made read-only here");

            assertThatExceptionOfType(BaselineException.class)
                    .isThrownBy(() -> directory.write(Baseline.empty(), Map.of()))
                    .withMessageContaining("Read-only file system").withMessageContaining("check the permissions");

            assertThat(files()).isEqualTo(before);
        }
    }

    @Test
    void where_no_directory_can_be_nothing_is_stored() throws Exception {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "a file in the way");

        assertThatExceptionOfType(BaselineException.class).isThrownBy(() -> directory.write(two(), twoObjects()));

        assertThat(Files.readString(path)).isEqualTo("a file in the way");
    }

    @Test
    void another_kernel_or_cpu_is_another_machine_and_another_clang_is_not() {
        Environment here = HandMadeResults.HERE;
        Environment rebuilt = new Environment(here.kernel(), here.cpu(), here.jit(), here.jitHarden(),
                here.mitigations(), "clang version 19", "1.5", here.virtualization(), 4);

        assertThat(here.sameMachineAs(rebuilt)).isTrue();
        assertThat(Stream.of(
                new Environment("6.1", here.cpu(), true, 0, here.mitigations(), "", "", "none", 1),
                new Environment(here.kernel(), "Other", true, 0, here.mitigations(), "", "", "none", 1),
                new Environment(here.kernel(), here.cpu(), false, 0, here.mitigations(), "", "", "none", 1),
                new Environment(here.kernel(), here.cpu(), true, 2, here.mitigations(), "", "", "none", 1),
                new Environment(here.kernel(), here.cpu(), true, 0, Map.of(), "", "", "none", 1),
                new Environment(here.kernel(), here.cpu(), true, 0, here.mitigations(), "", "", "QEMU", 1)))
                .noneMatch(here::sameMachineAs);
    }
}
