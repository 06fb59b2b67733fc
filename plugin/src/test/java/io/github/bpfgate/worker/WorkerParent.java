package io.github.bpfgate.worker;

import io.github.bpfgate.benchmark.ObjectFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A stand-in for Maven that a test can kill: runs a worker that would measure for days. */
final class WorkerParent {

    private WorkerParent() {
    }

    /** @param args a directory for lock and object, and the object file in it */
    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        byte[] object = Files.readAllBytes(directory.resolve(args[1]));
        new WorkerLauncher(List.of(), WorkerRequestBuilder.classPath(), Duration.ofMinutes(5)).run(
                new WorkerRequestBuilder(directory).measure(1_000_000, new ObjectFile(args[1], object)),
                event -> System.out.println(event.getClass().getSimpleName()));
    }
}
