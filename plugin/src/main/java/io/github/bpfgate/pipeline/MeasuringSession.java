package io.github.bpfgate.pipeline;

import io.github.bpfgate.benchmark.BenchmarkFailure;
import io.github.bpfgate.benchmark.ExactFigures;
import io.github.bpfgate.benchmark.ExactMeasurement;
import io.github.bpfgate.benchmark.Measurement;
import io.github.bpfgate.gate.MetricName;
import io.github.bpfgate.stats.WalshAverages;
import io.github.bpfgate.worker.Machine;
import io.github.bpfgate.worker.WorkerEvent;
import io.github.bpfgate.worker.WorkerException;
import io.github.bpfgate.worker.WorkerLauncher;
import io.github.bpfgate.worker.WorkerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One worker at work: hears its events, tells the journal, and gathers what it measures. */
final class MeasuringSession {

    /** On top of the longest benchmark: loading a program near the verifier's limits takes seconds. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final WorkerSettings settings;
    private final Path logDirectory;
    private final Journal journal;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<ExactMeasurement> exact = new ArrayList<>();
    private final List<WorkerEvent.Failed> unsupported = new ArrayList<>();
    private final List<ExactMeasurement> loaded = new ArrayList<>();
    private final List<WorkerEvent.NotLoaded> notLoaded = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private List<String> planned = List.of();
    private List<String> leftOut = List.of();
    private List<String> vanished = List.of();
    private Machine machine;
    /** Whether counts are all there is to tell on the way. */
    private boolean onlyCounts;

    MeasuringSession(WorkerSettings settings, Path logDirectory, Journal journal) {
        this.settings = settings;
        this.logDirectory = logDirectory;
        this.journal = journal;
    }

    /**
     * Runs the request.
     *
     * @throws GateException with all errors at once, if there were any that are not a lack of support
     */
    Measured run(WorkerRequest request) throws GateException, InterruptedException {
        Measured measured = runAsFarAsItGoes(request);
        requireNoErrors();
        return measured;
    }

    /**
     * Runs the request. A benchmark that cannot be measured is among those that are not supported, with its reason.
     *
     * @throws GateException if the worker fails as a whole
     */
    Measured runAsFarAsItGoes(WorkerRequest request) throws GateException, InterruptedException {
        onlyCounts = !request.kinds().contains(WorkerRequest.Kind.TIMES)
                && !request.kinds().contains(WorkerRequest.Kind.LISTING);
        try {
            new WorkerLauncher(settings.launcher(), settings.classPath(), settings.longest().plus(GRACE))
                    .run(request, this::hear);
        } catch (WorkerException e) {
            throw new GateException(e.getMessage(), e);
        }
        return new Measured(machine, planned, leftOut, measurements, exact, unsupported, loaded, notLoaded, vanished);
    }

    /**
     * Tells all errors at once.
     *
     * @throws GateException if anything that was to be measured could not be, for another reason than a lack of support
     */
    void requireNoErrors() throws GateException {
        if (!errors.isEmpty()) {
            throw new GateException(errors.size() == 1 ? errors.get(0)
                    : errors.size() + " things cannot be measured:" + System.lineSeparator() + "  - "
                    + String.join(System.lineSeparator() + "  - ", errors));
        }
    }

    private void hear(WorkerEvent event) {
        if (event instanceof WorkerEvent.Started started) {
            machine = started.machine();
        } else if (event instanceof WorkerEvent.Waiting) {
            journal.info("Waiting for another bpfgate that measures on this machine");
        } else if (event instanceof WorkerEvent.Planned plan) {
            planned = plan.benchmarks();
            leftOut = plan.leftOut();
            vanished = plan.vanished();
            if (!planned.isEmpty() && !leftOut.isEmpty()) {
                journal.info("Not benchmarked: " + String.join(", ", leftOut));
            }
        } else if (event instanceof WorkerEvent.Advanced advanced) {
            journal.moment(position() + advanced.benchmark() + ": block " + advanced.blocks() + " of at most "
                    + advanced.atMost());
        } else if (event instanceof WorkerEvent.Counted counted) {
            exact.add(counted.measurement());
            if (onlyCounts) {
                tell(counted.measurement());
            }
        } else if (event instanceof WorkerEvent.Loaded taken) {
            loaded.add(taken.measurement());
        } else if (event instanceof WorkerEvent.NotLoaded refused) {
            notLoaded.add(refused);
        } else if (event instanceof WorkerEvent.Measured measured) {
            measurements.add(measured.measurement());
            tell(measured.measurement());
        } else if (event instanceof WorkerEvent.Failed failed) {
            keep(failed);
        }
    }

    private String position() {
        return "[" + (measurements.size() + unsupported.size() + notLoaded.size() + 1) + "/" + planned.size() + "] ";
    }

    private void tell(Measurement m) {
        int blocks = m.candidate().length + m.confirming().length;
        journal.info(String.format(Locale.ROOT, "%s (%s): %.2f ns per run, %d blocks%s in %.1f s", m.benchmark(),
                m.type(), WalshAverages.of(m.candidate()).estimate(), blocks,
                m.baseline().length == 0 ? " of the candidate alone" : "", m.seconds()));
        remark(m.benchmark(), m.warnings(), m.notes());
    }

    private void tell(ExactMeasurement m) {
        ExactFigures figures = m.candidate();
        journal.info(m.benchmark() + " (" + m.type() + "): " + (figures.count() == null
                ? MetricName.VERIFIED_INSNS.shown(figures.verifiedInsns()) + " instructions verified"
                : MetricName.INSTRUCTIONS.shown(figures.count().perRun()) + " instructions per run"));
        remark(m.benchmark(), m.warnings(), m.notes());
    }

    private void remark(String benchmark, List<String> warnings, List<String> notes) {
        warnings.forEach(warning -> journal.warn(benchmark + ": " + warning));
        notes.forEach(note -> journal.info("  " + note));
    }

    private void keep(WorkerEvent.Failed failed) {
        String message = failed.message()
                + (failed.log().isBlank() ? "" : System.lineSeparator() + "    " + saved(failed));
        boolean ofOneBenchmark = !failed.benchmark().isEmpty();
        if (ofOneBenchmark) {
            unsupported.add(failed.saying(message));
        }
        if (!ofOneBenchmark || !BenchmarkFailure.Kind.UNSUPPORTED.name().equals(failed.kind())) {
            errors.add(message);
        }
    }

    private String saved(WorkerEvent.Failed failed) {
        Path file = logDirectory.resolve("verifier-" + failed.benchmark().replaceAll("[^A-Za-z0-9._-]", "_") + ".log");
        try {
            Files.createDirectories(logDirectory);
            Files.writeString(file, failed.log());
            return "The verifier's whole log is in " + file;
        } catch (IOException e) {
            return "The verifier's whole log cannot be written to " + file + ": " + e.getMessage();
        }
    }
}
