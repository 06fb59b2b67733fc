package io.github.bpfgate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** The goals one after the other, on a program that becomes twenty times as slow: no noise makes a verdict. */
@MojoTest(realRepositorySession = true)
class GateGoalsTest extends AbstractGoalTest {

    private static final String TWENTY_TIMES_AS_SLOW = "<compilerArgs><a>-DEXTRA=2000</a></compilerArgs>";

    private JsonNode benchmark() throws IOException {
        return new ObjectMapper().readTree(Files.readString(results())).get("benchmarks").get(0);
    }

    @Test
    void a_module_is_gated_from_its_first_build_to_a_regression_and_its_acceptance(
            @InjectMojo(goal = "compile") CompileMojo compile, @InjectMojo(goal = "benchmark") BenchmarkMojo benchmark,
            @InjectMojo(goal = "check") CheckMojo check,
            @InjectMojo(goal = "update-baseline") UpdateBaselineMojo update) throws Exception {
        source("broken/slow.bpf.c");
        ready(compile).execute();
        ready(benchmark).execute();
        ready(check).execute();
        assertThat(benchmark().get("verdict").asText()).isEqualTo("NO_BASELINE");
        assertThat(new ObjectMapper().readTree(Files.readString(results())).at("/environment/clang").asText())
                .as("what compile left for benchmark").contains("clang version");
        ready(update).execute();
        assertThat(directory.resolve("src/test/bpf/baseline/slow.bpf.o")).exists();

        assertThatExceptionOfType(MojoExecutionException.class).as("measured before the baseline was stored")
                .isThrownBy(check::execute).withMessageContaining("is stale");

        configured(compile, TWENTY_TIMES_AS_SLOW).execute();
        benchmark.execute();
        assertThatExceptionOfType(MojoFailureException.class).isThrownBy(check::execute)
                .withMessageMatching("""
                        (?s)1 benchmark did not pass:
                          slow REGRESSED: latency \\+[0-9,]+ % \\[.*], limit \\+.* %, confirmed by \\d+ loads
                        Report: .*/report/index.html
                        Measure again: mvn verify. By source line: mvn bpfgate:profile -Dbpfgate.benchmark=slow
                        Meant for good\\? Accept it with mvn bpfgate:update-baseline, and commit the new baseline.
                        Meant for a time\\? Add the reasons to .*/accepted.json, and move it to .*/accepted.json:
                          \\{"benchmark":"slow","metric":"latency","upTo":"\\+\\d+ %","until":".*","reason":""}
                          .*"metric":"instructions".*""");
        assertThat(benchmark().get("verdict").asText()).isEqualTo("REGRESSED");
        assertThat(log().lines()).anyMatch(line -> line.startsWith("ERROR slow REGRESSED: latency changed by +"));

        userProperties().setProperty("bpfgate.failOnRegression", "false");
        configured(check, "<failOnRegression>true</failOnRegression>").execute();
        assertThat(log().lines()).anyMatch(line -> line.startsWith("WARNING slow REGRESSED: "));
        userProperties().setProperty("bpfgate.failOnRegression", "true");
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(configured(check, "<failOnRegression>false</failOnRegression>")::execute);

        userProperties().clear();
        update.execute();
        benchmark.execute();
        check.execute();
        assertThat(benchmark().get("verdict").asText()).isEqualTo("UNCHANGED");
    }

    @Test
    void a_rule_and_a_policy_of_the_pom_decide(@InjectMojo(goal = "compile") CompileMojo compile,
            @InjectMojo(goal = "benchmark") BenchmarkMojo benchmark, @InjectMojo(goal = "check") CheckMojo check)
            throws Exception {
        source("broken/slow.bpf.c");
        ready(compile).execute();
        configured(benchmark, rule("<max>0.001</max>")).execute();

        configured(check, rule("<max>1000000</max>")).execute();
        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(configured(check, rule("<max>0.001</max>"))::execute)
                .withMessageContaining("slow REGRESSED");
        configured(check, rule("<max>0.001</max><level>warn</level>")).execute();
        assertThatExceptionOfType(MojoFailureException.class).isThrownBy(configured(check,
                rule("<maxIncrease>5%</maxIncrease>") + "<onMissingBaseline>fail</onMissingBaseline>")::execute)
                .withMessageContaining("slow NO_BASELINE: ")
                .withMessageContaining("Store the baseline with mvn bpfgate:update-baseline");
    }

    private static String rule(String limit) {
        return "<rules><rule><metric>latency</metric>" + limit + "</rule></rules>";
    }

    @Test
    @InjectMojo(goal = "check")
    void a_check_without_results_is_no_verdict_on_the_code(CheckMojo mojo) throws Exception {
        source("broken/slow.bpf.c");

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(() -> ready(mojo).execute())
                .withMessageStartingWith("There are no results at " + results());
    }

    @Test
    @InjectMojo(goal = "update-baseline")
    void an_update_without_results_stores_nothing(UpdateBaselineMojo mojo) throws Exception {
        source("broken/slow.bpf.c");

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(() -> ready(mojo).execute())
                .withMessageStartingWith("There are no results at " + results());
        assertThat(directory.resolve("src/test")).doesNotExist();
    }

    @Test
    void a_launcher_that_is_no_program_is_no_verdict_on_the_code(@InjectMojo(goal = "compile") CompileMojo compile,
            @InjectMojo(goal = "benchmark") BenchmarkMojo benchmark) throws Exception {
        source("broken/slow.bpf.c");
        ready(compile).execute();

        assertThatExceptionOfType(MojoExecutionException.class)
                .isThrownBy(configured(benchmark, "<launcher>/no/such/sudo -n</launcher>")::execute)
                .withMessageContaining("/no/such/sudo").withMessageContaining("<launcher>");
        assertThat(results()).doesNotExist();
    }

    @Test
    void two_objects_are_compared_without_a_project(@InjectMojo(goal = "compile") CompileMojo compile,
            @InjectMojo(goal = "compare") CompareMojo compare) throws Exception {
        Path built = directory.resolve("target/bpf/slow.bpf.o");
        source("broken/slow.bpf.c");
        ready(compile).execute();
        Path old = Files.copy(built, directory.resolve("old.bpf.o"));
        configured(compile, TWENTY_TIMES_AS_SLOW).execute();
        Path packet = Files.writeString(directory.resolve("in.hex"), "00 11 22 33 44 55 66 77 88 99 aa bb 08 00");

        assertThatExceptionOfType(MojoFailureException.class)
                .isThrownBy(configured(compare, objects(old, built, packet))::execute)
                .withMessageContaining("slow REGRESSED");
        configured(compare, objects(built, built, packet)).execute();
        assertThat(benchmark().get("verdict").asText()).isEqualTo("UNCHANGED");
    }

    private static String objects(Path baseline, Path candidate, Path packet) {
        return "<baselineObject>" + baseline + "</baselineObject><candidateObject>" + candidate
                + "</candidateObject><program>slow</program><input>" + packet + "</input>";
    }

    @Test
    @InjectMojo(goal = "selftest")
    void selftest_without_a_baseline_measures_a_program_of_its_own(SelftestMojo mojo) throws Exception {
        configured(mojo, "<maxTimePerBenchmark>4</maxTimePerBenchmark>").execute();

        assertThat(log().lines()).contains("INFO Measuring a small program of its own against itself")
                .anyMatch(line -> line.matches("INFO selftest  .* ns \\(.*%\\).*"));
    }

    @Test
    @InjectMojo(goal = "doctor")
    void doctor_finds_what_is_needed_here(DoctorMojo mojo) throws Exception {
        ready(mojo).execute();

        assertThat(log().lines()).anyMatch(line -> line.matches("INFO ok +clang +.*has the BPF target"))
                .anyMatch(line -> line.matches("INFO ok +test run of xdp +works"))
                .endsWith("INFO bpfgate can measure here.").noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    @InjectMojo(goal = "doctor")
    void doctor_fails_for_what_is_missing_and_says_what_mends_it(DoctorMojo mojo) throws Exception {
        DoctorMojo configured = configured(mojo, "<clang>/no/such/clang</clang><launcher>/no/such/sudo</launcher>");

        assertThatExceptionOfType(MojoFailureException.class).isThrownBy(configured::execute)
                .withMessage("2 things that bpfgate needs are missing; the arrows above say what mends them.");

        assertThat(log().lines()).anyMatch(line -> line.matches("ERROR MISSING +clang +none"))
                .anyMatch(line -> line.matches("ERROR +→ .*/no/such/clang.*"))
                .anyMatch(line -> line.matches("ERROR MISSING +worker +does not run"));
    }
}
