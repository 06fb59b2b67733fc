package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bpfgate.fixture.NeedsEbpf;
import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.HostLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker that was started as root may still do, as the kernel tells it, and what it leaves. */
@NeedsEbpf
class ConfinedWorkerTest {

    /** DAC_OVERRIDE, DAC_READ_SEARCH, NET_ADMIN, SYS_ADMIN, SYS_NICE, SYSLOG, PERFMON and BPF. */
    private static final long KEPT = 1L << 1 | 1L << 2 | 1L << 12 | 1L << 21 | 1L << 23 | 1L << 34 | 1L << 38
            | 1L << 39;

    @TempDir
    private Path directory;

    @BeforeEach
    void beRoot() {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root has something to give up");
    }

    /** @param whenReady is told the worker's process, which waits for a lock meanwhile */
    private List<WorkerEvent> run(LongConsumer whenReady, String... launcher) throws Exception {
        HostLock lock = HostLock.take(TestLibbpf.get(), directory.toString(), () -> { });
        return run(pid -> {
            whenReady.accept(pid);
            lock.close();
        }, List.of(launcher));
    }

    private List<WorkerEvent> run(LongConsumer whenWaiting, List<String> launcher) throws Exception {
        Set<Long> before = descendants();
        List<WorkerEvent> events = new ArrayList<>();
        new WorkerLauncher(launcher, WorkerRequestBuilder.classPath(), Duration.ofMinutes(5)).run(
                new WorkerRequestBuilder(directory).examine(), event -> {
                    events.add(event);
                    if (event instanceof WorkerEvent.Waiting) {
                        descendants().stream().filter(pid -> !before.contains(pid)).forEach(whenWaiting::accept);
                    }
                });
        return events;
    }

    private static Set<Long> descendants() {
        return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    private static List<List<String>> threads(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            List<List<String>> threads = new ArrayList<>();
            for (Path task : tasks.toList()) {
                try {
                    threads.add(Files.readAllLines(task.resolve("status")));
                } catch (NoSuchFileException e) {
                    assertThat(task).as("a thread that has ended").doesNotExist();
                }
            }
            return threads;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long set(List<String> status, String name) {
        return Long.parseUnsignedLong(field(status, name), 16);
    }

    private static String field(List<String> status, String name) {
        return status.stream().filter(line -> line.startsWith(name + ":")).findFirst().orElseThrow()
                .substring(name.length() + 1).strip();
    }

    @Test
    void has_on_every_thread_what_measuring_needs_and_no_way_to_more() throws Exception {
        List<List<String>> threads = new ArrayList<>();
        run(pid -> threads.addAll(threads(pid)));
        assertThat(threads).hasSizeGreaterThan(3).allSatisfy(status -> {
            assertThat(set(status, "CapPrm")).isEqualTo(KEPT);
            assertThat(set(status, "CapEff")).isEqualTo(KEPT);
            assertThat(set(status, "CapBnd") & ~KEPT).isZero();
            assertThat(set(status, "CapInh") & ~KEPT).isZero();
            assertThat(field(status, "NoNewPrivs")).isEqualTo("1");
        });
    }

    @Test
    void drops_what_a_launcher_puts_into_its_environment() throws Exception {
        List<String> environment = new ArrayList<>();
        run(pid -> environment.add(read(Path.of("/proc/" + pid + "/environ"))), "env", "JAVA_TOOL_OPTIONS=-Da=b",
                "LD_LIBRARY_PATH=/somewhere", "SECRET=1", "LANG=C.UTF-8");
        assertThat(environment).singleElement().asString().contains("LANG=C.UTF-8").doesNotContain("JAVA_TOOL_OPTIONS")
                .doesNotContain("LD_LIBRARY_PATH").doesNotContain("SECRET");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void has_no_file_of_its_own_while_it_measures() throws Exception {
        List<String> left = new ArrayList<>();
        run(pid -> {
            for (String place : new String[] {"/tmp", "/dev/shm", "/var/tmp", "/run"}) {
                left.addAll(ownedBy(pid, Path.of(place)));
            }
        });
        assertThat(left).isEmpty();
    }

    /** What a JVM and its libraries name after their process. */
    private static List<String> ownedBy(long pid, Path place) {
        try (Stream<Path> files = Files.walk(place, 2)) {
            return files.map(Path::toString).filter(name -> name.contains("/bpfgate-" + pid + "-")
                    || name.endsWith("/" + pid) || name.contains("pid" + pid)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void works_where_no_code_may_be_run_from_the_temporary_directory() throws Exception {
        List<WorkerEvent> events = run(pid -> { }, "unshare", "--mount", "sh", "-c",
                "mount --bind /tmp /tmp && mount -o remount,bind,noexec /tmp && exec \"$@\"", "sh");
        assertThat(events).anySatisfy(event -> assertThat(event).isInstanceOf(WorkerEvent.Examined.class));
    }

    @Test
    void says_what_to_mount_where_no_code_may_be_run_from_any() throws Exception {
        List<WorkerEvent> events = run(pid -> { }, "unshare", "--mount", "sh", "-c", "for d in /tmp /dev/shm /var/tmp /run;"
                + " do mount --bind $d $d && mount -o remount,bind,noexec $d; done; exec \"$@\"", "sh");
        assertThat(events).singleElement().isInstanceOfSatisfying(WorkerEvent.Failed.class, failed ->
                assertThat(failed.message()).contains("[/tmp, /dev/shm, /var/tmp, /run]")
                        .endsWith("Mount one of them without noexec: mount -o remount,exec /tmp"));
    }

    @Test
    void tells_the_summary_of_its_own_crash() {
        try (HostLock lock = HostLock.take(TestLibbpf.get(), directory.toString(), () -> { })) {
            assertThat(lock).isNotNull();
            WorkerException e = catchThrowableOfType(WorkerException.class,
                    () -> run(ConfinedWorkerTest::crash, List.of()));
            assertThat(e).hasMessageStartingWith("The worker crashed before it was done. It said:")
                    .hasMessageContaining("# A fatal error has been detected by the Java Runtime Environment:")
                    .hasMessageContaining("SIGSEGV");
        }
    }

    private static void crash(long pid) {
        try {
            new ProcessBuilder("kill", "-SEGV", Long.toString(pid)).start().onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
