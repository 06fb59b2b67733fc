package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bpfgate.benchmark.ObjectFile;
import io.github.bpfgate.fixture.BpfSource;
import io.github.bpfgate.fixture.KernelObjects;
import io.github.bpfgate.fixture.NeedsEbpf;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever dies in the middle of measuring, nothing stays behind. Deadlines here only end a test that has failed. */
@NeedsEbpf
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledWorkerTest {

    /** At most 15 characters, as many as the kernel keeps, and not those of another test run on this machine. */
    private static final String PROGRAM = "killed_" + ProcessHandle.current().pid();
    private static final String NULL_PROGRAM = "bpfgate_null";
    private static final String KEEPER = "bpfgate_keeper";
    private static final int BLOCKS_FOR_DAYS = 1_000_000;
    private static final ObjectFile FILE = in("xdp");

    private static ObjectFile in(String section) {
        return BpfSource.of("SEC(\"" + section + "\") int " + PROGRAM + "(void *ctx) { return 2; }");
    }

    @TempDir
    private Path directory;

    private static void assertNothingStaysBehind(Set<Integer> nullPrograms) throws InterruptedException {
        assertThat(KernelObjects.becomesTrue(() -> KernelObjects.programs(PROGRAM).isEmpty()))
                .as("the measured program is out of the kernel").isTrue();
        assertThat(KernelObjects.becomesTrue(() -> {
            Set<Integer> left = new HashSet<>(KernelObjects.programs(NULL_PROGRAM));
            left.addAll(KernelObjects.programs(KEEPER));
            left.retainAll(nullPrograms);
            return left.isEmpty();
        })).as("the null programs of that moment, another build's too, are out of the kernel").isTrue();
    }

    /** The last one is attached, beside two programs that do nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"xdp", "tp_btf/sys_enter"})
    void aKilledWorkerIsReportedAndLeavesNothingBehind(String section) throws Exception {
        String sysctl = KernelObjects.statisticsSysctl();
        Set<Long> before = ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
        Set<Integer> nullPrograms = new HashSet<>();
        Set<Integer> measured = new HashSet<>();
        WorkerException e = catchThrowableOfType(WorkerException.class, () -> new WorkerLauncher(List.of(),
                WorkerRequestBuilder.classPath(), Duration.ofMinutes(5)).run(
                        new WorkerRequestBuilder(directory).measure(BLOCKS_FOR_DAYS, in(section)), event -> {
                            if (event instanceof WorkerEvent.Advanced) {
                                measured.addAll(KernelObjects.programs(PROGRAM));
                                nullPrograms.addAll(KernelObjects.programs(NULL_PROGRAM));
                                nullPrograms.addAll(KernelObjects.programs(KEEPER));
                                ProcessHandle.current().children().filter(p -> !before.contains(p.pid()))
                                        .forEach(ProcessHandle::destroyForcibly);
                            }
                        }));
        assertThat(e).hasMessageStartingWith("The worker was killed by signal 9 before it was done.");
        assertThat(measured).as("it was measuring").isNotEmpty();
        assertNothingStaysBehind(nullPrograms);
        assertThat(KernelObjects.statisticsSysctl()).isEqualTo(sysctl);
    }

    @Test
    void aWorkerDiesWithItsParentAndLeavesNothingBehind() throws Exception {
        String sysctl = KernelObjects.statisticsSysctl();
        Files.write(directory.resolve(FILE.name()), FILE.bytes());
        Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), WorkerParent.class.getName(), directory.toString(),
                FILE.name()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<ProcessHandle> workers = List.of();
        try (BufferedReader events = parent.inputReader()) {
            String event = events.readLine();
            while (event != null && !event.equals("Advanced")) {
                event = events.readLine();
            }
            assertThat(event).as("the worker measures").isEqualTo("Advanced");
            workers = parent.descendants().toList();
            assertThat(workers).isNotEmpty();
            Set<Integer> nullPrograms = KernelObjects.programs(NULL_PROGRAM);
            parent.destroyForcibly().waitFor();
            for (ProcessHandle worker : workers) {
                assertThat(KernelObjects.becomesTrue(() -> !worker.isAlive())).as("the worker is gone").isTrue();
            }
            assertNothingStaysBehind(nullPrograms);
        } finally {
            parent.destroyForcibly();
            workers.forEach(ProcessHandle::destroyForcibly);
        }
        assertThat(KernelObjects.statisticsSysctl()).isEqualTo(sysctl);
    }

    @Test
    void anInterruptedBuildEndsItsWorker() throws Exception {
        Set<Long> before = ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
        Thread build = Thread.currentThread();
        InterruptedException e = catchThrowableOfType(InterruptedException.class, () -> new WorkerLauncher(List.of(),
                WorkerRequestBuilder.classPath(), Duration.ofMinutes(5)).run(
                        new WorkerRequestBuilder(directory).measure(BLOCKS_FOR_DAYS, FILE), event -> {
                            if (event instanceof WorkerEvent.Advanced) {
                                build.interrupt();
                            }
                        }));
        assertThat(e).isNotNull();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive).map(ProcessHandle::pid))
                .allMatch(before::contains);
        assertNothingStaysBehind(Set.of());
    }
}
