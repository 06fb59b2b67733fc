package io.github.bpfgate.worker;

import io.github.bpfgate.benchmark.Benchmark;
import io.github.bpfgate.benchmark.BenchmarkFailure;
import io.github.bpfgate.benchmark.BenchmarkPlan;
import io.github.bpfgate.benchmark.BenchmarkRunner;
import io.github.bpfgate.benchmark.ExactRunner;
import io.github.bpfgate.benchmark.LoadRunner;
import io.github.bpfgate.benchmark.Method;
import io.github.bpfgate.benchmark.ObjectFile;
import io.github.bpfgate.benchmark.Schedule;
import io.github.bpfgate.benchmark.Wanted;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.Libbpf;
import io.github.bpfgate.libbpf.NetworkNamespace;
import io.github.bpfgate.stats.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Plans and measures the benchmarks of a request, one after the other. */
final class MeasureTask {

    private final Libbpf libbpf;
    private final WorkerRequest request;
    private final Consumer<WorkerEvent> events;

    private record Plan(List<Benchmark> benchmarks, List<Benchmark> others) {
    }

    MeasureTask(Libbpf libbpf, WorkerRequest request, Consumer<WorkerEvent> events) {
        this.libbpf = libbpf;
        this.request = request;
        this.events = events;
    }

    void run() {
        Plan plan;
        try {
            plan = plan();
        } catch (BenchmarkFailure e) {
            fail("", e, "", "", "");
            return;
        }
        List<Benchmark> benchmarks = plan.benchmarks();
        List<String> surroundings = leaveTheHostsNetwork();
        BenchmarkRunner runner = new BenchmarkRunner(libbpf, new Random(request.seed()), surroundings);
        Duration longest = Duration.ofNanos((long) (request.secondsPerBenchmark() * 1e9));
        Schedule schedule = request.fixedBlocks() > 0 ? Schedule.fixed(longest, request.fixedBlocks())
                : Schedule.untilDecided(longest, Math.max(1, benchmarks.size()));
        List<Benchmark> uncounted = new ArrayList<>(benchmarks);
        for (Benchmark benchmark : benchmarks) {
            try {
                count(benchmark, surroundings);
                uncounted.remove(benchmark);
                if (request.kinds().contains(WorkerRequest.Kind.TIMES)) {
                    events.accept(new WorkerEvent.Measured(runner.measure(benchmark, schedule, (blocks, atMost) ->
                            events.accept(new WorkerEvent.Advanced(benchmark.name(), blocks, atMost)))));
                }
            } catch (BenchmarkFailure e) {
                if (asksForFiles() && new LoadRunner(libbpf).takesNeither(benchmark)) {
                    notLoaded(benchmark, e);
                    uncounted.remove(benchmark);
                } else {
                    fail(benchmark, e);
                }
            }
        }
        if (request.kinds().contains(WorkerRequest.Kind.STATIC)) {
            load(plan.others(), uncounted);
        }
    }

    /** Whether two files are compared, whatever they hold: then nobody asked for any program of them. */
    private boolean asksForFiles() {
        return !request.fallbackBaselines().isEmpty() && request.benchmarks().isEmpty() && request.programs().isEmpty();
    }

    /** First, for it is quick, and holds where the times cannot be taken. */
    private void count(Benchmark benchmark, List<String> surroundings) throws BenchmarkFailure {
        Optional<ExactRunner.Depth> depth = depth();
        if (depth.isPresent()) {
            events.accept(new WorkerEvent.Counted(
                    new ExactRunner(libbpf, depth.get(), surroundings).measure(benchmark)));
        }
    }

    private Optional<ExactRunner.Depth> depth() {
        Set<WorkerRequest.Kind> kinds = request.kinds();
        return kinds.contains(WorkerRequest.Kind.LISTING) ? Optional.of(ExactRunner.Depth.LISTED)
                : kinds.contains(WorkerRequest.Kind.COUNTS) ? Optional.of(ExactRunner.Depth.COUNTED)
                : kinds.contains(WorkerRequest.Kind.STATIC) ? Optional.of(ExactRunner.Depth.LOADED) : Optional.empty();
    }

    /**
     * Moves this thread into a network namespace of its own. A test run sees the devices, routes and sockets of the one
     * it is called in, and a clone of its packet that is redirected to a device leaves by it.
     *
     * @return what the results should say if it cannot
     */
    private List<String> leaveTheHostsNetwork() {
        try {
            // Closed at once: the thread is in it, and keeps it.
            NetworkNamespace.create(libbpf).close();
            NetworkNamespace.setLoopbackUp(libbpf);
            return List.of();
        } catch (BpfException e) {
            return List.of("measured among the devices, routes and sockets of this machine ("
                    + e.getMessage().replaceFirst("\\.$", "") + ")");
        }
    }

    /**
     * Last, for nobody waits for them. That a program does not load here is no failure where nothing runs it, unless its
     * baseline does; and one that could not be run may still load.
     */
    private void load(List<Benchmark> others, List<Benchmark> notRun) {
        LoadRunner runner = new LoadRunner(libbpf);
        runner.measure(others, taken -> events.accept(new WorkerEvent.Loaded(taken)), this::notLoaded, this::fail);
        BiConsumer<Benchmark, BenchmarkFailure> told = (benchmark, why) -> {
            // Its own failure has been told.
        };
        runner.measure(notRun, taken -> events.accept(new WorkerEvent.Counted(taken)), told, told);
    }

    private Plan plan() throws BenchmarkFailure {
        BenchmarkPlan plan = BenchmarkPlan.of(libbpf, files(request.candidates()), baselines(),
                files(request.fallbackBaselines())).only(request.programs());
        List<Benchmark> benchmarks = new ArrayList<>();
        boolean allFound = true;
        if (request.benchmarks().isEmpty()) {
            benchmarks.addAll(plan.ofAllPrograms(request.defaultInput().toInput(), limits(request.defaultLimits())));
        }
        for (WorkerRequest.WantedBenchmark data : request.benchmarks()) {
            Wanted wanted = new Wanted(Optional.ofNullable(data.name()), data.program(),
                    Optional.ofNullable(data.object()), data.input().toInput(), Optional.ofNullable(data.setup()),
                    limits(data.limits()), Optional.ofNullable(data.method()).flatMap(Method::of),
                    data.attach().toAttaching());
            try {
                benchmarks.add(plan.of(wanted));
            } catch (BenchmarkFailure e) {
                fail(wanted.resultName(), e, wanted.program(), "", "");
                allFound = false;
            }
        }
        if (!allFound) {
            // The build fails whatever the others would take: nobody should wait for that.
            return new Plan(List.of(), List.of());
        }
        benchmarks.replaceAll(this::withAccepted);
        events.accept(new WorkerEvent.Planned(benchmarks.stream().map(Benchmark::name).toList(),
                request.benchmarks().isEmpty() ? plan.leftOut() : List.of(), plan.vanished()));
        return new Plan(benchmarks, plan.ofTheOthers(benchmarks));
    }

    private Benchmark withAccepted(Benchmark benchmark) {
        WorkerRequest.BaselineProgram stored = request.baselines().get(benchmark.name());
        return stored == null ? benchmark : benchmark.withLimits(limits(stored.accepted()));
    }

    private Map<String, Benchmark.Baseline> baselines() {
        Map<String, ObjectFile> stored = files(request.stored()).stream()
                .collect(Collectors.toMap(ObjectFile::name, Function.identity()));
        Map<String, Benchmark.Baseline> baselines = new LinkedHashMap<>();
        request.baselines().forEach((name, baseline) -> baselines.put(name,
                new Benchmark.Baseline(stored.get(baseline.object()), baseline.program(), true)));
        return baselines;
    }

    private static List<ObjectFile> files(List<WorkerRequest.ObjectData> objects) {
        return objects.stream().map(data -> new ObjectFile(data.name(), data.bytes())).toList();
    }

    private static List<Limit> limits(List<WorkerRequest.LimitData> data) {
        return data.stream().map(WorkerRequest.LimitData::toLimit).toList();
    }

    private void notLoaded(Benchmark program, BenchmarkFailure why) {
        events.accept(new WorkerEvent.NotLoaded(program.name(), program.program(), program.candidate().name(),
                why.getMessage()));
    }

    private void fail(Benchmark benchmark, BenchmarkFailure e) {
        fail(benchmark.name(), e, benchmark.program(), benchmark.candidate().name(), benchmark.method().toString());
    }

    private void fail(String benchmark, BenchmarkFailure e, String program, String object, String method) {
        events.accept(new WorkerEvent.Failed(benchmark, e.kind().name(), e.getMessage(), e.log(), program, object,
                method));
    }
}
