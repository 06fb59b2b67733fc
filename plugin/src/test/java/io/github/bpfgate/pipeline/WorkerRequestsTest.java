package io.github.bpfgate.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.github.bpfgate.benchmark.input.BuiltPacket;
import io.github.bpfgate.benchmark.input.Hex;
import io.github.bpfgate.benchmark.input.NoInput;
import io.github.bpfgate.gate.HandMadeResults;
import io.github.bpfgate.gate.Rules;
import io.github.bpfgate.worker.WorkerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerRequestsTest {

    @TempDir
    Path directory;

    private final Rules rules = new Rules(Rules.standard(),
            Map.of("tight", List.of(HandMadeResults.relative("1%", "2ns", "error"))));

    private WorkerRequest request(BenchmarkSpec... benchmarks) throws GateException {
        return new WorkerRequests(GatedModule.workers(Duration.ofMillis(1500)), rules).measure(List.of(),
                Set.of(), List.of(benchmarks), new NoInput(), List.of(), Map.of(), List.of(),
                Set.of(WorkerRequest.Kind.TIMES), 0);
    }

    @Test
    void each_benchmark_goes_with_its_packets_and_its_limit() throws Exception {
        BenchmarkSpec hex = new BenchmarkSpec(Optional.of("tight"), "p", Optional.of("obj"),
                new Hex("00 11 22 33 44 55 66 77 88 99 aa bb 08 00"), Optional.of("fill"));

        WorkerRequest request = request(GatedModule.spec(null, "p"), hex);

        assertThat(request.secondsPerBenchmark()).isEqualTo(1.5);
        assertThat(request.defaultLimits()).containsExactly(new WorkerRequest.LimitData(0.05, 1.0, null));
        assertThat(request.benchmarks()).extracting(WorkerRequest.WantedBenchmark::name).containsExactly(null, "tight");
        WorkerRequest.WantedBenchmark tight = request.benchmarks().get(1);
        assertThat(tight.limits()).containsExactly(new WorkerRequest.LimitData(0.01, 2.0, null));
        assertThat(tight.setup()).isEqualTo("fill");
        assertThat(tight.object()).isEqualTo("obj");
        assertThat(tight.input().packets()).singleElement().satisfies(p -> assertThat(p.bytes()).hasSize(14).startsWith(0, 0x11));
    }

    /** What the bytes are the program's type tells, which only the worker knows. */
    @Test
    void a_request_says_whether_an_input_is_packets_or_may_be_a_context() throws Exception {
        WorkerRequest request = request(GatedModule.spec(null, "none"),
                new BenchmarkSpec(Optional.empty(), "bytes", Optional.empty(), new Hex("00 11"), Optional.empty()),
                new BenchmarkSpec(Optional.empty(), "words", Optional.empty(), new BuiltPacket("arp"), Optional.empty()));

        assertThat(request.defaultInput()).isEqualTo(WorkerRequest.InputData.NONE);
        assertThat(request.benchmarks()).extracting(b -> b.input().packets().size(), b -> b.input().frames())
                .containsExactly(tuple(0, false), tuple(1, false), tuple(1, true));
    }

    @Test
    void two_benchmarks_of_one_name_are_refused_however_they_come_by_it() {
        String sentence = "Two benchmarks are named p. Give one of them another <name>; results and baseline go by it.";

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> request(GatedModule.spec(null, "p"), GatedModule.spec(null, "p")))
                .withMessage(sentence);
        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> request(GatedModule.spec("p", "q"), GatedModule.spec(null, "p")))
                .withMessage(sentence);
    }

    @Test
    void one_program_may_have_several_benchmarks_of_other_names() throws Exception {
        assertThat(request(GatedModule.spec(null, "p"), GatedModule.spec("p-tcp", "p")).benchmarks()).hasSize(2);
    }

    @Test
    void an_input_that_cannot_be_read_is_told_with_its_benchmark() {
        BenchmarkSpec bad = new BenchmarkSpec(Optional.of("b"), "p", Optional.empty(), new Hex("zz"), Optional.empty());

        assertThatExceptionOfType(GateException.class).isThrownBy(() -> request(bad))
                .withMessageStartingWith("Benchmark b: ");
    }

    @Test
    void every_request_has_its_own_seed() throws Exception {
        assertThat(request().seed()).isNotEqualTo(request().seed());
    }

    @Test
    void objects_are_named_by_their_path_below_the_output_directory() throws Exception {
        Files.createDirectories(directory.resolve("out/lb"));
        Files.writeString(directory.resolve("out/lb/a.bpf.o"), "a");
        Files.writeString(directory.resolve("out/b.bpf.o"), "b");
        Files.writeString(directory.resolve("out/b.bpf.o.d"), "no object");
        Path own = Files.writeString(directory.resolve("c.bpf.o"), "c");

        assertThat(NamedObject.below(directory.resolve("out"), List.of(own))).extracting(NamedObject::name)
                .containsExactly("b.bpf.o", "lb/a.bpf.o", "c.bpf.o");
        assertThat(NamedObject.below(directory.resolve("nowhere"), List.of())).isEmpty();
    }

    @Test
    void two_objects_of_one_name_are_refused() throws Exception {
        Files.createDirectories(directory.resolve("out"));
        Files.writeString(directory.resolve("out/c.bpf.o"), "built");
        Path own = Files.writeString(directory.resolve("c.bpf.o"), "configured");

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> NamedObject.below(directory.resolve("out"), List.of(own)))
                .withMessageContaining("Two objects are named c.bpf.o").withMessageContaining("<objects>");
    }

    @Test
    void an_object_that_is_not_there_is_told() {
        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> NamedObject.of(directory.resolve("gone.bpf.o")))
                .withMessage("There is no object file at " + directory.resolve("gone.bpf.o")
                        + ". Compile it, or correct the path.");
    }
}
