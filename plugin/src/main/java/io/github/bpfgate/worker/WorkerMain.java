package io.github.bpfgate.worker;

import io.github.bpfgate.benchmark.BenchmarkFailure;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Confinement;
import io.github.bpfgate.libbpf.HostLock;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.MeasuringThread;
import io.github.bpfgate.libbpf.TypeDeclarations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Where the worker JVM starts: gives up privileges, reads the request, does the task, and dies with Maven. */
public final class WorkerMain {

    /** The exit value of a worker whose standard input holds nothing. */
    static final int NO_REQUEST = 4;

    private static final int ORPHANED = 3;

    private final Protocol protocol = new Protocol();
    private final PrintStream events;

    private WorkerMain(PrintStream events) {
        this.events = events;
    }

    /**
     * Takes no arguments.
     *
     * @throws IOException if standard input or /proc cannot be read
     */
    public static void main(String[] args) throws IOException {
        PrintStream events = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // Whatever else prints must not get between the events.
        System.setOut(System.err);
        WorkerMain worker = new WorkerMain(events);
        try {
            // First of all, for it starts this process over, and what was read by then would be lost.
            Confinement.enter();
        } catch (BpfException e) {
            worker.fail(e.getMessage(), "");
            worker.emit(new WorkerEvent.Finished());
            return;
        }
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = requests.readLine();
        if (line == null) {
            System.err.println("bpfgate's worker is started by bpfgate and reads a request from standard input.");
            System.exit(NO_REQUEST);
        }
        dieWithMaven(requests);
        worker.run(worker.protocol.readRequest(line));
        // halt, for a launcher may keep standard input open and the watcher thread in its read.
        Runtime.getRuntime().halt(0);
    }

    /** Maven holds the other end of standard input: its end is Maven's end. */
    private static void dieWithMaven(BufferedReader requests) {
        Thread watcher = new Thread(() -> {
            try {
                while (requests.readLine() != null) {
                    // Nothing more is expected; only the end matters.
                }
            } catch (IOException e) {
                System.err.println("standard input broke: " + e.getMessage());
            }
            Runtime.getRuntime().halt(ORPHANED);
        }, "maven-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    private void run(WorkerRequest request) {
        if (request.task() == WorkerRequest.Task.DECLARE_TYPES) {
            declareTypes(request);
        } else {
            workAlone(request);
        }
        emit(new WorkerEvent.Finished());
    }

    /** Measures nothing, and so neither waits for whoever measures nor keeps to one CPU. */
    private void declareTypes(WorkerRequest request) {
        try {
            Libbpf libbpf = Libbpf.load(Optional.ofNullable(request.libbpf()));
            Path file = Path.of(request.candidates().get(0).name());
            emit(new WorkerEvent.Declared(new TypeDeclarations(libbpf).of(file)));
        } catch (BpfException e) {
            fail(e.getMessage(), "");
        }
    }

    private void workAlone(WorkerRequest request) {
        try {
            Libbpf libbpf = Libbpf.load(Optional.ofNullable(request.libbpf()));
            HostLock lock = HostLock.take(libbpf, request.lock(),
                    () -> emit(new WorkerEvent.Waiting(request.lock())));
            try {
                work(libbpf, request);
            } finally {
                lock.close();
            }
        } catch (BpfException e) {
            fail(e.getMessage(), e.verifierLog());
        } catch (IOException e) {
            fail("The worker cannot read a file: " + e + ".", "");
        }
    }

    private void work(Libbpf libbpf, WorkerRequest request) throws IOException {
        int cpu = MeasuringThread.pin(libbpf).cpu();
        // Before it measures in a network namespace of its own, where the JIT's settings are not to be seen.
        emit(new WorkerEvent.Started(Machine.examine(libbpf.version(), cpu)));
        switch (request.task()) {
            case MEASURE -> new MeasureTask(libbpf, request, this::emit).run();
            case EXAMINE -> emit(new ExamineTask(libbpf).run());
            case DECLARE_TYPES -> throw new IllegalStateException("types are declared without the lock");
        }
    }

    private void fail(String message, String log) {
        emit(new WorkerEvent.Failed("", BenchmarkFailure.Kind.ERROR.name(), message, log, "", "", ""));
    }

    private void emit(WorkerEvent event) {
        events.println(protocol.write(event));
    }
}
