package io.github.bpfgate.proof;

import io.github.bpfgate.benchmark.input.Input;
import io.github.bpfgate.benchmark.input.InputException;
import io.github.bpfgate.pipeline.NamedObject;
import io.github.bpfgate.pipeline.WorkerSettings;
import io.github.bpfgate.worker.WorkerEvent;
import io.github.bpfgate.worker.WorkerException;
import io.github.bpfgate.worker.WorkerLauncher;
import io.github.bpfgate.worker.WorkerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Times what exact metrics cost beside two plain loads of the same programs in C: of many programs of several kinds, in
 * one worker from its start to its end.
 */
final class ExactCost {

    /** What makes programs differ in what they cost to load and to count. */
    enum Kind {
        /** The fixtures, as they are: a fraction of a millisecond to load. */
        SMALL("fixtures"),
        /** As most that include vmlinux.h: libbpf reads all of the kernel's types at every load. */
        KERNEL_TYPES("with CO-RE relocations"),
        /** A few milliseconds of the verifier's time. */
        LONG("long for the verifier");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * What programs cost.
     *
     * @param name     of their kind
     * @param programs how many
     * @param plain    seconds that C takes to load each of them twice
     * @param exact    seconds of a worker that takes their exact metrics, with the start of its JVM
     * @param first    seconds of these until the first figures
     * @param each     seconds that a worker then takes to load and count one more, mean
     * @param waited   rounds in which another bpfgate was in the way, which the times leave out
     */
    record Costs(String name, int programs, Spread plain, Spread exact, Spread first, Spread each, int waited) {

        /** The median of the one over the median of the other. */
        double ratio() {
            return exact.median() / plain.median();
        }
    }

    /** One worker's moments, in seconds from its start, less what it waited for another bpfgate. */
    private record Counting(int programs, double first, double last, double end, boolean waited) {

        double each() {
            return (last - first) / Math.max(1, programs - 1);
        }
    }

    /** Hears a worker's events. */
    private static final class Listener {

        private final long start = System.nanoTime();
        private final List<Double> counted = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private double waitedSince = Double.NaN;
        private double waited;

        void hear(WorkerEvent event) {
            if (event instanceof WorkerEvent.Waiting) {
                waitedSince = seconds();
            } else if (event instanceof WorkerEvent.Started && !Double.isNaN(waitedSince)) {
                waited = seconds() - waitedSince;
            } else if (event instanceof WorkerEvent.Counted of && of.measurement().candidate().count() != null) {
                counted.add(seconds());
            } else if (event instanceof WorkerEvent.Counted of) {
                failures.add(of.measurement().candidate().notCounted());
            } else if (event instanceof WorkerEvent.Failed failed) {
                failures.add(failed.message());
            }
        }

        private double seconds() {
            return (System.nanoTime() - start) / 1e9 - waited;
        }

        Counting end() throws ProofException {
            if (!failures.isEmpty() || counted.isEmpty()) {
                throw new ProofException("A program was not counted: " + failures);
            }
            return new Counting(counted.size(), counted.get(0), counted.get(counted.size() - 1), seconds(), waited > 0);
        }
    }

    /** Rounds of C and worker in turn, so that a bad minute of the machine meets both. */
    private static final int ROUNDS = 5;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Settings settings;
    private final WorkerSettings worker;
    private final Variants variants;

    ExactCost(Settings settings, WorkerSettings worker, Variants variants) {
        this.settings = settings;
        this.worker = worker;
        this.variants = variants;
    }

    /** How many rounds there will be. */
    int steps() {
        return settings.exactPrograms() == 0 ? 0 : ROUNDS * (Kind.values().length + 1);
    }

    /** Programs of all kinds together, then those of each kind. */
    List<Costs> measure(Progress progress) throws ProofException, InterruptedException {
        try {
            Path plainLoads = compilePlainLoads();
            Map<Kind, List<NamedObject>> objects = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                objects.put(kind, variants.exact(kind, settings.exactPrograms() / Kind.values().length));
            }
            List<Costs> costs = new ArrayList<>();
            costs.add(measure("all", objects.values().stream().flatMap(List::stream).toList(), plainLoads, progress));
            for (Kind kind : Kind.values()) {
                costs.add(measure(kind.label(), objects.get(kind), plainLoads, progress));
            }
            return costs;
        } catch (IOException | InputException | WorkerException e) {
            throw new ProofException("Cannot time exact metrics: " + e.getMessage(), e);
        }
    }

    private Path compilePlainLoads() throws IOException, ProofException, InterruptedException {
        Path program = settings.output().resolve("plain-loads");
        output(List.of("cc", "-O2", "-o", program.toString(),
                settings.root().resolve("it/src/proof/c/plain-loads.c").toString(), "-lbpf"));
        return program;
    }

    private Costs measure(String name, List<NamedObject> objects, Path plainLoads, Progress progress)
            throws IOException, InputException, WorkerException, ProofException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(plainLoads.toString(), "2"),
                objects.stream().map(object -> object.path().toString())).toList();
        WorkerRequest request = request(objects);
        double[] plain = new double[ROUNDS];
        List<Counting> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            Command.Ended loaded = output(command);
            plain[round] = loaded.seconds();
            Counting counting = count(request);
            if (!loaded.output().strip().equals(Integer.toString(counting.programs()))) {
                throw new ProofException("Of " + loaded.output().strip() + " programs " + counting.programs()
                        + " were counted.");
            }
            rounds.add(counting);
            progress.stepDone("exact metrics of programs: " + name, System.nanoTime() - start);
        }
        return new Costs(name, rounds.get(0).programs(), Spread.of(plain), spread(rounds, Counting::end),
                spread(rounds, Counting::first), spread(rounds, Counting::each),
                (int) rounds.stream().filter(Counting::waited).count());
    }

    private static Spread spread(List<Counting> rounds, ToDoubleFunction<Counting> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure).toArray());
    }

    private Command.Ended output(List<String> words) throws IOException, ProofException, InterruptedException {
        Command.Ended ended = new Command(settings.output(), words, LONGEST).run();
        if (ended.status() != 0) {
            throw new ProofException(words.get(0) + " ended with status " + ended.status() + ": " + ended.lastLines(5));
        }
        return ended;
    }

    private Counting count(WorkerRequest request) throws WorkerException, ProofException, InterruptedException {
        Listener listener = new Listener();
        new WorkerLauncher(worker.launcher(), worker.classPath(), LONGEST).run(request, listener::hear);
        return listener.end();
    }

    private WorkerRequest request(List<NamedObject> objects) throws InputException, IOException {
        List<WorkerRequest.PacketData> packets = Input.builtDefault().packets().stream()
                .map(p -> new WorkerRequest.PacketData(p.name(), p.bytes())).toList();
        return new WorkerRequest(WorkerRequest.Task.MEASURE, worker.libbpf().orElse(null),
                Set.of(WorkerRequest.Kind.STATIC, WorkerRequest.Kind.COUNTS),
                Path.of(System.getProperty("java.io.tmpdir"), "bpfgate.lock").toString(),
                objects.stream().map(o -> new WorkerRequest.ObjectPath(o.name(), o.path().toString())).toList(),
                Set.of(), List.of(), new WorkerRequest.InputData(packets, true), List.of(), Map.of(), List.of(), LONGEST.toSeconds(), 0, 0);
    }
}
