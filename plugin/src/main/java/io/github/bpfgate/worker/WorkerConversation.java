package io.github.bpfgate.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The talk with one running worker; closing it ends the worker. */
final class WorkerConversation implements AutoCloseable {

    private static final int KEPT_ERROR_LINES = 12;
    /** How the JVM's report of its own crash begins, on both streams; every line of its summary with the same sign. */
    private static final String CRASH = "# A fatal error has been detected";
    private static final String OF_SUMMARY = "#";
    /** A JVM starts in less than one; a launcher that takes longer waits for somebody. */
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final int SHOWN_RUBBISH = 120;
    private static final long SECONDS_TO_DIE = 2;

    /** A line of the worker's output, or its end. */
    private record Line(String text) {
        static final Line END = new Line(null);
    }

    private final Protocol protocol = new Protocol();
    private final Process process;
    private final Duration longestSilence;
    private final Optional<LauncherFailure> launched;
    private final BlockingQueue<Line> output = new LinkedBlockingQueue<>();
    private final Deque<String> errors = new ArrayDeque<>();
    private final Thread errorReader;
    private boolean crashed;
    private Thread sender;

    /** @param launched what to say where the launcher is to blame; empty without one */
    WorkerConversation(Process process, Duration longestSilence, Optional<LauncherFailure> launched) {
        this.process = process;
        this.longestSilence = longestSilence;
        this.launched = launched;
        start("bpfgate-worker-output", process.getInputStream(), line -> output.add(new Line(line)),
                () -> output.add(Line.END));
        this.errorReader = start("bpfgate-worker-errors", process.getErrorStream(), this::keepError, () -> { });
    }

    private static Thread start(String name, InputStream stream, Consumer<String> onLine, Runnable onEnd) {
        Thread thread = new Thread(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    onLine.accept(line);
                }
            } catch (IOException e) {
                // The stream of a process that is being killed: its end, which onEnd reports.
                onLine.accept("");
            } finally {
                onEnd.run();
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void keepError(String line) {
        synchronized (errors) {
            if (line.startsWith(CRASH)) {
                crashed = true;
                errors.clear();
            }
            if (crashed && (!line.startsWith(OF_SUMMARY) || errors.size() == KEPT_ERROR_LINES)) {
                return;
            }
            errors.addLast(line);
            if (errors.size() > KEPT_ERROR_LINES) {
                errors.removeFirst();
            }
        }
    }

    void hold(WorkerRequest request, Consumer<WorkerEvent> events) throws WorkerException, InterruptedException {
        send(request);
        boolean waiting = false;
        boolean heard = false;
        while (true) {
            Duration limit = heard || longestSilence.compareTo(TO_START) < 0 ? longestSilence : TO_START;
            Line line = waiting ? output.take() : output.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw silent(heard, limit);
            }
            if (line.text() == null) {
                throw died(heard);
            }
            if (line.text().startsWith(OF_SUMMARY)) {
                keepError(line.text());
                continue;
            }
            if (line.text().isBlank()) {
                continue;
            }
            WorkerEvent event = parse(line.text());
            if (event instanceof WorkerEvent.Finished) {
                return;
            }
            heard = true;
            waiting = event instanceof WorkerEvent.Waiting;
            events.accept(event);
        }
    }

    /** On a thread of its own: a worker that does not read would hold up whoever writes more than a pipe takes. */
    private void send(WorkerRequest request) {
        byte[] line = (protocol.write(request) + "\n").getBytes(StandardCharsets.UTF_8);
        OutputStream input = process.getOutputStream();
        sender = new Thread(() -> {
            try {
                input.write(line);
                // Stays open: the worker takes its end for the end of Maven.
                input.flush();
            } catch (IOException e) {
                // It died before it read: the end of its output says so, and what it printed tells why.
                return;
            }
        }, "bpfgate-worker-input");
        sender.setDaemon(true);
        sender.start();
    }

    private WorkerEvent parse(String line) throws WorkerException {
        try {
            return protocol.readEvent(line);
        } catch (JsonProcessingException e) {
            String shown = line.length() > SHOWN_RUBBISH ? line.substring(0, SHOWN_RUBBISH) + "…" : line;
            throw new WorkerException("The worker printed something that is no event: \"" + shown + "\". "
                    + (launched.isPresent() ? "<launcher> must not write to standard output."
                    : "Report this with -X output."), e);
        }
    }

    /** Ended first: only then is the beginning of a line, which a question is, to be had. */
    private WorkerException silent(boolean heard, Duration limit) throws InterruptedException {
        close();
        errorReader.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_DIE));
        return new WorkerException("The worker has said nothing for " + limit.toSeconds() + " s and was ended. "
                + (heard || launched.isEmpty() ? "A program may run very long on this input: check it, or raise"
                + " <maxTimePerBenchmark>." : "It never began: <launcher> may be waiting for a password or an answer,"
                + " and bpfgate gives none.") + errorText());
    }

    private WorkerException died(boolean heard) {
        try {
            boolean ended = process.waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS);
            errorReader.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_DIE));
            String how = crashed() ? "crashed" : ended ? describe(process.exitValue()) : "closed its output";
            return new WorkerException("The worker " + how + " before it was done."
                    + (heard ? "" : launched.map(failure -> " " + failure.cure(ended ? process.exitValue() : -1, said()))
                    .orElse("")) + errorText());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WorkerException("The worker died, and the build was interrupted.", e);
        }
    }

    /** By the shell's and the JDK's convention 128 + n is an end by signal n. */
    private static String describe(int exitValue) {
        return exitValue > 128 && exitValue < 160 ? "was killed by signal " + (exitValue - 128)
                : "ended with exit value " + exitValue;
    }

    private String errorText() {
        List<String> said = said();
        return said.isEmpty() ? "" : " It said:" + System.lineSeparator() + "    "
                + String.join(System.lineSeparator() + "    ", said);
    }

    private boolean crashed() {
        synchronized (errors) {
            return crashed;
        }
    }

    private List<String> said() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    @Override
    public void close() {
        // Closing the pipe would wait for a write that nobody reads.
        boolean unread = sender != null && sender.isAlive();
        if (!unread) {
            closeInput();
        }
        try {
            if (unread || !process.waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The end of its input is the worker's sign to go. */
    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The worker is gone already, and its end of the pipe with it.
            process.destroy();
        }
    }

    /** With what a launcher may have started: killed alone it would leave the worker behind. */
    private void kill() throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle handle : all) {
            try {
                handle.onExit().get(SECONDS_TO_DIE, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // It is in the kernel, or another user's: no more can be done from here.
                keepError("process " + handle.pid() + " has not ended yet");
            }
        }
    }
}
