package io.github.bpfgate.pipeline;

import io.github.bpfgate.clang.ClangException;
import io.github.bpfgate.clang.KernelTypes;
import io.github.bpfgate.worker.WorkerEvent;
import io.github.bpfgate.worker.WorkerException;
import io.github.bpfgate.worker.WorkerLauncher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Has libbpf write the types of BTF, in a worker: damaged BTF may crash it, and must not crash Maven.
 *
 * <p>The worker is run without a launcher, since whoever runs Maven may read BTF.
 */
public final class TypesByLibbpf implements KernelTypes {

    /** A kernel's types take a quarter of a second. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final List<Path> classPath;
    private final Optional<String> libbpf;

    /**
     * @param classPath the plugin's
     * @param libbpf    the library's path; empty for the system's
     */
    public TypesByLibbpf(List<Path> classPath, Optional<String> libbpf) {
        this.classPath = List.copyOf(classPath);
        this.libbpf = libbpf;
    }

    @Override
    public String declarations(Path btf) throws ClangException, InterruptedException {
        List<String> declared = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        try {
            new WorkerLauncher(List.of(), classPath, LONGEST).run(WorkerRequests.declareTypes(libbpf, btf), event -> {
                if (event instanceof WorkerEvent.Declared types) {
                    declared.add(types.types());
                } else if (event instanceof WorkerEvent.Failed failed) {
                    failures.add(failed.message());
                }
            });
        } catch (WorkerException e) {
            throw new ClangException("vmlinux.h cannot be made of " + btf + ": " + e.getMessage(), e);
        }
        if (declared.isEmpty()) {
            throw new ClangException("vmlinux.h cannot be made. " + String.join(" ", failures));
        }
        return declared.get(0);
    }
}
