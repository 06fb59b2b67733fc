package io.github.bpfgate.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.KernelObjects;
import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.OwnThread;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.SystemCall;
import io.github.bpfgate.stats.Limit;
import io.github.bpfgate.stats.LookSchedule;
import io.github.bpfgate.stats.Median;
import io.github.bpfgate.stats.Outcome;
import io.github.bpfgate.stats.SequentialDecision;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real programs, attached and triggered; one is slower by a factor of twenty, which no noise makes. */
@NeedsEbpf
class AttachedBenchmarkTest {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);
    /** No noise between equal programs comes near it. */
    private static final Limit.Increase GENEROUS = new Limit.Increase(1, 50);
    private static final String FIXTURE = "broken/attached";

    private static Benchmark benchmark(String program, ObjectFile candidate, ObjectFile baseline,
            Attaching attaching) {
        return new Benchmark(program, program, candidate,
                Optional.of(new Benchmark.Baseline(baseline, program, true)), List.of(), Optional.empty(),
                List.of(GENEROUS), Optional.of(attaching));
    }

    private static Measurement measure(Benchmark benchmark, Schedule schedule) throws Exception {
        return OwnThread.call(() -> new BenchmarkRunner(TestLibbpf.get(), new Random(1))
                .measure(benchmark, schedule, (blocks, atMost) -> { }));
    }

    private static Outcome outcome(double[] blocks, Measurement measured) {
        return SequentialDecision.decide(blocks, GENEROUS.in(Median.of(measured.baseline())), LookSchedule.standard())
                .outcome();
    }

    @ParameterizedTest
    @CsvSource({"on_getpgid, tracepoint", "on_sys_enter, raw_tracepoint", "on_sys_exit, tp_btf",
            "on_sample, perf_event", "on_call, uprobe", "on_return, uretprobe"})
    void passes_equal_work_and_finds_a_slower_program(String program, String type) throws Exception {
        String sysctl = KernelObjects.statisticsSysctl();
        ObjectFile baseline = BpfSource.fixture(FIXTURE);
        Measurement equal = measure(benchmark(program, BpfSource.fixture(FIXTURE, "-DTAG=7"), baseline,
                Attaching.DEFAULT), Schedule.fixed(LONG_ENOUGH, LookSchedule.FEWEST_BLOCKS));
        Measurement slower = measure(benchmark(program, BpfSource.fixture(FIXTURE, "-DEXTRA=2000"), baseline,
                Attaching.DEFAULT), Schedule.fixed(LONG_ENOUGH, LookSchedule.FEWEST_BLOCKS));

        assertThat(equal.method()).isEqualTo("attach");
        assertThat(equal.type()).isEqualTo(type);
        assertThat(equal.unchanged()).isFalse();
        assertThat(equal.sampling()).startsWith("attached, ").endsWith(", by the kernel's statistics clock");
        assertThat(outcome(equal.blocks(), equal)).isEqualTo(Outcome.PASS);
        assertThat(outcome(slower.blocks(), slower)).isEqualTo(Outcome.REGRESSED);
        assertThat(Arrays.stream(slower.blocks()).boxed()).allSatisfy(ns -> assertThat(ns).isGreaterThan(100));
        assertThat(Arrays.stream(slower.nullProgram()).boxed()).allSatisfy(ns -> assertThat(ns).isPositive());
        assertThat(KernelObjects.statisticsSysctl()).isEqualTo(sysctl);
    }
}
