package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfObject;
import io.github.bpfgate.libbpf.Libbpf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Programs of one object in the kernel, with the verifier's statistics: all of them by one load where that works, and
 * else each by its own, so that one which this kernel refuses does not take the others with it.
 */
final class ObjectLoads implements AutoCloseable {

    private static final int LOG_BYTES = 1 << 20;

    private final Libbpf libbpf;
    private final ObjectFile file;
    private final List<BpfObject> open = new ArrayList<>();
    private final Optional<BpfObject> together;

    ObjectLoads(Libbpf libbpf, ObjectFile file, Set<String> programs) {
        this.libbpf = libbpf;
        this.file = file;
        this.together = loadTogether(programs);
    }

    private Optional<BpfObject> loadTogether(Set<String> programs) {
        BpfObject object = open();
        try {
            object.loadOnlyWithStatistics(programs);
            return Optional.of(object);
        } catch (BpfException e) {
            close();
            return Optional.empty();
        }
    }

    private BpfObject open() {
        BpfObject object = libbpf.openObject(file.bytes(), file.name());
        open.add(object);
        return object;
    }

    /**
     * One of the programs; it stays the owner's, who closes all at once.
     *
     * @throws BenchmarkFailure if the object does not hold it, or the kernel does not take it
     */
    ProgramSource.Loaded load(String program) throws BenchmarkFailure {
        BpfObject object = together.isPresent() ? together.get() : loadAlone(program);
        return new ProgramSource.Loaded(object, object.program(program).orElseThrow(() -> absent(program)),
                Optional.empty());
    }

    private BpfObject loadAlone(String program) throws BenchmarkFailure {
        BpfObject object = open();
        if (object.program(program).isEmpty()) {
            throw absent(program);
        }
        try {
            object.loadOnlyWithStatistics(Set.of(program));
            return object;
        } catch (BpfException e) {
            throw explained(program, e);
        }
    }

    /** With statistics there are no reasons: they take another try. */
    private BenchmarkFailure explained(String program, BpfException refusal) {
        try {
            open().loadOnlyExplained(program, LOG_BYTES);
            return Failures.ofLoading(refusal);
        } catch (BpfException e) {
            return Failures.ofLoading(e);
        }
    }

    private BenchmarkFailure absent(String program) {
        return new BenchmarkFailure(Kind.CONFIGURATION, file.name() + " has no program " + program + ".");
    }

    @Override
    public void close() {
        open.forEach(BpfObject::close);
        open.clear();
    }
}
