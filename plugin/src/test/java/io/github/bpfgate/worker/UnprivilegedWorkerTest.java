package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.NeedsEbpf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that runs as nobody, on a copy of the class path that nobody may read. */
@NeedsEbpf
class UnprivilegedWorkerTest {

    /** What the README asks for. */
    private static final String DOCUMENTED = "+bpf,+net_admin,+perfmon,+sys_admin";

    @TempDir
    private static Path shared;
    private static List<Path> classPath;

    @TempDir
    private Path directory;

    @BeforeAll
    static void copyTheClassPath() throws IOException {
        Optional<Path> setpriv = Stream.of(System.getenv("PATH").split(":"))
                .map(entry -> Path.of(entry, "setpriv")).filter(Files::isExecutable).findFirst();
        Assumptions.assumeTrue(setpriv.isPresent(), "no setpriv to become nobody with");
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can become nobody");
        classPath = new ArrayList<>();
        for (Path entry : WorkerRequestBuilder.classPath()) {
            String name = entry.getFileName().toString();
            Path copy = shared.resolve(classPath.size() + "-" + name);
            if (Files.isDirectory(entry)) {
                copyTree(entry, copy);
                classPath.add(copy);
            } else if (name.matches("(jnr|jffi|asm|jackson).*\\.jar")) {
                Files.copy(entry, copy);
                classPath.add(copy);
            }
        }
        openToAll(shared, "rwxr-xr-x");
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void openToAll(Path directory, String permissions) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    }

    @BeforeEach
    void letNobodyLock() throws IOException {
        openToAll(directory, "rwxrwxrwx");
    }

    private static List<WorkerEvent> run(WorkerRequest request, String... capabilities) throws Exception {
        List<String> asNobody = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        for (String some : capabilities) {
            asNobody.addAll(List.of("--inh-caps=" + some, "--ambient-caps=" + some));
        }
        asNobody.add("--");
        List<WorkerEvent> events = new ArrayList<>();
        new WorkerLauncher(asNobody, classPath, Duration.ofMinutes(5)).run(request, events::add);
        return events;
    }

    @Test
    void failsAsUnsupportedAndSaysWhatIsMissingAndWhatHelps() throws Exception {
        List<WorkerEvent> events = run(new WorkerRequestBuilder(directory).measure(1,
                BpfSource.fixture("main/bpf/fun_xdp"), BpfSource.fixture("main/bpf/socket")));
        assertThat(events).noneMatch(WorkerEvent.Measured.class::isInstance);
        assertThat(events.stream().filter(WorkerEvent.Failed.class::isInstance).map(WorkerEvent.Failed.class::cast))
                .hasSize(2).allSatisfy(failed -> {
                    assertThat(failed.kind()).isEqualTo("UNSUPPORTED");
                    assertThat(failed.message()).contains("EPERM")
                            .contains("this process lacks CAP_BPF, CAP_NET_ADMIN, CAP_PERFMON, CAP_SYS_ADMIN")
                            .contains("kernel.unprivileged_bpf_disabled is ")
                            .contains("<launcher>sudo -n</launcher>");
                    assertThat(failed.benchmark()).isNotEmpty();
                });
    }

    @Test
    void examinesWithoutStatisticsAndNamespaces() throws Exception {
        List<WorkerEvent> events = run(new WorkerRequestBuilder(directory).examine());
        WorkerEvent.Examined examined = (WorkerEvent.Examined) events.get(1);
        assertThat(examined.missingCapabilities()).containsExactly("CAP_BPF", "CAP_NET_ADMIN", "CAP_PERFMON",
                "CAP_SYS_ADMIN");
        assertThat(examined.statistics()).isEqualTo("Cannot switch run-time statistics on: EPERM (errno 1).");
        assertThat(examined.namespaces()).startsWith("Cannot make a private network namespace: EPERM");
        assertThat(examined.types().get("xdp"))
                .isEqualTo("The kernel does not load the program bpfgate_null of type xdp: EPERM (errno 1).");
        assertThat(examined.codeAddresses()).isEqualTo(examined.types().get("xdp"));
    }

    private WorkerEvent.Examined examined(String capabilities) throws Exception {
        return (WorkerEvent.Examined) run(new WorkerRequestBuilder(directory).examine(), capabilities).get(1);
    }

    private static int kernel(String setting) throws IOException {
        return Integer.parseInt(Files.readString(Path.of("/proc/sys/kernel", setting)).strip());
    }

    @Test
    void canDoAllWithTheCapabilitiesThatAreAskedForButSeeWhereMachineCodeLies() throws Exception {
        WorkerEvent.Examined examined = examined(DOCUMENTED);
        assertThat(examined.missingCapabilities()).isEmpty();
        assertThat(examined.statistics()).isEmpty();
        assertThat(examined.namespaces()).isEmpty();
        assertThat(examined.types().values()).containsOnly("");
        boolean told = kernel("kptr_restrict") == 0 && kernel("perf_event_paranoid") <= 1;
        assertThat(examined.codeAddresses()).matches(told ? "" : "needs CAP_SYSLOG, .*|kernel.kptr_restrict is 2");
    }

    @Test
    void measuresAmongTheHostsDevicesAndSaysSoWithoutTheCapabilityForANetworkOfItsOwn() throws Exception {
        assertThat(run(new WorkerRequestBuilder(directory).measure(1, BpfSource.fixture("main/bpf/cgroup")),
                "+bpf,+net_admin,+perfmon")).filteredOn(WorkerEvent.Measured.class::isInstance).singleElement()
                .satisfies(event -> assertThat(((WorkerEvent.Measured) event).measurement().notes()).contains(
                        "measured among the devices, routes and sockets of this machine (Cannot make a private network"
                                + " namespace: EPERM (errno 1))"));
    }

    /** As the README says of a worker that is not root and cannot become it. */
    @Test
    void countsAllWithThreeCapabilitiesAndTimesByTheClockAroundEachCall() throws Exception {
        List<WorkerEvent> events = run(new WorkerRequestBuilder(directory).measure(1,
                BpfSource.fixture("main/bpf/lookup"), BpfSource.fixture("main/bpf/trim")), "+bpf,+net_admin,+perfmon");
        assertThat(events).noneMatch(WorkerEvent.Failed.class::isInstance);
        assertThat(events.stream().filter(WorkerEvent.Counted.class::isInstance).map(WorkerEvent.Counted.class::cast))
                .extracting(counted -> counted.measurement().benchmark()).contains("port_filter", "trim");
        assertThat(events.stream().filter(WorkerEvent.Measured.class::isInstance).map(WorkerEvent.Measured.class::cast))
                .hasSize(2).allSatisfy(measured -> assertThat(measured.measurement().sampling())
                        .endsWith("by the clock around each call"));
    }

    @Test
    void seesWhereMachineCodeLiesWithTheCapabilityForIt() throws Exception {
        assertThat(examined(DOCUMENTED + ",+syslog").codeAddresses()).isIn("", "kernel.kptr_restrict is 2");
    }
}
