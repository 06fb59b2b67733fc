package io.github.bpfgate.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Starts a worker, hands it a request, and passes its events on until it is done.
 *
 * <p>A worker that dies, hangs or prints anything else than events is an error; whatever happens, it is gone when
 * {@link #run} returns.
 */
public final class WorkerLauncher {

    /** From this release on the JVM warns of native access that was not allowed (JEP 472 and its forerunners). */
    private static final int NATIVE_ACCESS_FLAG_SINCE = 22;

    /**
     * Makes glibc give large blocks back as soon as they are freed (mallopt(3)): libbpf takes the kernel's whole BTF for
     * each load, and what it frees would else lie between blocks that the JVM frees at its leisure. A launcher that
     * clears the environment takes nothing from this but memory.
     */
    private static final String LARGE_BLOCKS = "MALLOC_MMAP_THRESHOLD_";
    /** Bytes: glibc's own beginning, which it raises as it goes unless it is told. */
    private static final String LARGE_BLOCKS_FROM = "131072";

    private final List<String> prefix;
    private final List<Path> classPath;
    private final Duration longestSilence;

    /**
     * @param prefix         a command that runs the worker, such as {@code sudo -n}; empty for none
     * @param classPath      bpfgate and what it needs
     * @param longestSilence after which a worker that says nothing counts as hung
     */
    public WorkerLauncher(List<String> prefix, List<Path> classPath, Duration longestSilence) {
        this.prefix = List.copyOf(prefix);
        this.classPath = List.copyOf(classPath);
        this.longestSilence = longestSilence;
    }

    /**
     * Runs a worker to its end.
     *
     * @param events hears every event but {@code finished}, on the calling thread
     * @throws WorkerException      if the worker cannot be started, dies, hangs or prints rubbish
     * @throws InterruptedException if the calling thread is interrupted; the worker is ended
     */
    public void run(WorkerRequest request, Consumer<WorkerEvent> events) throws WorkerException, InterruptedException {
        Optional<String> complaint = AskingLauncher.complaint(prefix);
        if (complaint.isPresent()) {
            throw new WorkerException(complaint.get());
        }
        Optional<LauncherFailure> launched = prefix.isEmpty() ? Optional.empty()
                : Optional.of(new LauncherFailure(prefix, command(), System.getProperty("user.name")));
        try (WorkerConversation conversation = new WorkerConversation(start(), longestSilence, launched)) {
            conversation.hold(request, events);
        }
    }

    private Process start() throws WorkerException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(command());
        ProcessBuilder builder = new ProcessBuilder(words);
        WorkerEnvironment.clean(builder.environment());
        builder.environment().putIfAbsent(LARGE_BLOCKS, LARGE_BLOCKS_FROM);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new WorkerException("Cannot start the worker with " + words.get(0) + ": " + e.getMessage()
                    + ". " + (prefix.isEmpty() ? "Is java.home a whole JDK or JRE?"
                    : "Install it, or correct <launcher>: its first word must be a program."), e);
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A short run on one thread: start fast, and keep the JVM's own threads few and quiet.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx512m",
                "-XX:+DisplayVMOutputToStderr"));
        // It writes no file: no figures and no socket in /tmp, no report and no core where it crashes.
        command.addAll(List.of("-XX:-UsePerfData", "-XX:+DisableAttachMechanism", "-XX:+ErrorFileToStderr",
                "-XX:-CreateCoredumpOnCrash"));
        if (Runtime.version().feature() >= NATIVE_ACCESS_FLAG_SINCE) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(WorkerMain.class.getName());
        return command;
    }
}
