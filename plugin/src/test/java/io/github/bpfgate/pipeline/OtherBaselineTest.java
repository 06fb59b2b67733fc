package io.github.bpfgate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.clang.CompileRequest;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.SystemClang;
import io.github.bpfgate.gate.BenchmarkResult.Reference;
import io.github.bpfgate.gate.BenchmarkResult;
import io.github.bpfgate.gate.GateOutcome;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.gate.Verdict;
import io.github.bpfgate.git.Clone;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that are judged against another commit, or against a release; by counts alone, for nothing here is noise. */
@NeedsEbpf
class OtherBaselineTest {

    private static final String HEADER = "#pragma once\n#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n";
    private static final String LICENSE = "char _license[] SEC(\"license\") = \"GPL\";\n";

    @TempDir
    private Path root;
    private Clone clone;
    private GatedModule module;
    private CompileRequest compilation;

    @BeforeEach
    void commit() throws Exception {
        clone = Clone.init(root).write("README", "no sources yet");
        clone.commit();
        clone.tag("empty");
        clone.write("common/base.h", HEADER).write("module/src/main/bpf/a.bpf.c", source("kept", "return XDP_PASS;"));
        clone.commit();
        clone.tag("v1");
        Path project = root.resolve("module");
        module = new GatedModule(project);
        module.metrics = EnumSet.of(MetricName.INSTRUCTIONS);
        module.rules = Rules.standard(module.metrics);
        compilation = new CompileRequest(Path.of("src/main/bpf"), List.of(Path.of("../common")), List.of(),
                module.objects(), Optional.empty(), Optional.empty(), "test", project);
    }

    @AfterEach
    void close() {
        clone.close();
    }

    private static String source(String program, String body) {
        return "#include \"base.h\"\nSEC(\"xdp\") int " + program + "(struct xdp_md *ctx) { " + body + " }\n" + LICENSE;
    }

    private void build() throws Exception {
        SystemClang.compiler().compile(compilation);
    }

    private Map<String, BenchmarkResult> measureAgainst(BaselineOrigin origin) throws Exception {
        module.origin = origin;
        new BenchmarkStep(module.request(), module.journal).run();
        return module.read().benchmarks().stream().collect(Collectors.toMap(BenchmarkResult::name, r -> r));
    }

    private BaselineOrigin ref(String name) {
        return new BaselineOrigin.Sources(name, module.directory, Optional.of(new Compilation(SystemClang.compiler(), compilation)));
    }

    private GateOutcome check() throws Exception {
        return new CheckStep(module.request(), GatedModule.USUAL, module.reports(), module.journal).run();
    }

    private void refused(BaselineOrigin origin, String sentence) {
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> measureAgainst(origin))
                .withMessageMatching(sentence);
    }

    @Test
    void the_sources_of_a_commit_are_compiled_as_those_of_now_are() throws Exception {
        clone.write("module/src/main/bpf/b.bpf.c", source("late", "return XDP_DROP;"));
        build();
        Map<String, BenchmarkResult> results = measureAgainst(ref("v1"));
        assertThat(results.get("kept").reference()).isEqualTo(Reference.SAME_WORK);
        assertThat(results.get("kept").baselineSha256()).as("the same bytes").isEqualTo(results.get("kept").objectSha256());
        assertThat(results.get("late").reference()).isEqualTo(Reference.NOTHING);
        assertThat(results.get("late").notes()).singleElement().asString()
                .matches("the sources at v1 \\([0-9a-f]{9}\\) hold no such program");
        assertThat(module.journal.lines()).anyMatch(line -> line.matches(
                "warn: late: nothing to compare with, for the sources at v1 \\([0-9a-f]{9}\\) hold no such program"));
        assertThat(check().passes()).isTrue();
        assertThat(module.read().benchmarks()).extracting(BenchmarkResult::verdict)
                .containsExactly(Verdict.UNCHANGED, Verdict.NO_BASELINE);
        assertThat(module.journal.lines()).noneMatch(line -> line.contains("update-baseline"));
    }

    @Test
    void what_grew_since_a_commit_has_regressed_and_no_directory_is_to_be_updated() throws Exception {
        clone.write("module/src/main/bpf/a.bpf.c", source("kept", "bpf_ktime_get_ns(); return bpf_get_prandom_u32() & 1;"));
        build();
        assertThat(measureAgainst(ref("v1")).get("kept").reference()).isEqualTo(Reference.OBJECT);
        CheckStep step = new CheckStep(module.request(), GatedModule.USUAL, module.reports(), module.journal);
        GateOutcome outcome = step.run();
        assertThat(outcome.passes()).isFalse();
        assertThat(step.ending(outcome)).startsWith("1 benchmark did not pass:")
                .noneMatch(line -> line.contains("update-baseline"));
        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> new UpdateStep(module.request(), true, module.journal).run())
                .withMessageContaining("this build does not compare with it. Drop <baseline> and -Dbpfgate.baselineRef");
    }

    @Test
    void results_of_another_commit_are_stale() throws Exception {
        build();
        measureAgainst(ref("v1"));
        module.origin = ref("empty");
        assertThatExceptionOfType(GateException.class).isThrownBy(this::check)
                .withMessageContaining("was made from another baseline than there is now");
        module.origin = new BaselineOrigin.Stored();
        assertThatExceptionOfType(GateException.class).isThrownBy(this::check)
                .withMessageContaining("was made from the baseline, which is gone");
    }

    @Test
    void a_commit_before_the_first_source_has_nothing_to_compare_with() throws Exception {
        build();
        assertThat(measureAgainst(ref("empty")).get("kept").notes()).singleElement().asString()
                .startsWith("the sources at empty (").endsWith(") hold no such program");
    }

    @Test
    void a_commit_that_does_not_compile_is_told_by_its_first_error() throws Exception {
        clone.write("module/src/main/bpf/a.bpf.c", source("kept", "return UNHEARD_OF;"));
        clone.commit();
        clone.tag("broken");
        clone.write("module/src/main/bpf/a.bpf.c", source("kept", "return XDP_PASS;"));
        build();
        refused(ref("broken"), "The sources at broken \\([0-9a-f]{9}\\) do not compile with this clang and these arguments:"
                + " (?s).*UNHEARD_OF.* Choose another -Dbpfgate.baselineRef, or give the compiler what that commit needs\\.");
    }

    @Test
    void a_commit_is_compiled_only_where_the_sources_of_now_are() throws Exception {
        build();
        refused(new BaselineOrigin.Sources("v1", module.directory, Optional.empty()), "-Dbpfgate.baselineRef compiles v1"
                + " \\(.*\\) as the goal compile does the sources of now, which this build did not run\\. Run mvn verify\\.");
        refused(ref("v2"), "There is no v2 in this clone .*");
    }

    private Path packaged(String name) throws Exception {
        module.origin = new BaselineOrigin.Stored();
        Path file = root.resolve(name);
        new PackageStep(module.request(), file, module.journal).run();
        return file;
    }

    private static BaselineOrigin released(Path file) {
        return new BaselineOrigin.Released("org.example:gated:1:bpf-baseline", file);
    }

    @Test
    void a_release_is_what_later_versions_are_judged_against() throws Exception {
        build();
        measureAgainst(new BaselineOrigin.Stored());
        Path release = packaged("1.zip");
        assertThat(Files.readAllBytes(packaged("again.zip"))).as("the same bytes").isEqualTo(Files.readAllBytes(release));

        clone.write("module/src/main/bpf/b.bpf.c", source("late", "return XDP_DROP;"));
        build();
        Map<String, BenchmarkResult> results = measureAgainst(released(release));
        assertThat(results.get("kept").reference()).isEqualTo(Reference.SAME_WORK);
        assertThat(results.get("late").notes()).containsExactly("org.example:gated:1:bpf-baseline holds no such benchmark");
        assertThat(check().passes()).isTrue();

        Files.delete(module.directory.resolve("src/main/bpf/a.bpf.c"));
        build();
        measureAgainst(released(release));
        check();
        assertThat(module.journal.lines()).contains("warn: Stored in the baseline, and not benchmarked any more: kept.");
    }

    @Test
    void a_first_release_has_nothing_to_compare_with() throws Exception {
        build();
        assertThat(measureAgainst(new BaselineOrigin.NoRelease("there is no release of a:b below 1 in central"))
                .get("kept").notes()).containsExactly("there is no release of a:b below 1 in central");
        assertThat(check().passes()).isTrue();
    }

    @Test
    void a_release_that_is_not_whole_is_told() throws Exception {
        build();
        measureAgainst(new BaselineOrigin.Stored());
        Path release = packaged("1.zip");
        refused(released(rezipped(release, "a.bpf.o")), "The released baseline org.example:gated:1:bpf-baseline is not whole"
                + " \\(The baseline of kept names .*a.bpf.o, which is not there\\): .* Choose another version, .*");
        refused(released(rezipped(release, "baseline.json")),
                "The released baseline org.example:gated:1:bpf-baseline holds no baseline.json: .*");
        refused(released(Files.writeString(root.resolve("text.zip"), "no zip")),
                "The released baseline org.example:gated:1:bpf-baseline is no zip \\(it holds nothing\\): .*");
    }

    /** Without one of its files. */
    private Path rezipped(Path zip, String without) throws IOException {
        Path copy = Files.copy(zip, root.resolve("without-" + without + ".zip"));
        try (FileSystem files = FileSystems.newFileSystem(copy)) {
            Files.delete(files.getPath(without));
        }
        return copy;
    }
}
