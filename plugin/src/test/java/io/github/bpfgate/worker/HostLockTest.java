package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HostLockTest {

    @TempDir
    private Path directory;

    private static void nobody() {
        throw new AssertionError("nobody else has the lock");
    }

    @Test
    void isTakenAtOnceWhereNobodyHasItAndCanBeTakenAgain() throws IOException {
        Path file = directory.resolve("lock");
        HostLock.take(file, HostLockTest::nobody).close();
        HostLock.take(file, HostLockTest::nobody).close();
        assertThat(file).exists();
    }

    @Test
    void isOpenToEveryUserOfTheHost() throws IOException {
        Path file = directory.resolve("lock");
        HostLock.take(file, HostLockTest::nobody).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-rw-rw-");
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void makesASecondWorkerSayThatItWaitsAndThenGoOn() throws Exception {
        WorkerRequestBuilder requests = new WorkerRequestBuilder(directory);
        HostLock lock = HostLock.take(requests.lock(), HostLockTest::nobody);
        List<WorkerEvent> events = new ArrayList<>();
        new WorkerLauncher(List.of(), WorkerRequestBuilder.classPath(), Duration.ofMinutes(5))
                .run(requests.examine(), event -> {
                    events.add(event);
                    if (event instanceof WorkerEvent.Waiting) {
                        release(lock);
                    }
                });
        assertThat(events).extracting(event -> (Object) event.getClass()).containsExactly(WorkerEvent.Waiting.class,
                WorkerEvent.Started.class, WorkerEvent.Examined.class);
        assertThat(events.get(0)).isEqualTo(new WorkerEvent.Waiting(requests.lock().toString()));
    }

    private static void release(HostLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void doesNotFollowASymbolicLink() throws IOException {
        Path target = Files.writeString(directory.resolve("precious"), "data");
        Path link = Files.createSymbolicLink(directory.resolve("lock"), target);
        assertThatThrownBy(() -> HostLock.take(link, HostLockTest::nobody)).isInstanceOf(IOException.class)
                .hasMessage(link + " is a symbolic link, which bpfgate does not follow; remove it");
        assertThat(target).hasContent("data");
    }
}
