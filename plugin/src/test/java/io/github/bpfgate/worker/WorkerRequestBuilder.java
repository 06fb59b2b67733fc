package io.github.bpfgate.worker;

import io.github.bpfgate.benchmark.ObjectFile;
import java.io.File;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Requests for tests, with a lock on a directory of the test's own. */
final class WorkerRequestBuilder {

    static final long FOREVER = 1_000_000;

    private final Path directory;

    WorkerRequestBuilder(Path directory) {
        this.directory = directory;
    }

    /** What the tests themselves run with. */
    static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
    }

    /** Where the worker's own classes are. */
    static Path classes() {
        return classPath().stream().filter(entry -> entry.endsWith("target/classes")).findFirst().orElseThrow();
    }

    /** A directory of the test's own is as good to lock as the host's. */
    String lock() {
        return directory.toString();
    }

    WorkerRequest examine() {
        return new WorkerRequest(WorkerRequest.Task.EXAMINE, null, Set.of(), lock(), List.of(), Set.of(),
                List.of(), WorkerRequest.InputData.NONE, null, List.of(), Map.of(), List.of(), 0, 0, 0);
    }

    /** Every program of the objects, in that many blocks. */
    WorkerRequest measure(int blocks, ObjectFile... objects) {
        return measure(blocks, List.of(), WorkerRequest.InputData.NONE, objects);
    }

    WorkerRequest measure(int blocks, List<WorkerRequest.WantedBenchmark> wanted,
            WorkerRequest.InputData input, ObjectFile... objects) {
        List<WorkerRequest.ObjectData> candidates = Stream.of(objects)
                .map(object -> new WorkerRequest.ObjectData(object.name(), object.bytes())).toList();
        return new WorkerRequest(WorkerRequest.Task.MEASURE, null, EnumSet.allOf(WorkerRequest.Kind.class), lock(),
                candidates, Set.of(), wanted, input, List.of(limit()), List.of(), Map.of(), List.of(), FOREVER,
                blocks, 1);
    }

    static WorkerRequest.WantedBenchmark wanted(String program) {
        return new WorkerRequest.WantedBenchmark(null, program, null, WorkerRequest.InputData.NONE, null,
                List.of(limit()), null, new WorkerRequest.AttachData(null, null, false));
    }

    private static WorkerRequest.LimitData limit() {
        return new WorkerRequest.LimitData(.05, 1.0, null);
    }
}
