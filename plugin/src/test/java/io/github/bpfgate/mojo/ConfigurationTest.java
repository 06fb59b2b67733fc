package io.github.bpfgate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bpfgate.pipeline.CiEnvironment;
import io.github.bpfgate.pipeline.GateException;
import io.github.bpfgate.report.ReportName;
import java.io.File;
import java.nio.file.Files;
import java.util.List;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;

/** Parameters: their defaults, who wins, and what a mistake in them is called. */
@MojoTest(realRepositorySession = true)
class ConfigurationTest extends AbstractGoalTest {

    private static Object value(AbstractMojo mojo, String parameter) throws IllegalAccessException {
        return MojoExtension.getVariableValueFromObject(mojo, parameter);
    }

    private void refused(AbstractMojo mojo, String configuration, String sentence) throws Exception {
        source("broken/slow.bpf.c");
        AbstractMojo configured = configured(mojo, configuration);

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(configured::execute).withMessage(sentence);
    }

    private void rule(AbstractMojo mojo, String rule, String sentence) throws Exception {
        refused(mojo, "<rules><rule>" + rule + "</rule></rules>", sentence);
    }

    private void benchmark(AbstractMojo mojo, String benchmark, String sentence) throws Exception {
        refused(mojo, "<benchmarks><benchmark>" + benchmark + "</benchmark></benchmarks>", sentence);
    }

    @Test
    @InjectMojo(goal = "check")
    void check_judges_the_module_it_runs_in_and_fails_for_what_regressed(CheckMojo mojo) throws Exception {
        assertThat(value(mojo, "sourceDirectory")).isEqualTo(directory.resolve("src/main/bpf").toFile());
        assertThat(value(mojo, "outputDirectory")).isEqualTo(directory.resolve("target/bpf").toFile());
        assertThat(value(mojo, "baselineDirectory")).isEqualTo(directory.resolve("src/test/bpf/baseline").toFile());
        assertThat(value(mojo, "reportDirectory")).isEqualTo(directory.resolve("target/bpfgate").toFile());
        assertThat(value(mojo, "failOnRegression")).isEqualTo(true);
        assertThat(value(mojo, "failOnNoBenchmarks")).isEqualTo(true);
        assertThat(value(mojo, "onMissingBaseline")).isEqualTo("warn");
        assertThat(value(mojo, "onInconclusive")).isEqualTo("warn");
        assertThat(value(mojo, "onUnsupported")).isEqualTo("fail");
        assertThat(value(mojo, "maxTimePerBenchmark")).isEqualTo(20);
        assertThat(value(mojo, "skip")).isEqualTo(false);
        assertThat(value(mojo, "benchmarks")).isNull();
        assertThat(value(mojo, "rules")).isNull();
        assertThat(value(mojo, "launcher")).isNull();
    }

    @Test
    @InjectMojo(goal = "update-baseline")
    void update_baseline_stores_objects_unless_told_not_to(UpdateBaselineMojo mojo) throws Exception {
        assertThat(value(mojo, "storeObjects")).isEqualTo(true);
    }

    @Test
    @InjectMojo(goal = "compare")
    void compare_has_a_limit_of_five_percent(CompareMojo mojo) throws Exception {
        assertThat(value(mojo, "maxIncrease")).isEqualTo("5%");
        assertThat(value(mojo, "onInconclusive")).isEqualTo("warn");
        assertThat(((File) value(mojo, "reportDirectory")).getPath()).endsWith("target/bpfgate");
    }

    @Test
    @InjectMojo(goal = "check")
    void skipping_in_the_pom_skips(CheckMojo mojo) throws Exception {
        configured(mojo, "<skip>true</skip>").execute();

        assertThat(log().lines()).containsExactly("INFO bpfgate is skipped (bpfgate.skip)");
    }

    @Test
    @InjectMojo(goal = "check")
    void a_user_property_skips_although_the_pom_does_not(CheckMojo mojo) throws Exception {
        source("broken/slow.bpf.c");
        userProperties().setProperty("bpfgate.skip", "");

        configured(mojo, "<skip>false</skip>").execute();

        assertThat(log().lines()).containsExactly("INFO bpfgate is skipped (bpfgate.skip)");
    }

    @Test
    @InjectMojo(goal = "check")
    void a_user_property_runs_what_the_pom_skips(CheckMojo mojo) throws Exception {
        source("broken/slow.bpf.c");
        userProperties().setProperty("bpfgate.skip", "false");
        CheckMojo configured = configured(mojo, "<skip>true</skip>");

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(configured::execute)
                .withMessageStartingWith("There are no results at " + results());
    }

    @Test
    @InjectMojo(goal = "compile")
    void a_module_without_sources_says_one_line(CompileMojo mojo) throws Exception {
        ready(mojo).execute();
        ready(mojo).execute();

        assertThat(log().lines()).containsExactly("INFO No eBPF sources in " + directory.resolve("src/main/bpf")
                + ": nothing to gate");
    }

    @Test
    @InjectMojo(goal = "check")
    void a_module_without_sources_passes_its_check(CheckMojo mojo) throws Exception {
        configured(mojo, "<onInconclusive>maybe</onInconclusive>").execute();

        assertThat(log().lines()).hasSize(1);
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void a_module_with_objects_of_its_own_needs_no_sources(BenchmarkMojo mojo) throws Exception {
        BenchmarkMojo configured = configured(mojo, "<objects><object>other/x.bpf.o</object></objects>");

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(configured::execute)
                .withMessageContaining("There is no object file at " + directory.resolve("other/x.bpf.o"));
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void an_unknown_metric_is_named(BenchmarkMojo mojo) throws Exception {
        rule(mojo, "<metric>instuctions</metric><maxIncrease>5%</maxIncrease>",
                "A rule is on a metric that is not known: instuctions. The nearest are instructions, insns, states"
                + " (and 9 more).");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void a_rule_on_no_metric_is_told_which_there_are(BenchmarkMojo mojo) throws Exception {
        rule(mojo, "<maxIncrease>5%</maxIncrease>", "A rule has no <metric>. There are: latency, instructions,"
                + " helper-calls, coverage, verified-insns, states, peak-states, stack-bytes, xlated-bytes, jited-bytes,"
                + " insns, map-bytes.");
    }

    @Test
    @InjectMojo(goal = "check")
    void a_coverage_of_eighty_is_eighty_percent(CheckMojo mojo) throws Exception {
        rule(mojo, "<metric>coverage</metric><min>80</min>",
                "<min> is \"80\", which is more than all there is: write it as 80% or 0.8.");
    }

    @Test
    @InjectMojo(goal = "check")
    void an_increase_without_a_percent_sign_is_none(CheckMojo mojo) throws Exception {
        rule(mojo, "<metric>latency</metric><maxIncrease>5</maxIncrease>",
                "<maxIncrease> is \"5\", which is no percentage: write it as 5%.");
    }

    @Test
    @InjectMojo(goal = "check")
    void a_rule_without_a_limit_is_none(CheckMojo mojo) throws Exception {
        rule(mojo, "<metric>latency</metric>", "The rule on latency has no limit: give"
                + " <maxIncrease>5%</maxIncrease> or <max>100</max>.");
    }

    @Test
    @InjectMojo(goal = "check")
    void a_rule_of_a_benchmark_is_named_with_it(CheckMojo mojo) throws Exception {
        benchmark(mojo, "<program>p</program><rules><rule><metric>latency</metric><max>x</max></rule></rules>",
                "Benchmark p: <max> is \"x\", which is no number.");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void an_unknown_method_is_named(BenchmarkMojo mojo) throws Exception {
        benchmark(mojo, "<program>p</program><method>guess</method>",
                "Benchmark p: <method> is \"guess\", which is not known. The methods there are: test-run,"
                + " attach.");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void a_workload_is_a_system_call_that_does_nothing(BenchmarkMojo mojo) throws Exception {
        benchmark(mojo, "<program>p</program><workload><syscall>reboot</syscall></workload>",
                "Benchmark p: <syscall> is none of those that can be made again and again without effect: reboot."
                        + " The nearest are read, bind, close (and 36 more).");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void a_workload_says_something(BenchmarkMojo mojo) throws Exception {
        benchmark(mojo, "<program>p</program><workload></workload>",
                "Benchmark p: <workload> holds nothing: give <syscall>, <count> or <xdpMode>.");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void a_workload_triggers_at_least_once(BenchmarkMojo mojo) throws Exception {
        benchmark(mojo, "<program>p</program><workload><count>0</count></workload>",
                "Benchmark p: <count> is 0: give a number of triggers of at least 1.");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void a_test_run_has_no_workload(BenchmarkMojo mojo) throws Exception {
        benchmark(mojo, "<program>p</program><method>test-run</method><workload><count>9</count></workload>",
                "Benchmark p: <workload> triggers an attached program, and <method> is test-run. Drop one of them.");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void an_xdp_program_is_run_in_the_driver_or_the_stack(BenchmarkMojo mojo) throws Exception {
        benchmark(mojo, "<program>p</program><workload><xdpMode>skb</xdpMode></workload>",
                "Benchmark p: <xdpMode> is \"skb\": give driver or generic.");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void a_benchmark_without_a_program_is_none(BenchmarkMojo mojo) throws Exception {
        benchmark(mojo, "<name>n</name>",
                "A <benchmark> named n has no <program>. Give the function's name in C.");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void an_empty_input_is_none(BenchmarkMojo mojo) throws Exception {
        benchmark(mojo, "<program>p</program><input></input>",
                "Benchmark p: <input> holds nothing: give one of <pcap>, <hex>, <file> or <packet>.");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void two_inputs_are_one_too_many(BenchmarkMojo mojo) throws Exception {
        benchmark(mojo, "<program>p</program><input><hex>00</hex><packet>ipv4 udp</packet></input>",
                "Benchmark p: <input> holds 2 inputs: give one of <pcap>, <hex>, <file> or <packet>.");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void two_benchmarks_of_one_name_are_one_too_many(BenchmarkMojo mojo) throws Exception {
        refused(mojo, "<benchmarks><benchmark><program>p</program></benchmark>"
                + "<benchmark><program>p</program></benchmark></benchmarks>",
                "Two benchmarks are named p. Give one of them another <name>; results and baseline go by it.");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void no_time_is_too_little(BenchmarkMojo mojo) throws Exception {
        refused(mojo, "<maxTimePerBenchmark>0</maxTimePerBenchmark>",
                "<maxTimePerBenchmark> is 0: it must be at least 1 second.");
    }

    @Test
    @InjectMojo(goal = "check")
    void a_policy_is_fail_or_warn(CheckMojo mojo) throws Exception {
        refused(mojo, "<onInconclusive>maybe</onInconclusive>", "<onInconclusive> is \"maybe\": it is fail or warn.");
    }

    @Test
    @InjectMojo(goal = "check")
    void each_policy_is_told_by_its_own_name(CheckMojo mojo) throws Exception {
        refused(mojo, "<onUnsupported>no</onUnsupported>", "<onUnsupported> is \"no\": it is fail or warn.");
        refused(mojo, "<onUnsupported>warn</onUnsupported><onMissingBaseline>ignore</onMissingBaseline>",
                "<onMissingBaseline> is \"ignore\": it is fail or warn.");
    }

    @Test
    @InjectMojo(goal = "compare")
    void compare_names_the_object_that_is_not_there(CompareMojo mojo) throws Exception {
        CompareMojo configured = configured(mojo, "<baselineObject>" + directory.resolve("old.o") + "</baselineObject>"
                + "<candidateObject>" + directory.resolve("new.o") + "</candidateObject>");

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(configured::execute)
                .withMessage("There is no object file at " + directory.resolve("old.o")
                        + ". Compile it, or correct the path.");
    }

    @Test
    @InjectMojo(goal = "compare")
    void compare_refuses_a_filter_that_it_cannot_understand(CompareMojo mojo) throws Exception {
        refusesAChoice(mojo, "<filter>speed_diff&gt;1%</filter>");
    }

    @Test
    @InjectMojo(goal = "compare")
    void compare_refuses_an_order_that_it_cannot_understand(CompareMojo mojo) throws Exception {
        refusesAChoice(mojo, "<sort>speed</sort>");
    }

    private void refusesAChoice(CompareMojo mojo, String choice) throws Exception {
        String object = Files.writeString(directory.resolve("x.bpf.o"), "x").toString();
        CompareMojo configured = configured(mojo, "<baselineObject>" + object + "</baselineObject><candidateObject>"
                + object + "</candidateObject>" + choice);

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(configured::execute)
                .withMessageStartingWith("\"speed\" is no metric: there are latency,");
    }

    @Test
    @InjectMojo(goal = "compare")
    void compare_refuses_a_limit_that_is_none(CompareMojo mojo) throws Exception {
        String object = Files.writeString(directory.resolve("x.bpf.o"), "x").toString();
        CompareMojo configured = configured(mojo, "<baselineObject>" + object + "</baselineObject><candidateObject>"
                + object + "</candidateObject><maxIncrease>much</maxIncrease>");

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(configured::execute)
                .withMessage("<maxIncrease> is \"much\", which is no percentage: write it as 5%.");
    }

    @Test
    @InjectMojo(goal = "benchmark")
    void all_that_a_benchmark_can_hold_is_understood(BenchmarkMojo mojo) throws Exception {
        configured(mojo, "<benchmarks><benchmark><name>n</name><program>p</program><object>o</object>"
                + "<method>test-run</method><input><packet>ipv4 udp dport=53</packet></input><setup>fill</setup>"
                + "<rules><rule><metric>latency</metric><maxIncrease>3%</maxIncrease><max>120</max>"
                + "<floor>0.5</floor><level>warn</level></rule><rule><metric>coverage</metric><min>80%</min></rule>"
                + "</rules></benchmark></benchmarks>");

        @SuppressWarnings("unchecked")
        List<BenchmarkParameter> benchmarks = (List<BenchmarkParameter>) value(mojo, "benchmarks");
        assertThat(benchmarks).singleElement().satisfies(benchmark -> {
            assertThat(benchmark.toSpec().resultName()).isEqualTo("n");
            assertThat(benchmark.toSpec().object()).contains("o");
            assertThat(benchmark.toSpec().setup()).contains("fill");
            assertThat(benchmark.toRules().orElseThrow()).hasSize(2).first()
                    .satisfies(rule -> assertThat(rule.floor()).isEqualTo(0.5));
            assertThat(benchmark.toRules().orElseThrow()).last()
                    .satisfies(rule -> assertThat(rule.min()).hasValue(0.8));
        });
    }

    @Test
    @InjectMojo(goal = "check")
    void the_usual_reports_are_those_that_somebody_reads_and_the_ci_is_told(CheckMojo mojo) throws Exception {
        assertThat(ReportsParameter.toReports((String) value(mojo, "reports"))).isEqualTo(ReportName.USUAL);
        assertThat(ReportsParameter.toReports(" sarif,csv\n  bencher ")).containsExactlyInAnyOrder(ReportName.SARIF,
                ReportName.CSV, ReportName.BENCHER);
        assertThat(value(mojo, "ciIntegration")).isEqualTo(true);
    }

    @Test
    @InjectMojo(goal = "compare")
    void compare_writes_the_same_reports(CompareMojo mojo) throws Exception {
        assertThat(ReportsParameter.toReports((String) value(mojo, "reports"))).isEqualTo(ReportName.USUAL);
    }

    @Test
    @InjectMojo(goal = "check")
    void an_unknown_report_is_named_with_the_nearest(CheckMojo mojo) throws Exception {
        refused(mojo, "<reports>json, junits</reports>",
                "<reports> names one that is not known: junits. The nearest are junit, json, sarif (and "
                + (ReportName.values().length - 3) + " more).");
    }

    @Test
    @InjectMojo(goal = "check")
    void a_user_property_turns_the_ci_off_although_the_pom_does_not(CheckMojo mojo) throws Exception {
        userProperties().setProperty("bpfgate.ciIntegration", "false");

        assertThat(mojo.ci(true)).isEqualTo(new CiEnvironment.None());
        userProperties().setProperty("bpfgate.ciIntegration", "perhaps");
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> mojo.ci(true))
                .withMessage("-Dbpfgate.ciIntegration is \"perhaps\": it is true or false.");
    }

    @Test
    @InjectMojo(goal = "check")
    void results_that_this_build_did_not_measure_are_said_to_be_an_earlier_ones(CheckMojo mojo) throws Exception {
        source("broken/slow.bpf.c");
        Files.createDirectories(results().getParent());
        Files.writeString(results(), "{}");

        assertThatExceptionOfType(MojoExecutionException.class).isThrownBy(ready(mojo)::execute)
                .withMessageStartingWith(results() + " cannot be read: ");
        assertThat(log().lines()).contains("INFO Judging the results of an earlier build, which are in " + results());
    }
}
