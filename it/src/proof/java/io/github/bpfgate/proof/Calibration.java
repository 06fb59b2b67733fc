package io.github.bpfgate.proof;

import io.github.bpfgate.benchmark.Measurement;
import io.github.bpfgate.libbpf.HostLock;
import io.github.bpfgate.pipeline.NamedObject;
import io.github.bpfgate.pipeline.WorkerSettings;
import io.github.bpfgate.stats.Median;
import io.github.bpfgate.stats.WalshAverages;
import io.github.bpfgate.worker.Machine;
import io.github.bpfgate.worker.WorkerEvent;
import io.github.bpfgate.worker.WorkerException;
import io.github.bpfgate.worker.WorkerLauncher;
import io.github.bpfgate.worker.WorkerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds how many rounds more make a slowed program slower by so many percent. */
final class Calibration {

    /** Far from nothing, where noise is small beside the effect. */
    private static final int[] PROBES = {30, 60, 110};
    private static final double ALPHA = 0.025;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Settings settings;
    private final WorkerSettings worker;
    private final Variants variants;
    private final Random random = new Random();
    private Machine machine;

    Calibration(Settings settings, WorkerSettings worker, Variants variants) {
        this.settings = settings;
        this.worker = worker;
        this.variants = variants;
    }

    /**
     * Finds the rounds for each increase from a line through nothing and what large numbers of rounds take, then
     * measures what these rounds do.
     *
     * @param increases shares of the net time, each above 0
     * @return one for each increase, in order
     */
    List<Effect> find(ProgramType type, List<Double> increases) throws ProofException, InterruptedException {
        double[] nets = new double[PROBES.length];
        double products = 0;
        double squares = 0;
        for (int i = 0; i < PROBES.length; i++) {
            Measured probe = measure(type, PROBES[i]);
            nets[i] = probe.net();
            products += PROBES[i] * probe.averages().estimate();
            squares += (double) PROBES[i] * PROBES[i];
        }
        double net = Median.of(nets);
        double nanosPerRound = products / squares;
        if (!(nanosPerRound > 0) || !(net > 0)) {
            throw new ProofException("Cannot calibrate " + type.label() + ": a round more seems to take " + nanosPerRound
                    + " ns of " + net + " ns. Is the machine very busy?");
        }
        List<Effect> effects = new ArrayList<>();
        for (double increase : increases) {
            int extra = (int) Math.max(1, Math.round(increase * net / nanosPerRound));
            effects.add(effect(type, extra, extra * nanosPerRound / net, measure(type, extra)));
        }
        return effects;
    }

    private static Effect effect(ProgramType type, int extra, double expected, Measured measured) {
        double net = measured.net();
        WalshAverages averages = measured.averages();
        double nanos = averages.estimate();
        return new Effect(type, extra, net, nanos, expected,
                averages.lower(ALPHA).orElse(Double.NEGATIVE_INFINITY) / net, nanos / net,
                averages.upper(ALPHA).orElse(Double.POSITIVE_INFINITY) / net, measured.blocks());
    }

    /** A pair's net time of the baseline, ns, and the averages of its differences. */
    private record Measured(double net, WalshAverages averages, int blocks) {
    }

    private Measured measure(ProgramType type, int extra) throws ProofException, InterruptedException {
        Measurement m = measure(variants.slow(type, 0), variants.slow(type, extra));
        double net = Median.of(IntStream.range(0, m.baseline().length)
                .mapToDouble(i -> m.baseline()[i] - m.nullProgram()[i]).toArray());
        return new Measured(net, WalshAverages.of(m.blocks()), m.blocks().length);
    }

    private Measurement measure(NamedObject baseline, NamedObject candidate)
            throws ProofException, InterruptedException {
        List<Measurement> measurements = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        try {
            new WorkerLauncher(worker.launcher(), worker.classPath(), LONGEST).run(request(baseline, candidate),
                    event -> {
                        if (event instanceof WorkerEvent.Measured measured) {
                            measurements.add(measured.measurement());
                        } else if (event instanceof WorkerEvent.Failed failed) {
                            failures.add(failed.message());
                        } else if (event instanceof WorkerEvent.Started started) {
                            machine = started.machine();
                        }
                    });
        } catch (WorkerException e) {
            throw new ProofException("Cannot calibrate: " + e.getMessage(), e);
        }
        if (measurements.size() != 1) {
            throw new ProofException("Cannot calibrate with " + candidate.path() + ": " + failures);
        }
        return measurements.get(0);
    }

    private WorkerRequest request(NamedObject baseline, NamedObject candidate) throws ProofException {
        try {
            return new WorkerRequest(WorkerRequest.Task.MEASURE, worker.libbpf().orElse(null),
                    Set.of(WorkerRequest.Kind.TIMES), HostLock.CPUS, List.of(data(candidate)), Set.of(), List.of(),
                    WorkerRequest.InputData.NONE, List.of(new WorkerRequest.LimitData(0.05, 1.0, null)), List.of(),
                    Map.of(), List.of(data(baseline)), LONGEST.toSeconds(), settings.calibrationBlocks(),
                    random.nextLong());
        } catch (IOException e) {
            throw new ProofException("An object cannot be read: " + e.getMessage(), e);
        }
    }

    private static WorkerRequest.ObjectData data(NamedObject object) throws IOException {
        return new WorkerRequest.ObjectData(object.name(), Files.readAllBytes(object.path()));
    }

    /** Where it was measured: the slowed program's own time is measured for it if nothing was yet. */
    Machine machine() throws ProofException, InterruptedException {
        if (machine == null) {
            measure(ProgramType.XDP, 1);
        }
        return machine;
    }
}
