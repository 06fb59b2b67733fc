package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.benchmark.ObjectFile;
import io.github.bpfgate.benchmark.RunnableType;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsEbpf
class WorkerLauncherTest {

    @TempDir
    private Path directory;

    private static List<WorkerEvent> run(WorkerRequest request) throws Exception {
        List<WorkerEvent> events = new ArrayList<>();
        new WorkerLauncher(List.of(), WorkerRequestBuilder.classPath(), Duration.ofMinutes(5))
                .run(request, events::add);
        return events;
    }

    private static <E extends WorkerEvent> List<E> only(Class<E> type, List<WorkerEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void measuresEveryProgramOfTheObjectsAndTellsHowFarItIs() throws Exception {
        ObjectFile lookup = BpfSource.fixture("main/bpf/lookup");
        ObjectFile tc = BpfSource.fixture("main/bpf/tc");
        List<WorkerEvent> events = run(new WorkerRequestBuilder(directory).measure(2, lookup, tc));

        assertThat(events.get(0)).isInstanceOfSatisfying(WorkerEvent.Started.class, started -> {
            assertThat(started.machine().kernel()).isEqualTo(System.getProperty("os.version"));
            assertThat(started.machine().cpu()).isNotBlank();
            assertThat(started.machine().libbpf()).matches("\\d+\\.\\d+");
            assertThat(started.machine().cpuNumber()).isNotNegative();
        });
        WorkerEvent.Planned planned = only(WorkerEvent.Planned.class, events).get(0);
        assertThat(planned.benchmarks()).containsExactlyInAnyOrder("port_filter", "act_mark", "tc_counter");
        assertThat(planned.leftOut()).containsExactly("fill_ports (syscall, only where asked for)");
        assertThat(only(WorkerEvent.Advanced.class, events)).hasSize(6).allSatisfy(
                advanced -> assertThat(advanced.atMost()).isEqualTo(2));
        assertThat(only(WorkerEvent.Measured.class, events)).extracting(m -> m.measurement().benchmark())
                .containsExactlyElementsOf(planned.benchmarks());
        assertThat(only(WorkerEvent.Measured.class, events)).allSatisfy(measured ->
                assertThat(Arrays.stream(measured.measurement().candidate()).boxed()).hasSize(2)
                        .allSatisfy(ns -> assertThat(ns).isPositive()));
        assertThat(only(WorkerEvent.Finished.class, events)).as("kept from the listener").isEmpty();
    }

    /** The first one is held in the XDP dispatcher, by devices of namespaces of their own. */
    @Test
    void measuresWhereThereIsNoDeviceOfTheHost() throws Exception {
        int ifindex = NetworkInterface.networkInterfaces().mapToInt(NetworkInterface::getIndex).max().orElseThrow();
        Assumptions.assumeTrue(ifindex > 1, "this machine has no device but lo");
        String source = """
                SEC("xdp") int first(struct xdp_md *ctx) { return XDP_PASS; }
                SEC("tc") int second(struct __sk_buff *skb) {
                    __u32 mtu = 0;
                    return ANSWER;
                }
                """;
        ObjectFile candidate = BpfSource.of(source.replace("ANSWER",
                "bpf_check_mtu(skb, " + ifindex + ", &mtu, 0, 0) == -19"));
        byte[] baseline = BpfSource.of(source.replace("ANSWER", "1")).bytes();
        WorkerRequest request = new WorkerRequestBuilder(directory).measure(1, candidate);
        List<WorkerEvent> events = run(new WorkerRequest(request.task(), null, request.kinds(), request.lock(),
                request.candidates(), request.programs(), request.benchmarks(), request.defaultInput(),
                request.defaultLimits(), request.stored(), request.baselines(),
                List.of(new WorkerRequest.ObjectData("baseline.o", baseline)),
                request.secondsPerBenchmark(), 1, 1));
        assertThat(only(WorkerEvent.Measured.class, events)).hasSize(2).allSatisfy(measured ->
                assertThat(measured.measurement().warnings()).as("ENODEV as expected").isEmpty());
    }

    @Test
    void goesOnAfterABenchmarkThatFails() throws Exception {
        ObjectFile reject = BpfSource.fixture("broken/verifier-reject");
        ObjectFile tc = BpfSource.fixture("main/bpf/tc");
        List<WorkerEvent> events = run(new WorkerRequestBuilder(directory).measure(1,
                List.of(WorkerRequestBuilder.wanted("verifier_reject"), WorkerRequestBuilder.wanted("tc_counter")),
                WorkerRequest.InputData.NONE, reject, tc));
        assertThat(only(WorkerEvent.Failed.class, events)).singleElement().satisfies(f -> {
            assertThat(f.benchmark()).isEqualTo("verifier_reject");
            assertThat(f.kind()).isEqualTo("REJECTED");
            assertThat(f.log()).contains("invalid access to packet");
            assertThat(f.object()).isEqualTo("verifier-reject.bpf.o");
        });
        assertThat(only(WorkerEvent.Measured.class, events)).singleElement()
                .satisfies(m -> assertThat(m.measurement().benchmark()).isEqualTo("tc_counter"));
    }

    @Test
    void measuresNothingWhenABenchmarkNamesNoProgram() throws Exception {
        ObjectFile tc = BpfSource.fixture("main/bpf/tc");
        List<WorkerEvent> events = run(new WorkerRequestBuilder(directory).measure(1,
                List.of(WorkerRequestBuilder.wanted("tc_counter"), WorkerRequestBuilder.wanted("tc_countre")),
                WorkerRequest.InputData.NONE, tc));
        assertThat(only(WorkerEvent.Failed.class, events)).singleElement().satisfies(f -> {
            assertThat(f.benchmark()).isEqualTo("tc_countre");
            assertThat(f.kind()).isEqualTo("CONFIGURATION");
            assertThat(f.message()).contains("tc_counter");
        });
        assertThat(only(WorkerEvent.Measured.class, events)).isEmpty();
    }

    @Test
    void saysOfAFileThatIsNoObjectThatTheWholeRunCannotGoOn() throws Exception {
        List<WorkerEvent> events = run(new WorkerRequestBuilder(directory).measure(1,
                new ObjectFile("empty.bpf.o", new byte[0])));
        assertThat(only(WorkerEvent.Failed.class, events)).singleElement().satisfies(failed -> {
            assertThat(failed.benchmark()).isEmpty();
            assertThat(failed.message()).contains("empty.bpf.o is not an ELF file");
        });
    }

    @Test
    void examinesWhatThisKernelAllows() throws Exception {
        List<WorkerEvent> events = run(new WorkerRequestBuilder(directory).examine());
        WorkerEvent.Examined examined = only(WorkerEvent.Examined.class, events).get(0);
        assertThat(examined.missingCapabilities()).isEmpty();
        assertThat(examined.statistics()).isEmpty();
        assertThat(examined.namespaces()).isEmpty();
        assertThat(examined.codeAddresses()).isIn("", "kernel.kptr_restrict is 2");
        assertThat(examined.types()).hasSize(RunnableType.values().length).containsEntry("xdp", "");
    }

    @Test
    void saysWhichLibbpfIsMissing() throws Exception {
        WorkerRequest request = new WorkerRequestBuilder(directory).examine();
        List<WorkerEvent> events = run(new WorkerRequest(request.task(), "/no/libbpf.so.1", request.kinds(),
                request.lock(), request.candidates(), request.programs(), request.benchmarks(),
                request.defaultInput(), request.defaultLimits(), request.stored(), request.baselines(),
                request.fallbackBaselines(), 0, 0, 0));
        assertThat(events).singleElement().isInstanceOfSatisfying(WorkerEvent.Failed.class,
                failed -> assertThat(failed.message()).startsWith("The configured libbpf /no/libbpf.so.1"));
    }
}
