package io.github.bpfgate.benchmark;

import io.github.bpfgate.benchmark.BenchmarkFailure.Kind;
import io.github.bpfgate.libbpf.BpfException;
import io.github.bpfgate.libbpf.BpfObject;
import io.github.bpfgate.libbpf.Libbpf;
import java.util.Optional;
import java.util.Set;

/**
 * Programs of one object in the kernel, with the verifier's statistics: all of them by one load where that works, and
 * else each by its own, one after the other, so that one which this kernel refuses does not take the others with it.
 */
final class ObjectLoads implements AutoCloseable {

    private static final int LOG_BYTES = 1 << 20;

    private final Libbpf libbpf;
    private final ObjectFile file;
    private final boolean together;
    /** In the kernel: all of the programs, or the one that was asked for last. */
    private BpfObject current;

    ObjectLoads(Libbpf libbpf, ObjectFile file, Set<String> programs) {
        this.libbpf = libbpf;
        this.file = file;
        this.together = loadTogether(programs);
    }

    private boolean loadTogether(Set<String> programs) {
        try {
            open().loadOnlyWithStatistics(programs);
            return true;
        } catch (BpfException e) {
            return false;
        }
    }

    /** In the place of the last one: an object with many programs, each with its maps, is not to fill the kernel. */
    private BpfObject open() {
        close();
        current = libbpf.openObject(file.bytes(), file.name());
        return current;
    }

    /**
     * One of the programs; it stays the owner's, and lasts until the next is asked for.
     *
     * @throws BenchmarkFailure if the object does not hold it, or the kernel does not take it
     */
    ProgramSource.Loaded load(String program) throws BenchmarkFailure {
        if (!together) {
            loadAlone(program);
        }
        return new ProgramSource.Loaded(current, current.program(program).orElseThrow(() -> absent(program)),
                Optional.empty());
    }

    private void loadAlone(String program) throws BenchmarkFailure {
        if (open().program(program).isEmpty()) {
            throw absent(program);
        }
        try {
            current.loadOnlyWithStatistics(Set.of(program));
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
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
