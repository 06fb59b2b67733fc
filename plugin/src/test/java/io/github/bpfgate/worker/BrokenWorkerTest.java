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
import org.junit.jupiter.api.Assumptions;
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
        assertThat(failureOf("echo out of paper >&2; exit 7"))
                .hasMessage("The worker ended with exit value 7 before it was done."
                        + " Check that <launcher> may run java without a password. It said:" + System.lineSeparator()
                        + "    out of paper");
    }

    @Test
    void doesNotBlameALauncherWhoseWorkerHasBegun() {
        assertThat(failureOf("echo '{\"event\":\"waiting\",\"lock\":\"a\"}'; exit 7"))
                .hasMessage("The worker ended with exit value 7 before it was done.");
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
    void endsAWorkerThatSaysNothingAnyMore() {
        Set<Long> before = children();
        assertThat(failure(new WorkerRequestBuilder(directory).examine(), Duration.ofSeconds(1), "sh", "-c",
                "echo '{\"event\":\"advanced\",\"benchmark\":\"a\",\"blocks\":1,\"atMost\":2}'; exec sleep 1000"))
                .hasMessageStartingWith("The worker has said nothing for 1 s and was ended.")
                .hasMessageContaining("<maxTimePerBenchmark>");
        assertThat(before).as("no process is left").containsAll(children());
    }

    /** A question stands at the beginning of a line that does not end. */
    @Test
    void endsALauncherThatAsksAndTellsWhatItAsked() {
        Set<Long> before = children();
        assertThat(failure(new WorkerRequestBuilder(directory).examine(), Duration.ofSeconds(1), "sh", "-c",
                "printf 'Password: ' >&2; exec sleep 1000"))
                .hasMessage("The worker has said nothing for 1 s and was ended. It never began: <launcher> may be waiting"
                        + " for a password or an answer, and bpfgate gives none. It said:" + System.lineSeparator()
                        + "    Password: ");
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
                .hasMessageContaining("No such file or directory")
                .hasMessageEndingWith("Install it, or correct <launcher>: its first word must be a program.");
    }

    @Test
    void saysThatALauncherDoesNotPassStandardInputOn() {
        assertThat(failureOf("exec \"$0\" \"$@\" </dev/null"))
                .hasMessageStartingWith("The worker ended with exit value 4 before it was done. <launcher> does not pass its"
                        + " standard input on, which is how the worker is told what to do: systemd-run needs --scope");
    }

    @Test
    void saysThatALauncherStripsTheLocaleByWhichTheClassPathIsRead() throws Exception {
        Assumptions.assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this JVM cannot name such a file");
        Path classes = Files.createSymbolicLink(directory.resolve("Übung"), WorkerRequestBuilder.classes());
        List<Path> classPath = new ArrayList<>(WorkerRequestBuilder.classPath());
        classPath.replaceAll(entry -> entry.equals(WorkerRequestBuilder.classes()) ? classes : entry);
        new WorkerLauncher(List.of("env"), classPath, PATIENT).run(new WorkerRequestBuilder(directory).examine(),
                event -> { });
        assertThat(catchThrowableOfType(WorkerException.class, () -> new WorkerLauncher(List.of("env", "-i"), classPath,
                PATIENT).run(new WorkerRequestBuilder(directory).examine(), event -> { })))
                .hasMessageContaining("<launcher> strips the environment, and without its locale java cannot read the names"
                        + " of its own files").hasMessageContaining("Defaults env_keep += \"LANG LC_CTYPE\"");
    }

    @Test
    void saysThatTheUserOfTheWorkerCannotReadItsClasses() {
        assertThat(catchThrowableOfType(WorkerException.class, () -> new WorkerLauncher(List.of("env"),
                List.of(Path.of("/nowhere/bpfgate.jar")), PATIENT).run(new WorkerRequestBuilder(directory).examine(),
                event -> { }))).hasMessageContaining("The user that <launcher> makes the worker cannot read bpfgate:"
                        + " /nowhere/bpfgate.jar. Open these files");
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
                "echo '{\"event\":\"waiting\",\"lock\":\"a\"}'; exec cat"), WorkerRequestBuilder.classPath(),
                PATIENT).run(new WorkerRequestBuilder(directory).examine(), event -> {
                    throw new IllegalStateException("no more");
                })).hasMessage("no more");
        assertThat(before).containsAll(children());
    }
}
