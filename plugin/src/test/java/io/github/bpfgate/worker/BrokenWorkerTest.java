package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Launchers that are shell scripts do to the talk what a broken worker would. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokenWorkerTest {

    private static final Duration PATIENT = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private WorkerException failure(WorkerRequest request, Duration longestSilence, String... launcher) {
        return catchThrowableOfType(WorkerException.class,
                () -> new WorkerLauncher(List.of(launcher), WorkerRequestBuilder.classPath(), longestSilence)
                        .run(request, event -> { }));
    }

    private WorkerException failureOf(String script) {
        return failure(new WorkerRequestBuilder(directory).examine(), PATIENT, "sh", "-c", script);
    }

    /** Base64 of it fills a pipe many times over. */
    private WorkerRequest large() throws Exception {
        return new WorkerRequestBuilder(directory).measure(1, List.of(), new WorkerRequest.InputData(
                List.of(new WorkerRequest.PacketData("large", new byte[4 << 20])), true));
    }

    @Test
    void tellsTheExitValueAndTheLastWordsOfAWorkerThatEnds() {
        assertThat(failureOf("echo sudo: a password is required >&2; exit 7"))
                .hasMessage("The worker ended with exit value 7 before it was done."
                        + " Check that <launcher> may run java without a password. It said:" + System.lineSeparator()
                        + "    sudo: a password is required");
    }

    @Test
    void tellsTheExitValueToAsWellWhenTheRequestIsLongerThanAPipe() throws Exception {
        assertThat(failure(large(), PATIENT, "sh", "-c", "exit 7"))
                .hasMessageStartingWith("The worker ended with exit value 7 before it was done.");
    }

    @Test
    void tellsTheSignalThatKilledAWorker() {
        assertThat(failureOf("kill -9 $$")).hasMessageStartingWith("The worker was killed by signal 9 before");
    }

    @Test
    void keepsTheLastTwelveLinesOfWhatItSaid() {
        assertThat(failureOf("seq 1 30 >&2; exit 1").getMessage().lines().skip(1).map(String::strip))
                .containsExactly("19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30");
    }

    @Test
    void showsTheBeginningOfRubbish() {
        assertThat(failureOf("echo Welcome to this machine; sleep 100"))
                .hasMessage("The worker printed something that is no event: \"Welcome to this machine\"."
                        + " <launcher> must not write to standard output.");
        assertThat(failureOf("printf 'x%.0s' $(seq 1 500); echo"))
                .hasMessageContaining("\"" + "x".repeat(120) + "…\"");
    }

    @Test
    void passesOverEmptyLines() {
        assertThat(failureOf("echo; echo; exit 5")).hasMessageContaining("exit value 5");
    }

    @Test
    void endsAWorkerThatSaysNothing() {
        Set<Long> before = children();
        assertThat(failure(new WorkerRequestBuilder(directory).examine(), Duration.ofSeconds(1), "sh", "-c",
                "exec sleep 1000"))
                .hasMessageStartingWith("The worker has said nothing for 1 s and was ended.")
                .hasMessageContaining("<maxTimePerBenchmark>");
        assertThat(before).as("no process is left").containsAll(children());
    }

    @Test
    void endsAWorkerThatDoesNotEvenReadItsRequest() throws Exception {
        Set<Long> before = children();
        assertThat(failure(large(), Duration.ofSeconds(1), "sh", "-c", "sleep 1000; exit 1"))
                .hasMessageStartingWith("The worker has said nothing for 1 s and was ended.");
        assertThat(before).as("no process is left").containsAll(children());
    }

    private static Set<Long> children() {
        return ProcessHandle.current().descendants().filter(ProcessHandle::isAlive).map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    @Test
    void saysThatALauncherIsMissing() {
        assertThat(failure(new WorkerRequestBuilder(directory).examine(), PATIENT, "/no/such/sudo", "-n"))
                .hasMessageStartingWith("Cannot start the worker with /no/such/sudo: ")
                .hasMessageEndingWith("Correct <launcher>: its first word must be a program.");
    }

    @Test
    void doesNotBlameALauncherThatIsNotThere() {
        WorkerException e = catchThrowableOfType(WorkerException.class,
                () -> new WorkerLauncher(List.of(), List.of(directory), PATIENT)
                        .run(new WorkerRequestBuilder(directory).examine(), event -> { }));
        assertThat(e).hasMessageStartingWith("The worker ended with exit value 1 before it was done. It said:")
                .hasMessageContaining("WorkerMain").hasMessageContaining("NotFound");
    }

    @Test
    void passesOnTheEventsThatCameBeforeTheEnd() {
        List<WorkerEvent> events = new ArrayList<>();
        assertThatThrownBy(() -> new WorkerLauncher(List.of("sh", "-c",
                "echo '{\"event\":\"advanced\",\"benchmark\":\"a\",\"blocks\":1,\"atMost\":2}'; exit 3"),
                WorkerRequestBuilder.classPath(), PATIENT)
                .run(new WorkerRequestBuilder(directory).examine(), events::add))
                .hasMessageContaining("exit value 3");
        assertThat(events).containsExactly(new WorkerEvent.Advanced("a", 1, 2));
    }

    @Test
    void endsTheWorkerWhenTheListenerThrows() {
        Set<Long> before = children();
        assertThatThrownBy(() -> new WorkerLauncher(List.of("sh", "-c",
                "echo '{\"event\":\"waiting\",\"lockFile\":\"a\"}'; exec cat"), WorkerRequestBuilder.classPath(),
                PATIENT).run(new WorkerRequestBuilder(directory).examine(), event -> {
                    throw new IllegalStateException("no more");
                })).hasMessage("no more");
        assertThat(before).containsAll(children());
    }

    @Test
    void saysThatTheLockIsASymbolicLink() throws Exception {
        Files.createSymbolicLink(directory.resolve("bpfgate.lock"), directory.resolve("elsewhere"));
        assertThat(failedEvent()).contains("is a symbolic link, which bpfgate does not follow; remove it");
        assertThat(directory.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void saysThatTheLockCannotBeOpened() throws Exception {
        Files.createDirectory(directory.resolve("bpfgate.lock"));
        assertThat(failedEvent()).startsWith("Cannot take the lock that lets one build at a time measure")
                .contains(directory.resolve("bpfgate.lock").toString()).contains("Is a directory");
    }

    private String failedEvent() throws Exception {
        List<WorkerEvent> events = new ArrayList<>();
        new WorkerLauncher(List.of(), WorkerRequestBuilder.classPath(), PATIENT)
                .run(new WorkerRequestBuilder(directory).examine(), events::add);
        assertThat(events).singleElement().isInstanceOf(WorkerEvent.Failed.class);
        return ((WorkerEvent.Failed) events.get(0)).message();
    }
}
