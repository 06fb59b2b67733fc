package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.bpfgate.benchmark.ExactFigures;
import io.github.bpfgate.benchmark.ExactMeasurement;
import io.github.bpfgate.benchmark.InstructionCount;
import io.github.bpfgate.benchmark.Measurement;
import io.github.bpfgate.instrument.LineRate;
import io.github.bpfgate.instrument.ListedInsn;
import io.github.bpfgate.instrument.Passage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtocolTest {

    private final Protocol protocol = new Protocol();

    static Stream<WorkerEvent> events() {
        return Stream.of(
                new WorkerEvent.Started(new Machine("6.1.0-31-amd64", "A CPU", true, 2, Map.of("meltdown", "PTI"),
                        "none", "1.1", 3)),
                new WorkerEvent.Waiting("/sys/devices/system/cpu"),
                new WorkerEvent.Planned(List.of("a", "b"), List.of("c"), List.of("o/d")),
                new WorkerEvent.Advanced("a", 3, 80),
                new WorkerEvent.Counted(new ExactMeasurement("a", "p", "p.bpf.o", "xdp", "test-run", false,
                        new ExactFigures(57, 194, 9, 8, 16, 456, 283, 4412L, 147_000L, new InstructionCount(104.25, 104, 105,
                                "They differ.", "#1 \"odd\"", 121, Map.of("bpf_ktime_get_ns", 0.5),
                                List.of(new LineRate("./p.bpf.c", 3, "while (b < n) {", "p", 11.5, 12.5)),
                                new InstructionCount.Range(0.5, 0, 1), new InstructionCount.Range(0.8, 0.8, 0.9),
                                List.of(new Passage("p", "f", "./p.bpf.c", 3, "\twhile (b < n) {",
                                        List.of(new ListedInsn(7, 0.5, "exit", true))))), null),
                        new ExactFigures(2, 2, 0, 0, 0, 16, 0, 0, 0, null, "It cannot be counted."),
                        List.of("a doubt"), List.of("a note"), "ab", "cd")),
                new WorkerEvent.Measured(new Measurement("a", "p", "p.bpf.o", "xdp", "test-run", "repeat 10", 10, 20,
                        false, new double[] {21.17, 1e-9}, new double[] {Double.NaN, -0.5}, new double[] {3},
                        new double[] {Math.nextUp(1)}, new double[0], new double[] {2}, 1.25,
                        List.of(new Measurement.PacketTiming("#1 \"odd\"\n", 1.5, 0)), List.of("a note"), List.of("a warning"), "ab", "")),
                new WorkerEvent.Loaded(new ExactMeasurement("f", "f", "p.bpf.o", "syscall", "load", true,
                        new ExactFigures(9, 9, 1, 1, 0, 72, 60, 0, 1000, null, null), null, List.of(), List.of(), "ab", "")),
                new WorkerEvent.NotLoaded("o/k", "k", "o.bpf.o", "It does not load."),
                new WorkerEvent.Failed("a", "REJECTED", "It does not.\n    at line", "0: (b7)\n", "p", "p.bpf.o",
                        "test-run"),
                new WorkerEvent.Examined("1.1", List.of("CAP_BPF"), Map.of("xdp", "", "lwt_in", "no"), "why", "", "hidden"),
                new WorkerEvent.Declared("struct \"odd\" {\n\tint a;\n};\n"),
                new WorkerEvent.Finished());
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsBackEveryEvent(WorkerEvent event) throws JsonProcessingException {
        String line = protocol.write(event);
        assertThat(line.lines()).as("one line").hasSize(1);
        assertThat(protocol.readEvent(line)).isExactlyInstanceOf(event.getClass())
                .usingRecursiveComparison().withEqualsForType(Double::equals, Double.class).isEqualTo(event);
    }

    @Test
    void hasAnExampleOfEveryKindOfEvent() {
        assertThat(events().map(Object::getClass).toList())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(WorkerEvent.class.getPermittedSubclasses()));
    }

    @Property(tries = 200)
    void readsBackRequestsOfAnyNamesAndBytes(@ForAll String name, @ForAll byte[] bytes, @ForAll long seed,
            @ForAll double seconds) throws JsonProcessingException {
        var object = new WorkerRequest.ObjectData(name, bytes);
        var input = new WorkerRequest.InputData(List.of(new WorkerRequest.PacketData(name, bytes)), true);
        var limit = List.of(new WorkerRequest.LimitData(.05, 1.0, null));
        WorkerRequest request = new WorkerRequest(WorkerRequest.Task.MEASURE, name, Set.of(WorkerRequest.Kind.TIMES),
                "/tmp", List.of(object), Set.of(name),
                List.of(new WorkerRequest.WantedBenchmark(name, "p", null, input, null, limit, "attach",
                        new WorkerRequest.AttachData("getpgid", 100, true))), input, limit,
                List.of(object), Map.of(name, new WorkerRequest.BaselineProgram(name, "p", limit)), List.of(object),
                seconds, 3, seed);
        String line = protocol.write(request);
        assertThat(line).doesNotContain("\n").doesNotContain("\r");
        assertThat(protocol.readRequest(line)).usingRecursiveComparison()
                .withEqualsForType(Double::equals, Double.class).isEqualTo(request);
    }

    @Example
    void readsBackARequestThatLeavesOutWhatItMay() throws JsonProcessingException {
        WorkerRequest request = new WorkerRequest(WorkerRequest.Task.EXAMINE, null, Set.of(), "/tmp", List.of(),
                Set.of(), List.of(), WorkerRequest.InputData.NONE, null, List.of(), Map.of(), List.of(), 0, 0, 0);
        assertThat(protocol.readRequest(protocol.write(request))).isEqualTo(request);
    }

    @Test
    void refusesWhatIsNoEvent() {
        for (String rubbish : new String[] {"hello", "{}", "{\"event\":\"unheard\"}", "[1]",
            "{\"event\":\"advanced\",\"benchmark\":\"a\",\"blocks\":1,\"atMost\":2,\"extra\":3}"}) {
            assertThatThrownBy(() -> protocol.readEvent(rubbish)).as(rubbish)
                    .isInstanceOf(JsonProcessingException.class);
        }
    }
}
