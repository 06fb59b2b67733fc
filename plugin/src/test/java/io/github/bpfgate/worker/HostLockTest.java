package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bpfgate.fixture.TestLibbpf;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.HostLock;
import io.github.bpfgate.libbpf.Libbpf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostLockTest {

    private final Libbpf libbpf = TestLibbpf.get();

    @TempDir
    private Path directory;

    private static void nobody() {
        throw new AssertionError("nobody else has the lock");
    }

    private HostLock take() {
        return HostLock.take(libbpf, directory.toString(), HostLockTest::nobody);
    }

    @Test
    void isTakenAtOnceWhereNobodyHasItCanBeTakenAgainAndLeavesNothing() {
        take().close();
        take().close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void needsNoMoreThanWhatEveryUserMayDo() {
        HostLock.take(libbpf, HostLock.CPUS, () -> { }).close();
        assertThat(Path.of(HostLock.CPUS)).as("nothing that a container would hide").isReadable();
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void makesASecondWorkerSayThatItWaitsAndThenGoOn() throws Exception {
        HostLock lock = take();
        List<WorkerEvent> events = new ArrayList<>();
        new WorkerLauncher(List.of(), WorkerRequestBuilder.classPath(), Duration.ofMinutes(5))
                .run(new WorkerRequestBuilder(directory).examine(), event -> {
                    events.add(event);
                    if (event instanceof WorkerEvent.Waiting) {
                        lock.close();
                    }
                });
        assertThat(events).extracting(event -> (Object) event.getClass()).containsExactly(WorkerEvent.Waiting.class,
                WorkerEvent.Started.class, WorkerEvent.Examined.class);
        assertThat(events.get(0)).isEqualTo(new WorkerEvent.Waiting(directory.toString()));
    }

    @Test
    void opensNothingButADirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("precious"), "data");
        assertThatThrownBy(() -> HostLock.take(libbpf, file.toString(), HostLockTest::nobody))
                .isInstanceOf(BpfException.class)
                .hasMessage("Cannot take the lock that lets one build at a time measure on this host: cannot open "
                        + file + ": ENOTDIR (errno 20).");
    }
}
